// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {console} from "forge-std/console.sol";
import {Vm} from "forge-std/Vm.sol";

import {ModelTerms} from "../../../contracts/src/model/IModelRegistry.sol";
import {Request, RequestOptions} from "../../../contracts/src/oracle/IInferenceOracle.sol";
import {OracleFixture} from "./OracleFixture.sol";
import {SixDecimalAsset} from "./assets/SixDecimalAsset.sol";
import {PromptingConsumer} from "./consumers/PromptingConsumer.sol";
import {StoringConsumer} from "./consumers/StoringConsumer.sol";

/// Method: `isolate` makes each call from the test a transaction of its own, so that accounts and slots are cold and slots have
/// their original values, as on a chain. `gasTotalUsed` then is the whole transaction, refunds deducted, with the 21,000
/// and 16 / 4 gas per non-zero / zero byte of calldata (EIP-2028). Keys ending in `_tx` print that; the others print it
/// without the 21,000 and the calldata.
///
/// Requester, operator and consumers have used the oracle once before, so that nonces and credits aren't zero (`_first` is
/// for a newcomer), but each consumer still waits for its first answer: it stores every answer in fresh slots.
///
/// forge-config: default.isolate = true
contract InferenceOracleGasTest is OracleFixture {
    uint256 private constant TX_GAS = 21_000;
    // The incumbent's, with its example consumer: 26 bytes asked, 46 bytes answered.
    uint256 private constant INCUMBENT_REQUEST_TX = 307_129;
    uint256 private constant INCUMBENT_ANSWER_TX = 169_257;

    // Of the five arguments; the name alone is of two functions.
    bytes4 private constant REQUEST_CALLBACK = 0x5b953806;

    StoringConsumer private consumer;
    PromptingConsumer private prompting;

    function setUp() public override {
        super.setUp();
        consumer = new StoringConsumer(oracle);
        prompting = new PromptingConsumer(oracle);
        assertEq(INPUT.length, 26);
        assertEq(OUTPUT.length, 46);

        RequestOptions memory options;
        (, Request memory request) = _ask(requester, modelId, options);
        _propose(request);
        _finalise(request);
        _askTransaction();
        _promptTransaction();
    }

    /// @dev Three questions of 26 bytes in one request.
    function test_gas_requestBatch() public {
        bytes[] memory inputs = new bytes[](3);
        for (uint256 i = 0; i < 3; i++) {
            inputs[i] = INPUT;
        }
        uint256 priceWei = oracle.estimateFeeBatch(modelId, 0, 3);
        bytes memory ask = abi.encodeCall(
            oracle.requestBatchInference, (3, modelId, abi.encode(inputs), address(0), 0, bytes(""), 0, 0)
        );
        uint256 asked = _execution(requester, priceWei, ask);
        console.log("gas:request_batch_3_26B=%d", asked);
        assertLe(asked, 90_000);
    }

    function test_gas_requestProposeFinalise() public {
        bytes memory ask = abi.encodeWithSelector(REQUEST_CALLBACK, modelId, INPUT, address(0), 0, "");
        uint256 priceWei = oracle.estimateFee(modelId, 0);
        vm.deal(stranger, priceWei);
        uint256 first = _execution(stranger, priceWei, ask);
        vm.recordLogs();
        uint256 asked = _execution(requester, priceWei, ask);
        Request memory request = _lastRequested();
        uint256 proposed = _execution(operator, request.bondWei, abi.encodeCall(oracle.propose, (request, OUTPUT, "")));
        vm.warp(block.timestamp + WINDOW_SECONDS);
        uint256 finalised = _execution(stranger, 0, abi.encodeCall(oracle.finalise, (request)));

        console.log("gas:request_26B_first=%d", first);
        console.log("gas:request_26B=%d", asked);
        console.log("gas:propose_46B=%d", proposed);
        console.log("gas:finalise=%d", finalised);
        assertLt(asked, 47_600);
        assertLt(proposed, 40_000);
        assertLt(finalised, 25_000);
    }

    function test_gas_feeInAnAsset() public {
        SixDecimalAsset asset = new SixDecimalAsset();
        ModelTerms memory terms = _terms("in an asset", FEE_WEI, REWARD_WEI, address(0));
        terms.feeAsset = address(asset);
        uint256 id = _register(terms);
        asset.mint(requester, 3 * uint256(FEE_WEI));
        vm.prank(requester);
        asset.approve(address(oracle), 3 * uint256(FEE_WEI));
        bytes memory ask = abi.encodeWithSelector(REQUEST_CALLBACK, id, INPUT, address(0), 0, "");
        _execution(requester, REWARD_WEI, ask);
        uint256 asked = _execution(requester, REWARD_WEI, ask);
        console.log("gas:request_26B_asset_fee=%d", asked);
        // Of which the asset itself takes about 15,000.
        assertLt(asked, 80_000);
    }

    function test_gas_commitAndTakeOver() public {
        RequestOptions memory options;
        (uint256 requestId, Request memory request) = _ask(requester, modelId, options);
        bytes32 commitment = oracle.commitmentOf(requestId, keccak256(OUTPUT), operator, 0);
        uint256 committed = _execution(operator, 0, abi.encodeCall(oracle.commit, (commitment)));
        skip(12);
        vm.roll(block.number + 1);
        vm.prank(stranger);
        oracle.propose{value: request.bondWei}(request, OUTPUT, "");
        uint256 taken = _execution(operator, request.bondWei, abi.encodeCall(oracle.takeOver, (request, 0)));
        console.log("gas:commit=%d", committed);
        console.log("gas:take_over_first=%d", taken);
        assertLt(committed, 24_000);
        assertLt(taken, 65_000);
    }

    function test_gas_withConsumer() public {
        uint256 asked = _askTransaction();
        Request memory request = _lastRequested();
        uint256 proposed = _proposeTransaction(request);
        assertEq(consumer.lastAnswer(), OUTPUT);

        console.log("gas:consumer_request_26B_tx=%d", asked);
        console.log("gas:consumer_propose_46B_callback_tx=%d", proposed);
        assertLt(asked, INCUMBENT_REQUEST_TX / 2);
        // Of the answer, 93,000 are the consumer's: four fresh slots.
        assertLt(proposed, INCUMBENT_ANSWER_TX);
        assertLt(asked + proposed, (INCUMBENT_REQUEST_TX + INCUMBENT_ANSWER_TX) * 6 / 10);
    }

    function test_gas_withConsumerThatStoresWhatTheIncumbentsExampleStores() public {
        uint256 asked = _promptTransaction();
        uint256 proposed = _proposeTransaction(_lastRequested());
        assertEq(prompting.answerTo(modelId, string(INPUT)), string(OUTPUT));

        console.log("gas:prompting_consumer_request_26B_tx=%d", asked);
        console.log("gas:prompting_consumer_propose_46B_callback_tx=%d", proposed);
        // Of the answer, 133,000 are the consumer's: six fresh slots.
        assertLt(asked + proposed, (INCUMBENT_REQUEST_TX + INCUMBENT_ANSWER_TX) * 85 / 100);
    }

    function _promptTransaction() private returns (uint256 gasUsed) {
        uint256 priceWei = oracle.estimateFee(modelId, prompting.CALLBACK_GAS());
        vm.recordLogs();
        vm.prank(requester);
        prompting.ask{value: priceWei}(modelId, string(INPUT));
        return vm.lastCallGas().gasTotalUsed;
    }

    function _askTransaction() private returns (uint256 gasUsed) {
        uint256 priceWei = oracle.estimateFee(modelId, consumer.CALLBACK_GAS());
        vm.recordLogs();
        vm.prank(requester);
        consumer.ask{value: priceWei}(modelId, INPUT);
        return vm.lastCallGas().gasTotalUsed;
    }

    function _proposeTransaction(Request memory request) private returns (uint256 gasUsed) {
        vm.prank(operator);
        oracle.propose{value: request.bondWei}(request, OUTPUT, "");
        return vm.lastCallGas().gasTotalUsed;
    }

    function _execution(address from, uint256 valueWei, bytes memory payload) private returns (uint256 gasUsed) {
        vm.prank(from);
        (bool success,) = address(oracle).call{value: valueWei}(payload);
        uint256 total = vm.lastCallGas().gasTotalUsed;
        assertTrue(success);
        return total - TX_GAS - _calldataGas(payload);
    }

    function _calldataGas(bytes memory payload) private pure returns (uint256 gasUsed) {
        for (uint256 i = 0; i < payload.length; i++) {
            gasUsed += payload[i] == 0 ? 4 : 16;
        }
    }
}
