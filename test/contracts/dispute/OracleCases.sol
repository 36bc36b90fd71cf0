// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {Vm} from "forge-std/Vm.sol";

import {ModelTerms} from "../../../contracts/src/model/IModelRegistry.sol";
import {ModelRegistry} from "../../../contracts/src/model/ModelRegistry.sol";
import {
    DeliverAt,
    IInferenceOracle,
    ModelRoots,
    Request,
    RequestOptions
} from "../../../contracts/src/oracle/IInferenceOracle.sol";
import {InferenceOracle} from "../../../contracts/src/oracle/InferenceOracle.sol";
import {OracleParameters} from "../../../contracts/src/oracle/OracleParameters.sol";
import {TinyPrograms} from "../model/TinyPrograms.sol";
import {RevertingConsumer} from "../oracle/consumers/RevertingConsumer.sol";
import {DisputeCases} from "./DisputeCases.sol";
import {Table} from "./DuelTable.sol";

/// @notice Cases that an oracle has opened.
abstract contract OracleCases is DisputeCases {
    uint96 internal constant FEE_WEI = 0.003 ether;
    uint96 internal constant REWARD_WEI = 0.002 ether;
    uint96 internal constant CALLBACK_PRICE_WEI = 2 gwei;
    uint64 internal constant CALLBACK_GAS = 200_000;
    uint256 internal constant CALLBACK_FEE_WEI = uint256(CALLBACK_GAS) * CALLBACK_PRICE_WEI;

    ModelRegistry internal registry;
    InferenceOracle internal oracle;
    RevertingConsumer internal consumer;
    uint256 internal modelId;
    uint256 internal requestId;
    Request internal request;
    address internal deliverer = makeAddr("deliverer");
    address internal developer = makeAddr("developer");

    function setUp() public virtual override {
        super.setUp();
        registry = new ModelRegistry(programs);
        oracle = new InferenceOracle(
            OracleParameters({
                registry: address(registry),
                court: address(court),
                minWindowSeconds: 1 minutes,
                maxWindowSeconds: 7 days,
                defaultWindowSeconds: 1 hours,
                minTimeoutSeconds: 1 minutes,
                maxTimeoutSeconds: 30 days,
                defaultTimeoutSeconds: 1 days,
                bondFloorWei: 0.001 ether,
                callbackGasPriceWei: CALLBACK_PRICE_WEI,
                protocolShareBasisPoints: 0,
                protocolRecipient: address(0)
            })
        );
        consumer = new RevertingConsumer(oracle);
        consumer.setAccepts(true);
        modelId = _register(CLAMPS);
    }

    function _register(uint256 planIndex) internal returns (uint256) {
        uint32 length = uint32(_plan(planIndex).length);
        vm.prank(developer);
        return registry.register(
            ModelTerms({
                programRoot: TinyPrograms.rootOf(_plan(planIndex).records),
                weightsRoot: "",
                feeAsset: address(0),
                feeAmount: FEE_WEI,
                operatorRewardWei: REWARD_WEI,
                inputLengthMin: length,
                inputLengthMax: length,
                revenueRouter: address(0),
                name: "clamps",
                packageURI: ""
            })
        );
    }

    /// @dev A table whose case is what the oracle would open.
    function _asked(DeliverAt deliverAt) internal returns (Table memory table) {
        return _asked(deliverAt, 0);
    }

    /// @param windowSeconds 0 for the oracle's own.
    function _asked(DeliverAt deliverAt, uint32 windowSeconds) internal returns (Table memory table) {
        table = _table(CLAMPS);
        RequestOptions memory options;
        options.callbackContract = address(consumer);
        options.callbackGasLimit = CALLBACK_GAS;
        options.deliverAt = deliverAt;
        options.windowSeconds = windowSeconds;
        uint256 priceWei = oracle.priceOf(modelId, CALLBACK_GAS, deliverAt);
        vm.recordLogs();
        hoax(requester, priceWei);
        requestId = oracle.requestInference{value: priceWei}(modelId, table.input, options);
        Vm.Log[] memory logs = vm.getRecordedLogs();
        for (uint256 i = 0; i < logs.length; i++) {
            if (logs[i].topics[0] == IInferenceOracle.Requested.selector) {
                request = abi.decode(logs[i].data, (Request));
            }
        }
        vm.roll(block.number + 1);
    }

    function _propose(Table memory table, uint256 side) internal {
        hoax(proposer, request.bondWei);
        oracle.propose{value: request.bondWei}(request, table.traces[side].answer, "");
        table.openedCase = oracle.caseOf(request);
        table.caseId = court.caseIdOf(table.openedCase);
    }

    function _contradict(Table memory table, uint256 side) internal {
        hoax(_sponsorOf(side), request.bondWei);
        bytes32 caseId = oracle.contradict{value: request.bondWei}(request, _says(table, side));
        assertEq(caseId, table.caseId);
    }

    /// @dev The honest claim wins: against the liar's trace, or the proposer's silence.
    function _win(Table memory table, bool liarProposed) internal {
        if (!liarProposed) {
            if (table.games == 0) _openDuel(table, LIAR, HONEST);
            _toTheLeaf(table);
            // The honest side proves the fault, or the liar has none to prove.
            if (!_act(table, 0)) {
                vm.warp(_lastSecond(table.game[0]) + 1);
                court.timeout(table.game[0].duel, table.game[0].state);
            }
        }
        vm.warp(court.caseState(table.caseId).claimsEnd);
        if (court.caseState(table.caseId).liveCount > 1) court.silence(table.openedCase);
        oracle.finaliseDispute(request, _roots(table), table.keys[HONEST]);
    }

    /// @dev Of the model that the case is about.
    function _roots(Table memory table) internal pure returns (ModelRoots memory) {
        return ModelRoots(table.openedCase.programRoot, table.openedCase.weightsRoot);
    }

    function _deliver(Table memory table) internal {
        vm.prank(deliverer);
        oracle.deliver(request, table.traces[HONEST].answer, "");
        assertEq(oracle.creditWei(deliverer), CALLBACK_FEE_WEI);
        vm.expectPartialRevert(IInferenceOracle.OracleNothingToDeliver.selector);
        oracle.deliver(request, table.traces[HONEST].answer, "");
    }

    /// @dev Nothing is left but the model's fee, which goes to its developer.
    function _withdrawAll(uint256 amountWei) internal {
        address[4] memory accounts = [proposer, requester, deliverer, _sponsorOf(HONEST)];
        uint256 tookWei = 0;
        for (uint256 i = 0; i < accounts.length; i++) {
            if (oracle.creditWei(accounts[i]) > 0) tookWei += oracle.withdraw(accounts[i]);
        }
        assertEq(tookWei, amountWei);
        assertEq(oracle.settleRevenue(modelId), FEE_WEI);
        assertEq(oracle.withdraw(developer), FEE_WEI);
        assertEq(address(oracle).balance, 0);
    }
}
