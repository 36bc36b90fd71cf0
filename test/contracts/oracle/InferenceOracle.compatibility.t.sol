// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {Vm} from "forge-std/Vm.sol";

import {RevenueRoute} from "../../../contracts/src/model/IRevenueRouter.sol";
import {IInferenceOracle, Request, RequestOptions} from "../../../contracts/src/oracle/IInferenceOracle.sol";
import {IIncumbentOracle} from "./IIncumbentOracle.sol";
import {OracleFixture} from "./OracleFixture.sol";
import {StoringConsumer} from "./consumers/StoringConsumer.sol";
import {HostileRouter} from "./routers/HostileRouter.sol";
import {SwitchingRouter} from "./routers/SwitchingRouter.sol";

/// What existing consumers call beyond the five arguments: places of data, short model numbers, the model's terms.
contract InferenceOracleCompatibilityTest is OracleFixture {
    bytes32 private constant TOPIC = keccak256("AICallbackRequest(address,uint256,uint256,bytes,address,uint64,bytes)");
    bytes32 private constant TOPIC_WITH_PLACES =
        keccak256("AICallbackRequest(address,uint256,uint256,bytes,address,uint64,bytes,uint8,uint8,uint256)");

    IIncumbentOracle private incumbent;

    function setUp() public override {
        super.setUp();
        incumbent = IIncumbentOracle(address(oracle));
    }

    // Places of data

    function test_requestCallbackWithPlaces_asksTheSame() public {
        uint256 priceWei = incumbent.estimateFee(modelId, CALLBACK_GAS);
        uint256 snapshot = vm.snapshotState();
        vm.prank(requester);
        uint256 without = incumbent.requestCallback{value: priceWei}(modelId, INPUT, operator, CALLBACK_GAS, "data");
        vm.revertToState(snapshot);

        vm.recordLogs();
        uint256 requestId = _askWithPlaces(modelId, IIncumbentOracle.DA.Calldata, IIncumbentOracle.DA.Calldata);
        assertEq(requestId, without);
        Vm.Log[] memory logs = vm.getRecordedLogs();
        assertEq(logs.length, 3);
        assertEq(logs[0].topics[0], TOPIC);
        assertEq(logs[1].topics[0], IInferenceOracle.Requested.selector);
        assertEq(logs[2].topics[0], TOPIC_WITH_PLACES);
        assertEq(logs[2].topics[1], bytes32(uint256(uint160(requester))));
        assertEq(logs[2].topics[2], bytes32(requestId));
        assertEq(logs[2].data, abi.encode(modelId, INPUT, operator, CALLBACK_GAS, bytes("data"), uint8(0), uint8(0), 1));
    }

    function test_requestCallbackWithPlaces_refusesEveryOtherPlace() public {
        for (uint8 input = 0; input < 3; input++) {
            for (uint8 output = 0; output < 3; output++) {
                if (input == 0 && output == 0) continue;
                vm.expectRevert(abi.encodeWithSelector(IInferenceOracle.OracleDataAvailability.selector, input, output));
                _askWithPlaces(modelId, IIncumbentOracle.DA(input), IIncumbentOracle.DA(output));
            }
        }
    }

    // Short numbers

    function test_shortNumber_isThePlaceInTheRegistrysList() public {
        uint256 second = _register(_terms("second", 2 * FEE_WEI, REWARD_WEI, address(0)));
        uint256[2] memory ids = [modelId, second];
        for (uint256 number = 1; number <= 2; number++) {
            uint256 id = ids[number - 1];
            assertEq(incumbent.estimateFee(number, CALLBACK_GAS), incumbent.estimateFee(id, CALLBACK_GAS));
            RequestOptions memory options;
            (, Request memory request) = _ask(requester, number, options);
            assertEq(request.modelId, id);
            assertEq(request.feeAmount, number * FEE_WEI);
            vm.recordLogs();
            _askWithPlaces(number, IIncumbentOracle.DA.Calldata, IIncumbentOracle.DA.Calldata);
            // The first words of the first and of the last event.
            Vm.Log[] memory logs = vm.getRecordedLogs();
            assertEq(abi.decode(logs[0].data, (uint256)), id);
            assertEq(abi.decode(logs[2].data, (uint256)), id);
        }
    }

    function test_shortNumber_neverMoves() public {
        for (uint96 i = 0; i < 3; i++) {
            _register(_terms("later", FEE_WEI, i, address(0)));
            RequestOptions memory options;
            (, Request memory request) = _ask(requester, 1, options);
            assertEq(request.modelId, modelId);
        }
    }

    function testFuzz_shortNumber_ofNoModelIsUnknown(uint64 number) public {
        number = uint64(bound(number, 2, type(uint64).max));
        uint256[3] memory unknown = [uint256(0), number, type(uint64).max];
        for (uint256 i = 0; i < 3; i++) {
            vm.expectRevert("model does not exist");
            incumbent.estimateFee(unknown[i], 0);
            vm.expectRevert("model does not exist");
            incumbent.getModel(unknown[i]);
            vm.prank(requester);
            vm.expectRevert("model does not exist");
            incumbent.requestCallback{value: 1 ether}(unknown[i], INPUT, address(0), 0, "");
        }
    }

    function test_consumerThatKeepsASmallNumber_isServed() public {
        StoringConsumer consumer = new StoringConsumer(oracle);
        uint256 priceWei = oracle.estimateFee(1, consumer.CALLBACK_GAS());
        vm.recordLogs();
        vm.prank(requester);
        uint256 requestId = consumer.ask{value: priceWei}(1, INPUT);
        Request memory request = _lastRequested();
        _propose(request);
        assertEq(consumer.lastRequestId(), requestId);
        assertEq(consumer.lastAnswer(), OUTPUT);
        _finalise(request);
        assertEq(oracle.unsettledRevenue(modelId), FEE_WEI);
        assertEq(oracle.unsettledRevenue(1), 0);
    }

    // The model's terms

    function test_getModel_tellsTheTermsByBothNames() public {
        (, Request memory request) = _ask();
        _propose(request);
        _finalise(request);
        (bytes32 programRoot, bytes32 weightsRoot) = registry.rootsOf(modelId);
        bytes memory expected = abi.encode(
            keccak256(bytes.concat(programRoot, weightsRoot)),
            programRoot,
            FEE_WEI,
            developer,
            100,
            FEE_WEI,
            address(0),
            false
        );
        uint256[2] memory names = [modelId, 1];
        for (uint256 i = 0; i < 2; i++) {
            (, bytes memory terms) = address(oracle).staticcall(abi.encodeCall(incumbent.getModel, (names[i])));
            assertEq(terms, expected);
        }
        oracle.settleRevenue(modelId);
        (,,,,, uint256 accumulateRevenue,,) = incumbent.getModel(modelId);
        assertEq(accumulateRevenue, 0);
    }

    function test_getModel_revertsForAnUnknownModel() public {
        vm.expectRevert("model does not exist");
        incumbent.getModel(modelId + 1);
    }

    function test_getModel_namesWhereTheRevenueGoesNow() public {
        SwitchingRouter router = new SwitchingRouter();
        uint256 routed = _register(_terms("routed", FEE_WEI, REWARD_WEI, address(router)));
        router.set(RevenueRoute.Wait, stranger);
        _assertReceiver(routed, address(0));
        router.set(RevenueRoute.Account, stranger);
        _assertReceiver(routed, stranger);
        router.set(RevenueRoute.Token, operator);
        _assertReceiver(routed, operator);
    }

    function test_getModel_aHostileRouterHidesOnlyTheReceiver() public {
        HostileRouter router = new HostileRouter();
        uint256 routed = _register(_terms("hostile", FEE_WEI, REWARD_WEI, address(router)));
        for (uint256 i = 0; i <= uint256(type(HostileRouter.Hostility).max); i++) {
            router.set(HostileRouter.Hostility(i));
            bool answers = HostileRouter.Hostility(i) == HostileRouter.Hostility.ReturnBomb;
            _assertReceiver(routed, answers ? address(router) : address(0));
        }
    }

    function _assertReceiver(uint256 id, address expected) private view {
        (,, uint256 fee, address receiver,,,,) = incumbent.getModel(id);
        assertEq(receiver, expected);
        assertEq(fee, FEE_WEI);
    }

    function _askWithPlaces(uint256 id, IIncumbentOracle.DA inputDA, IIncumbentOracle.DA outputDA)
        private
        returns (uint256)
    {
        vm.prank(requester);
        return incumbent.requestCallback{value: 1 ether}(id, INPUT, operator, CALLBACK_GAS, "data", inputDA, outputDA);
    }
}
