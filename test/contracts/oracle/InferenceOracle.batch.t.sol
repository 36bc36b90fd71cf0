// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";
import {Vm} from "forge-std/Vm.sol";

import {ModelTerms} from "../../../contracts/src/model/IModelRegistry.sol";
import {DeliverAt, IInferenceOracle, Request, RequestStatus} from "../../../contracts/src/oracle/IInferenceOracle.sol";
import {Inputs} from "../kernels/Inputs.sol";
import {TinyPrograms} from "../model/TinyPrograms.sol";
import {AssetFixture} from "./AssetFixture.sol";
import {StoringConsumer} from "./consumers/StoringConsumer.sol";
import {IIncumbentOracle} from "./IIncumbentOracle.sol";

/// @notice Batches: the cases are those of InferenceOracle.tree.
contract InferenceOracleBatchTest is AssetFixture {
    uint256 private constant MAX_ITEMS = 16;

    IIncumbentOracle private incumbent;

    function setUp() public override {
        super.setUp();
        incumbent = IIncumbentOracle(address(oracle));
    }

    function _inputs(uint256 count) private pure returns (bytes[] memory inputs) {
        inputs = new bytes[](count);
        for (uint256 i = 0; i < count; i++) {
            inputs[i] = abi.encodePacked("question ", i);
        }
    }

    function _askBatch(uint256 count) private returns (uint256 requestId, Request memory request) {
        return _askBatch(modelId, abi.encode(_inputs(count)), count);
    }

    function _askBatch(uint256 asked, bytes memory input, uint256 count)
        private
        returns (uint256 requestId, Request memory request)
    {
        uint256 priceWei = incumbent.estimateFeeBatch(asked, 0, count);
        vm.recordLogs();
        vm.prank(requester);
        requestId = _request(asked, input, count, priceWei);
        request = _lastRequested();
    }

    function _request(uint256 asked, bytes memory input, uint256 count, uint256 valueWei) private returns (uint256) {
        return incumbent.requestBatchInference{value: valueWei}(
            count, asked, input, address(0), 0, "", IIncumbentOracle.DA.Calldata, IIncumbentOracle.DA.Calldata
        );
    }

    /// @dev Everything is paid, whatever is refused.
    function _expectRefusal(bytes memory input, uint256 count, bytes memory reason) private {
        vm.prank(requester);
        vm.expectRevert(reason);
        _request(modelId, input, count, 100 ether);
    }

    function test_selectorsAreTheIncumbents() public pure {
        assertEq(IIncumbentOracle.requestBatchInference.selector, bytes4(0x409694fa));
        assertEq(IIncumbentOracle.estimateFeeBatch.selector, bytes4(0x5170b6af));
        assertEq(IInferenceOracle.requestBatchInference.selector, bytes4(0x409694fa));
        assertEq(IInferenceOracle.estimateFeeBatch.selector, bytes4(0x5170b6af));
    }

    function test_amountsAreTheModelsTimesTheItems() public {
        for (uint96 count = 1; count <= MAX_ITEMS; count++) {
            (uint256 requestId, Request memory request) = _askBatch(count);
            assertEq(request.feeAmount, FEE_WEI * count);
            assertEq(request.operatorRewardWei, REWARD_WEI * count);
            assertEq(request.bondWei, oracle.bondFor(uint256(REWARD_WEI) * count, 0));
            assertEq(request.callbackFeeWei, 0);
            assertEq(request.inputHash, Inputs.hashOf(_inputs(count)));
            assertEq(uint8(uint256(request.inputHash)), count);
            assertEq(uint8(request.deliverAt), uint8(DeliverAt.Answer));
            // Whoever answers or contradicts computes all of them.
            assertEq(request.windowSeconds, WINDOW_SECONDS * count);
            assertEq(request.deadline, block.timestamp + TIMEOUT_SECONDS * count);
            assertEq(requestId, oracle.requestIdOf(request));
            assertEq(oracle.creditWei(requester), 0);
        }
    }

    function test_estimateFeeBatch_isTheExactPrice() public {
        uint256 priceWei = oracle.estimateFeeBatch(modelId, CALLBACK_GAS, 3);
        assertEq(priceWei, 3 * (uint256(FEE_WEI) + REWARD_WEI) + 2 * uint256(CALLBACK_GAS) * GAS_PRICE_WEI);
        assertEq(oracle.estimateFeeBatch(1, CALLBACK_GAS, 3), priceWei, "by its short number");
        bytes memory input = abi.encode(_inputs(3));
        uint256 bareWei = oracle.estimateFeeBatch(modelId, 0, 3);
        vm.startPrank(requester);
        vm.expectRevert("insufficient fee");
        _request(modelId, input, 3, bareWei - 1);
        _request(modelId, input, 3, bareWei + 7);
        vm.stopPrank();
        assertEq(oracle.creditWei(requester), 7);
        uint256 most = oracle.MAX_CALLBACK_GAS();
        vm.expectRevert(abi.encodeWithSelector(IInferenceOracle.OracleCallbackGasLimit.selector, address(0), most + 1));
        oracle.estimateFeeBatch(modelId, most + 1, 3);
        vm.expectRevert("model does not exist");
        oracle.estimateFeeBatch(2 ** 70, 0, 3);
    }

    function test_eventsTellTheBatch() public {
        bytes memory input = abi.encode(_inputs(2));
        uint256 priceWei = oracle.estimateFeeBatch(modelId, 0, 2);
        vm.recordLogs();
        vm.prank(requester);
        uint256 requestId = _request(modelId, input, 2, priceWei);
        Vm.Log[] memory logs = vm.getRecordedLogs();
        assertEq(logs.length, 3);
        assertEq(logs[0].topics[0], keccak256("AICallbackRequest(address,uint256,uint256,bytes,address,uint64,bytes)"));
        assertEq(logs[0].topics[2], bytes32(requestId));
        assertEq(logs[0].data, abi.encode(modelId, input, address(0), uint64(0), bytes("")));
        assertEq(
            logs[2].topics[0],
            keccak256("AICallbackRequest(address,uint256,uint256,bytes,address,uint64,bytes,uint8,uint8,uint256)")
        );
        assertEq(
            logs[2].data, abi.encode(modelId, input, address(0), uint64(0), bytes(""), uint8(0), uint8(0), uint256(2))
        );
    }

    function test_size_outsideItsLimits() public {
        uint256[4] memory sizes = [uint256(0), 17, 256, type(uint256).max];
        for (uint256 i = 0; i < sizes.length; i++) {
            bytes memory reason = abi.encodeWithSelector(IInferenceOracle.OracleBatchSize.selector, sizes[i], MAX_ITEMS);
            _expectRefusal(abi.encode(_inputs(sizes[i] % 32)), sizes[i], reason);
            vm.expectRevert(reason);
            oracle.estimateFeeBatch(modelId, 0, sizes[i]);
        }
    }

    function test_input_ofAnotherNumberOrEncoding() public {
        bytes memory reason = abi.encodeWithSelector(IInferenceOracle.OracleBatchInput.selector);
        bytes memory input = abi.encode(_inputs(3));
        _expectRefusal(input, 2, reason);
        _expectRefusal(input, 4, reason);
        _expectRefusal(bytes.concat(input, bytes32(0)), 3, reason);
        _expectRefusal("a question", 1, reason);
        _expectRefusal("", 1, reason);
    }

    function test_input_eachItemIsCheckedLikeASingleOne() public {
        for (uint256 at = 0; at < 3; at++) {
            bytes[] memory inputs = _inputs(3);
            inputs[at] = "";
            _expectRefusal(
                abi.encode(inputs), 3, abi.encodeWithSelector(IInferenceOracle.OracleInputLength.selector, 0, 1, 1024)
            );
            inputs[at] = new bytes(1025);
            _expectRefusal(
                abi.encode(inputs),
                3,
                abi.encodeWithSelector(IInferenceOracle.OracleInputLength.selector, 1025, 1, 1024)
            );
        }
    }

    function test_dataElsewhereThanInCalldata() public {
        bytes memory input = abi.encode(_inputs(1));
        vm.startPrank(requester);
        vm.expectRevert(abi.encodeWithSelector(IInferenceOracle.OracleDataAvailability.selector, 1, 0));
        incumbent.requestBatchInference{value: 1 ether}(
            1, modelId, input, address(0), 0, "", IIncumbentOracle.DA.Blob, IIncumbentOracle.DA.Calldata
        );
        vm.expectRevert(abi.encodeWithSelector(IInferenceOracle.OracleDataAvailability.selector, 0, 2));
        incumbent.requestBatchInference{value: 1 ether}(
            1, modelId, input, address(0), 0, "", IIncumbentOracle.DA.Calldata, IIncumbentOracle.DA.IPFS
        );
        vm.stopPrank();
    }

    /// @dev What nobody could claim in a dispute, a liar's short answer would stand for.
    function test_anAnswerThatCouldNotBeClaimedIsNotAskedFor() public {
        ModelTerms memory terms = _terms("long", FEE_WEI, REWARD_WEI, address(0));
        TinyPrograms.validate(registry.programs(), TinyPrograms.sliced(4000, 4000));
        terms.programRoot = TinyPrograms.rootOf(TinyPrograms.sliced(4000, 4000).records);
        (terms.inputLengthMin, terms.inputLengthMax) = (4000, 4000);
        uint256 long = _register(terms);
        assertEq(registry.outputBytesMax(long), 4000);
        assertEq(registry.outputBytesMax(modelId), 1);
        bytes[] memory inputs = new bytes[](15);
        for (uint256 i = 0; i < 15; i++) {
            inputs[i] = new bytes(4000);
        }
        // 64 bytes, and 64 beside the 4000 of each.
        vm.expectRevert(abi.encodeWithSelector(IInferenceOracle.OracleOutputLength.selector, 64 + 15 * 4064, 60_000));
        _request(long, abi.encode(inputs), 15, 100 ether);
        vm.expectRevert(abi.encodeWithSelector(IInferenceOracle.OracleOutputLength.selector, 64 + 15 * 4064, 60_000));
        oracle.estimateFeeBatch(long, 0, 15);
        bytes[] memory fewer = new bytes[](14);
        for (uint256 i = 0; i < 14; i++) {
            fewer[i] = inputs[i];
        }
        _askBatch(long, abi.encode(fewer), 14);
    }

    /// @dev 64 bytes, and 64 beside the 10,016 of each that padding makes of 10,000.
    function test_inputsThatTogetherFitNoPublicPoolAreNotAskedFor() public {
        ModelTerms memory terms = _terms("wide", FEE_WEI, REWARD_WEI, address(0));
        TinyPrograms.validate(registry.programs(), TinyPrograms.sliced(10_000, 100));
        terms.programRoot = TinyPrograms.rootOf(TinyPrograms.sliced(10_000, 100).records);
        (terms.inputLengthMin, terms.inputLengthMax) = (10_000, 10_000);
        uint256 wide = _register(terms);
        bytes[] memory inputs = new bytes[](13);
        bytes[] memory fewer = new bytes[](12);
        for (uint256 i = 0; i < 13; i++) {
            inputs[i] = new bytes(10_000);
            if (i < 12) fewer[i] = inputs[i];
        }
        bytes memory reason =
            abi.encodeWithSelector(IInferenceOracle.OracleInputLength.selector, 64 + 13 * 10_080, 0, 126_976);
        vm.expectRevert(reason);
        oracle.estimateFeeBatch(wide, 0, 13);
        vm.prank(requester);
        vm.expectRevert(reason);
        _request(wide, abi.encode(inputs), 13, 100 ether);
        _askBatch(wide, abi.encode(fewer), 12);
    }

    function test_amountsBeyond96Bits() public {
        uint96 most = type(uint96).max / 2;
        uint256 dear = _register(_terms("dear", most, 0, address(0)));
        uint256 rewarding = _register(_terms("rewarding", 0, most / 2, address(0)));
        uint256[2] memory models = [dear, rewarding];
        bytes memory input = abi.encode(_inputs(5));
        vm.deal(requester, type(uint128).max);
        for (uint256 i = 0; i < 2; i++) {
            vm.expectPartialRevert(SafeCast.SafeCastOverflowedUintDowncast.selector);
            oracle.estimateFeeBatch(models[i], 0, 5);
            vm.prank(requester);
            vm.expectPartialRevert(SafeCast.SafeCastOverflowedUintDowncast.selector);
            _request(models[i], input, 5, type(uint128).max);
        }
        _askBatch(dear, abi.encode(_inputs(2)), 2);
        // The bond is twice the reward.
        vm.deal(requester, type(uint128).max);
        vm.expectPartialRevert(SafeCast.SafeCastOverflowedUintDowncast.selector);
        oracle.estimateFeeBatch(rewarding, 0, 3);
        vm.prank(requester);
        vm.expectPartialRevert(SafeCast.SafeCastOverflowedUintDowncast.selector);
        _request(rewarding, abi.encode(_inputs(3)), 3, type(uint128).max);
    }

    function test_aFeeInAnAssetIsTakenForEachItem() public {
        uint256 before = plain.balanceOf(requester);
        (, Request memory request) = _askBatch(plainModelId, abi.encode(_inputs(4)), 4);
        assertEq(before - plain.balanceOf(requester), 4 * uint256(FEE));
        assertEq(request.feeAmount, 4 * FEE);
        assertEq(oracle.estimateFeeBatch(plainModelId, 0, 4), 4 * uint256(REWARD_WEI));
        vm.warp(uint256(request.deadline) + 1);
        oracle.expire(request);
        assertEq(oracle.assetCredit(requester, address(plain)), 4 * uint256(FEE));
        assertEq(oracle.creditWei(requester), 4 * uint256(REWARD_WEI));
    }

    function test_aBatchIsAnsweredAndPaidWhole() public {
        StoringConsumer consumer = new StoringConsumer(oracle);
        uint256 priceWei = oracle.estimateFeeBatch(modelId, CALLBACK_GAS, 2);
        vm.recordLogs();
        vm.prank(requester);
        uint256 requestId = oracle.requestBatchInference{value: priceWei}(
            2, modelId, abi.encode(_inputs(2)), address(consumer), CALLBACK_GAS, "", 0, 0
        );
        Request memory request = _lastRequested();
        bytes[] memory answers = new bytes[](2);
        (answers[0], answers[1]) = (bytes("an answer"), bytes("another one"));
        vm.prank(operator);
        oracle.propose{value: request.bondWei}(request, abi.encode(answers), "");
        // The consumer didn't ask this, so it refuses; that it was called, its attempt tells.
        assertTrue(oracle.requestState(requestId).delivered);
        _finalise(request);
        assertEq(uint8(_status(request)), uint8(RequestStatus.Final));
        assertEq(oracle.unsettledRevenue(modelId), 2 * uint256(FEE_WEI));
        assertEq(
            oracle.creditWei(operator), request.bondWei + 2 * uint256(REWARD_WEI) + uint256(request.callbackFeeWei)
        );
        assertEq(request.callbackFeeWei, uint256(CALLBACK_GAS) * GAS_PRICE_WEI);
    }
}
