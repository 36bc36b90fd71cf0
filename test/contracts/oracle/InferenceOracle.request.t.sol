// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {Vm} from "forge-std/Vm.sol";

import {
    DeliverAt,
    IInferenceOracle,
    Request,
    RequestOptions,
    RequestState,
    RequestStatus
} from "../../../contracts/src/oracle/IInferenceOracle.sol";
import {InferenceOracle} from "../../../contracts/src/oracle/InferenceOracle.sol";
import {OracleParameters} from "../../../contracts/src/oracle/OracleParameters.sol";
import {Inputs} from "../kernels/Inputs.sol";
import {OracleFixture} from "./OracleFixture.sol";

contract InferenceOracleRequestTest is OracleFixture {
    function test_constructor_refusesParametersThatMakeNoSense() public {
        OracleParameters memory p = _parameters();
        p.registry = stranger;
        _expectInvalid(p);
        p = _parameters();
        p.minWindowSeconds = 0;
        _expectInvalid(p);
        p = _parameters();
        p.defaultWindowSeconds = p.minWindowSeconds - 1;
        _expectInvalid(p);
        p = _parameters();
        p.maxWindowSeconds = p.defaultWindowSeconds - 1;
        _expectInvalid(p);
        p = _parameters();
        p.minTimeoutSeconds = 0;
        _expectInvalid(p);
        p = _parameters();
        p.defaultTimeoutSeconds = p.maxTimeoutSeconds + 1;
        _expectInvalid(p);
        p = _parameters();
        p.bondFloorWei = 0;
        _expectInvalid(p);
        p = _parameters();
        p.callbackGasPriceWei = type(uint96).max / oracle.MAX_CALLBACK_GAS() + 1;
        _expectInvalid(p);
        p.callbackGasPriceWei--;
        new InferenceOracle(p);
    }

    function test_constructor_showsItsParameters() public view {
        OracleParameters memory p = _parameters();
        assertEq(oracle.REGISTRY(), p.registry);
        assertEq(oracle.MIN_WINDOW_SECONDS(), p.minWindowSeconds);
        assertEq(oracle.MAX_WINDOW_SECONDS(), p.maxWindowSeconds);
        assertEq(oracle.DEFAULT_WINDOW_SECONDS(), p.defaultWindowSeconds);
        assertEq(oracle.MIN_TIMEOUT_SECONDS(), p.minTimeoutSeconds);
        assertEq(oracle.MAX_TIMEOUT_SECONDS(), p.maxTimeoutSeconds);
        assertEq(oracle.DEFAULT_TIMEOUT_SECONDS(), p.defaultTimeoutSeconds);
        assertEq(oracle.BOND_FLOOR_WEI(), p.bondFloorWei);
        assertEq(oracle.CALLBACK_GAS_PRICE_WEI(), p.callbackGasPriceWei);
    }

    function test_codePlacedAtAFixedAddressServesAWholeRequest() public {
        address fixedAddress = 0x0A0f4321214BB6C7811dD8a71cF587bdaF03f0A0;
        vm.etch(fixedAddress, address(oracle).code);
        oracle = InferenceOracle(fixedAddress);
        modelId = _register(_terms("registered afterwards", FEE_WEI, REWARD_WEI, address(0)));

        (uint256 requestId, Request memory request) = _ask();
        _propose(request);
        _finalise(request);
        oracle.settleRevenue(modelId);
        oracle.withdraw(operator);
        oracle.withdraw(developer);
        assertTrue(oracle.isFinalized(requestId));
        assertEq(fixedAddress.balance, 0);
    }

    function test_requestCallback_opensARequestWithTheKnownDefaults() public {
        uint256 priceWei = oracle.estimateFee(modelId, CALLBACK_GAS);
        Request memory expected = Request({
            modelId: modelId,
            requester: requester,
            nonce: 0,
            inputHash: Inputs.hashOf(INPUT),
            callbackContract: address(this),
            callbackGasLimit: CALLBACK_GAS,
            callbackDataHash: keccak256("data"),
            feeAmount: FEE_WEI,
            operatorRewardWei: REWARD_WEI,
            callbackFeeWei: CALLBACK_GAS * GAS_PRICE_WEI,
            bondWei: 2 * REWARD_WEI,
            deadline: uint40(block.timestamp) + TIMEOUT_SECONDS,
            windowSeconds: WINDOW_SECONDS,
            deliverAt: DeliverAt.Answer,
            blockNumber: uint64(block.number)
        });
        uint256 id = uint256(keccak256(abi.encode(block.chainid, oracle, expected)));

        vm.expectEmit(address(oracle));
        emit IInferenceOracle.AICallbackRequest(requester, id, modelId, INPUT, address(this), CALLBACK_GAS, "data");
        vm.expectEmit(address(oracle));
        emit IInferenceOracle.Requested(id, modelId, expected);
        vm.prank(requester);
        uint256 requestId = oracle.requestCallback{value: priceWei}(modelId, INPUT, address(this), CALLBACK_GAS, "data");

        assertEq(requestId, id);
        assertEq(oracle.requestIdOf(expected), id);
        assertEq(oracle.nonceOf(requester), 1);
        assertEq(address(oracle).balance, priceWei);
        assertEq(oracle.creditWei(requester), 0);
        RequestState memory state = oracle.requestState(id);
        assertEq(abi.encode(state), abi.encode(RequestState(RequestStatus.Open, address(0), 0, 0, false, false, 0)));
    }

    function test_requestInference_takesTheOptions() public {
        RequestOptions memory options;
        options.callbackContract = address(this);
        options.callbackGasLimit = CALLBACK_GAS;
        options.callbackData = "data";
        options.windowSeconds = 3 days;
        options.timeoutSeconds = 2 minutes;
        (, Request memory request) = _ask(requester, modelId, options);
        assertEq(request.callbackContract, address(this));
        assertEq(request.callbackGasLimit, CALLBACK_GAS);
        assertEq(request.callbackDataHash, keccak256("data"));
        assertEq(request.windowSeconds, 3 days);
        assertEq(request.deadline, block.timestamp + 2 minutes);
        assertEq(uint8(request.deliverAt), uint8(DeliverAt.Finality));

        delete options;
        options.deliverAt = DeliverAt.Answer;
        (, request) = _ask(requester, modelId, options);
        assertEq(request.windowSeconds, WINDOW_SECONDS);
        assertEq(request.deadline, block.timestamp + TIMEOUT_SECONDS);
        assertEq(uint8(request.deliverAt), uint8(DeliverAt.Answer));
        assertEq(request.callbackFeeWei, 0);
    }

    function test_sameQuestionTwiceIsTwoRequests() public {
        (uint256 first,) = _ask();
        (uint256 second, Request memory request) = _ask();
        assertNotEq(first, second);
        assertEq(request.nonce, 1);
    }

    function test_request_revertsForAnUnknownModel() public {
        vm.startPrank(requester);
        vm.expectRevert("model does not exist");
        oracle.requestCallback{value: 1 ether}(7, INPUT, address(0), 0, "");
        RequestOptions memory options;
        vm.expectRevert("model does not exist");
        oracle.requestInference{value: 1 ether}(7, INPUT, options);
        vm.expectRevert("model does not exist");
        oracle.estimateFee(7, 0);
        vm.expectRevert("model does not exist");
        oracle.priceOf(7, 0, DeliverAt.Finality);
    }

    function test_request_revertsForTooLittle() public {
        uint256 tooLittleWei = oracle.estimateFee(modelId, CALLBACK_GAS) - 1;
        vm.prank(requester);
        vm.expectRevert("insufficient fee");
        oracle.requestCallback{value: tooLittleWei}(modelId, INPUT, address(this), CALLBACK_GAS, "");

        RequestOptions memory options;
        options.callbackContract = address(this);
        options.callbackGasLimit = CALLBACK_GAS;
        tooLittleWei = oracle.priceOf(modelId, CALLBACK_GAS, DeliverAt.Finality) - 1;
        vm.prank(requester);
        vm.expectRevert("insufficient fee");
        oracle.requestInference{value: tooLittleWei}(modelId, INPUT, options);
    }

    function test_request_creditsTheExcessToTheCaller() public {
        uint256 priceWei = oracle.estimateFee(modelId, 0);
        vm.prank(requester);
        oracle.requestCallback{value: priceWei + 5}(modelId, INPUT, address(0), 0, "");
        assertEq(oracle.creditWei(requester), 5);

        RequestOptions memory options;
        options.callbackContract = address(this);
        options.callbackGasLimit = CALLBACK_GAS;
        uint256 estimateWei = oracle.estimateFee(modelId, CALLBACK_GAS);
        vm.prank(stranger);
        oracle.requestInference{value: estimateWei}(modelId, INPUT, options);
        // At finality, the estimate is one callback too much.
        assertEq(oracle.creditWei(stranger), CALLBACK_GAS * GAS_PRICE_WEI);
    }

    function test_request_revertsForAnInputAgainstTheRule() public {
        uint256 priceWei = oracle.estimateFee(modelId, 0);
        vm.startPrank(requester);
        vm.expectRevert(abi.encodeWithSelector(IInferenceOracle.OracleInputLength.selector, 0, 1, 1024));
        oracle.requestCallback{value: priceWei}(modelId, "", address(0), 0, "");
        vm.expectRevert(abi.encodeWithSelector(IInferenceOracle.OracleInputLength.selector, 1025, 1, 1024));
        oracle.requestCallback{value: priceWei}(modelId, new bytes(1025), address(0), 0, "");
        oracle.requestCallback{value: priceWei}(modelId, new bytes(1024), address(0), 0, "");
        oracle.requestCallback{value: priceWei}(modelId, new bytes(1), address(0), 0, "");
    }

    function test_request_revertsForAGasLimitThatDoesNotFit() public {
        uint64 tooMuch = oracle.MAX_CALLBACK_GAS() + 1;
        vm.startPrank(requester);
        vm.expectRevert(
            abi.encodeWithSelector(IInferenceOracle.OracleCallbackGasLimit.selector, address(0), CALLBACK_GAS)
        );
        oracle.requestCallback{value: 1 ether}(modelId, INPUT, address(0), CALLBACK_GAS, "");
        vm.expectRevert(abi.encodeWithSelector(IInferenceOracle.OracleCallbackGasLimit.selector, address(this), 0));
        oracle.requestCallback{value: 1 ether}(modelId, INPUT, address(this), 0, "");
        vm.expectRevert(
            abi.encodeWithSelector(IInferenceOracle.OracleCallbackGasLimit.selector, address(this), tooMuch)
        );
        oracle.requestCallback{value: 1 ether}(modelId, INPUT, address(this), tooMuch, "");
        oracle.requestCallback{value: 1 ether}(modelId, INPUT, address(this), tooMuch - 1, "");
        vm.expectRevert(abi.encodeWithSelector(IInferenceOracle.OracleCallbackGasLimit.selector, address(0), tooMuch));
        oracle.estimateFee(modelId, tooMuch);
    }

    function test_requestInference_revertsForAWindowOrTimeoutOutsideTheLimits() public {
        RequestOptions memory options;
        uint32[2] memory outside = [oracle.MIN_WINDOW_SECONDS() - 1, oracle.MAX_WINDOW_SECONDS() + 1];
        for (uint256 i = 0; i < 2; i++) {
            options.windowSeconds = outside[i];
            _expectRefusal(
                options,
                abi.encodeWithSelector(
                    IInferenceOracle.OracleWindow.selector, outside[i], oracle.MIN_WINDOW_SECONDS(), 7 days
                )
            );
        }
        delete options;
        outside = [oracle.MIN_TIMEOUT_SECONDS() - 1, oracle.MAX_TIMEOUT_SECONDS() + 1];
        for (uint256 i = 0; i < 2; i++) {
            options.timeoutSeconds = outside[i];
            _expectRefusal(
                options,
                abi.encodeWithSelector(
                    IInferenceOracle.OracleTimeout.selector, outside[i], oracle.MIN_TIMEOUT_SECONDS(), 30 days
                )
            );
        }
    }

    function test_requestInference_takesWindowAndTimeoutAtTheirLimits() public {
        RequestOptions memory options;
        (options.windowSeconds, options.timeoutSeconds) = (oracle.MIN_WINDOW_SECONDS(), oracle.MIN_TIMEOUT_SECONDS());
        _ask(requester, modelId, options);
        (options.windowSeconds, options.timeoutSeconds) = (oracle.MAX_WINDOW_SECONDS(), oracle.MAX_TIMEOUT_SECONDS());
        _ask(requester, modelId, options);
    }

    function test_requestInference_revertsForAnUnknownDelivery() public {
        RequestOptions memory options;
        bytes memory payload = abi.encodeCall(oracle.requestInference, (modelId, INPUT, options));
        // `deliverAt` is the fourth word of the options, which begin after selector, three words and the input's two.
        payload[4 + 32 * (3 + 2 + 4) - 1] = 0x02;
        vm.prank(requester);
        (bool success,) = address(oracle).call{value: 1 ether}(payload);
        assertFalse(success);
        payload[4 + 32 * (3 + 2 + 4) - 1] = 0x01;
        vm.prank(requester);
        (success,) = address(oracle).call{value: 1 ether}(payload);
        assertTrue(success);
    }

    function test_bondFor_isTheFloorTwiceTheRewardOrATenthOfTheValue() public view {
        assertEq(oracle.bondFor(0, 0), BOND_FLOOR_WEI);
        assertEq(oracle.bondFor(BOND_FLOOR_WEI / 2, 0), BOND_FLOOR_WEI);
        assertEq(oracle.bondFor(BOND_FLOOR_WEI / 2 + 1, 0), BOND_FLOOR_WEI + 2);
        assertEq(oracle.bondFor(0, 10 * BOND_FLOOR_WEI), BOND_FLOOR_WEI);
        assertEq(oracle.bondFor(0, 10 * BOND_FLOOR_WEI + 1), BOND_FLOOR_WEI + 1);
        assertEq(oracle.bondFor(BOND_FLOOR_WEI, 20 * BOND_FLOOR_WEI + 10), 2 * BOND_FLOOR_WEI + 1);
        assertEq(oracle.bondFor(BOND_FLOOR_WEI, 20 * BOND_FLOOR_WEI - 10), 2 * BOND_FLOOR_WEI);
    }

    function testFuzz_bond_coversTheValueOrIsChosenHigher(uint96 rewardWei, uint96 valueWei, uint96 chosenWei) public {
        rewardWei = uint96(bound(rewardWei, 0, type(uint96).max / 2));
        uint256 id = _register(_terms("staked", 0, rewardWei, address(0)));
        vm.deal(requester, 2 * uint256(rewardWei));
        RequestOptions memory options;
        options.valueAtStakeWei = valueWei;
        (, Request memory request) = _ask(requester, id, options);
        uint256 leastWei = oracle.bondFor(rewardWei, valueWei);
        assertEq(request.bondWei, leastWei);
        assertGe(10 * leastWei, valueWei);
        assertGe(leastWei, 2 * uint256(rewardWei));

        options.bondWei = uint96(bound(chosenWei, leastWei, type(uint96).max));
        (, request) = _ask(requester, id, options);
        assertEq(request.bondWei, options.bondWei);
    }

    function test_requestInference_revertsForAChosenBondBelowTheLeast() public {
        RequestOptions memory options;
        options.valueAtStakeWei = 1 ether;
        options.bondWei = 0.1 ether - 1;
        _expectRefusal(
            options, abi.encodeWithSelector(IInferenceOracle.OracleBondTooLow.selector, 0.1 ether - 1, 0.1 ether)
        );
        options.bondWei = 0.1 ether;
        (, Request memory request) = _ask(requester, modelId, options);
        assertEq(request.bondWei, 0.1 ether);
        // What is answered with less than the chosen bond doesn't count.
        vm.expectRevert(abi.encodeWithSelector(IInferenceOracle.OracleBond.selector, 0.1 ether - 1, 0.1 ether));
        vm.prank(operator);
        oracle.propose{value: 0.1 ether - 1}(request, OUTPUT, "");
    }

    function test_request_revertsWhenTwiceTheRewardDoesNotFit() public {
        uint256 rich = _register(_terms("rich", 0, type(uint96).max, address(0)));
        uint256 priceWei = oracle.estimateFee(rich, 0);
        assertEq(priceWei, type(uint96).max);
        vm.deal(requester, priceWei);
        vm.prank(requester);
        vm.expectRevert();
        oracle.requestCallback{value: priceWei}(rich, INPUT, address(0), 0, "");
    }

    function testFuzz_price_isTheSumOfItsParts(uint96 feeAmount, uint96 rewardWei, uint256 gasLimit) public {
        gasLimit = bound(gasLimit, 0, oracle.MAX_CALLBACK_GAS());
        uint256 id = _register(_terms("priced", feeAmount, rewardWei, address(0)));
        uint256 base = uint256(feeAmount) + rewardWei;
        assertEq(oracle.estimateFee(id, gasLimit), base + 2 * gasLimit * GAS_PRICE_WEI);
        assertEq(oracle.priceOf(id, gasLimit, DeliverAt.Answer), base + 2 * gasLimit * GAS_PRICE_WEI);
        assertEq(oracle.priceOf(id, gasLimit, DeliverAt.Finality), base + gasLimit * GAS_PRICE_WEI);
    }

    function testFuzz_requestIdOf_isTheHashOfTheEncoding(uint256 seed) public view {
        Request memory request = _random(seed);
        assertEq(oracle.requestIdOf(request), uint256(keccak256(abi.encode(block.chainid, address(oracle), request))));
    }

    function testFuzz_requestIdOf_differsWhenAnyBitOfTheEncodingDiffers(uint256 seed, uint256 bit) public view {
        bytes memory payload = abi.encodeCall(oracle.requestIdOf, (_random(seed)));
        (, bytes memory id) = address(oracle).staticcall(payload);
        bit = bound(bit, 32, payload.length * 8 - 1);
        payload[bit / 8] ^= bytes1(uint8(1 << (bit % 8)));
        (bool success, bytes memory other) = address(oracle).staticcall(payload);
        assertTrue(success);
        assertNotEq(keccak256(other), keccak256(id));
    }

    function testFuzz_request_idInMemoryIsTheIdFromCalldata(bytes calldata input, bytes calldata callbackData) public {
        vm.assume(input.length > 0 && input.length <= 1024);
        uint256 priceWei = oracle.estimateFee(modelId, CALLBACK_GAS);
        vm.recordLogs();
        vm.prank(requester);
        uint256 requestId =
            oracle.requestCallback{value: priceWei}(modelId, input, address(this), CALLBACK_GAS, callbackData);
        Vm.Log[] memory logs = vm.getRecordedLogs();
        assertEq(logs.length, 2);
        assertEq(logs[1].topics.length, 3);
        assertEq(uint256(logs[1].topics[1]), requestId);
        assertEq(uint256(logs[1].topics[2]), modelId);
        Request memory request = abi.decode(logs[1].data, (Request));
        assertEq(abi.encode(request), logs[1].data);
        assertEq(oracle.requestIdOf(request), requestId);
        assertEq(request.inputHash, Inputs.hashOf(input));
        assertEq(request.callbackDataHash, keccak256(callbackData));
    }

    function _random(uint256 seed) private pure returns (Request memory) {
        uint256 other = uint256(keccak256(abi.encode(seed)));
        return Request({
            modelId: other,
            requester: address(uint160(seed)),
            nonce: uint64(seed >> 160),
            inputHash: bytes32(~other),
            callbackContract: address(uint160(other)),
            callbackGasLimit: uint64(other >> 160),
            callbackDataHash: bytes32(~seed),
            feeAmount: uint96(seed),
            operatorRewardWei: uint96(seed >> 96),
            callbackFeeWei: uint96(other),
            bondWei: uint96(other >> 96),
            deadline: uint40(seed >> 192),
            windowSeconds: uint32(other >> 192),
            deliverAt: DeliverAt(seed >> 255),
            blockNumber: uint64(other >> 128)
        });
    }

    function _expectInvalid(OracleParameters memory parameters) private {
        vm.expectRevert(IInferenceOracle.OracleParametersInvalid.selector);
        new InferenceOracle(parameters);
    }

    function _expectRefusal(RequestOptions memory options, bytes memory reason) private {
        vm.prank(requester);
        vm.expectRevert(reason);
        oracle.requestInference{value: 1 ether}(modelId, INPUT, options);
    }
}
