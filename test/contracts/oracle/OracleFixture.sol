// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {Test} from "forge-std/Test.sol";
import {Vm} from "forge-std/Vm.sol";

import {DisputeCourt} from "../../../contracts/src/dispute/DisputeCourt.sol";
import {ModelTerms} from "../../../contracts/src/model/IModelRegistry.sol";
import {ModelRegistry} from "../../../contracts/src/model/ModelRegistry.sol";
import {ProgramRegistry} from "../../../contracts/src/model/ProgramRegistry.sol";
import {
    DeliverAt,
    IInferenceOracle,
    Request,
    RequestOptions,
    RequestStatus
} from "../../../contracts/src/oracle/IInferenceOracle.sol";
import {InferenceOracle} from "../../../contracts/src/oracle/InferenceOracle.sol";
import {OracleParameters} from "../../../contracts/src/oracle/OracleParameters.sol";
import {Courts} from "../dispute/Courts.sol";
import {TinyPrograms} from "../model/TinyPrograms.sol";

/// @notice A registry, an oracle and one model, and how to ask it.
abstract contract OracleFixture is Test {
    uint96 internal constant FEE_WEI = 0.003 ether;
    uint96 internal constant REWARD_WEI = 0.002 ether;
    uint96 internal constant BOND_FLOOR_WEI = 0.001 ether;
    uint96 internal constant GAS_PRICE_WEI = 2 gwei;
    uint32 internal constant WINDOW_SECONDS = 1 hours;
    uint32 internal constant TIMEOUT_SECONDS = 1 days;
    uint64 internal constant CALLBACK_GAS = 200_000;
    bytes internal constant INPUT = "a question of 26 bytes....";
    bytes internal constant OUTPUT = "an answer of forty-six bytes, all of them used";

    ModelRegistry internal registry;
    DisputeCourt internal court;
    InferenceOracle internal oracle;
    uint256 internal modelId;

    address internal developer = makeAddr("developer");
    address internal requester = makeAddr("requester");
    address internal operator = makeAddr("operator");
    address internal stranger = makeAddr("stranger");

    function setUp() public virtual {
        vm.warp(1_800_000_000);
        registry = new ModelRegistry(new ProgramRegistry());
        TinyPrograms.validate(registry.programs(), TinyPrograms.steps(1024));
        court = Courts.create(registry.programs());
        oracle = new InferenceOracle(_parameters());
        modelId = _register(_terms("adder", FEE_WEI, REWARD_WEI, address(0)));
        vm.deal(requester, 1000 ether);
        vm.deal(operator, 1000 ether);
        vm.deal(stranger, 1000 ether);
    }

    function _parameters() internal view returns (OracleParameters memory) {
        return OracleParameters({
            registry: address(registry),
            court: address(court),
            minWindowSeconds: 1 minutes,
            maxWindowSeconds: 7 days,
            defaultWindowSeconds: WINDOW_SECONDS,
            minTimeoutSeconds: 1 minutes,
            maxTimeoutSeconds: 30 days,
            defaultTimeoutSeconds: TIMEOUT_SECONDS,
            bondFloorWei: BOND_FLOOR_WEI,
            callbackGasPriceWei: GAS_PRICE_WEI,
            protocolShareBasisPoints: 0,
            protocolRecipient: address(0)
        });
    }

    function _terms(string memory name, uint96 feeAmount, uint96 operatorRewardWei, address router)
        internal
        pure
        returns (ModelTerms memory)
    {
        return ModelTerms({
            programRoot: TinyPrograms.rootOf(TinyPrograms.steps(1024).records),
            weightsRoot: keccak256("weights"),
            feeAsset: address(0),
            feeAmount: feeAmount,
            operatorRewardWei: operatorRewardWei,
            inputLengthMin: 1,
            inputLengthMax: 1024,
            revenueRouter: router,
            name: name,
            packageURI: "ipfs://bafy"
        });
    }

    function _register(ModelTerms memory terms) internal returns (uint256) {
        vm.prank(developer);
        return registry.register(terms);
    }

    /// @dev Asks without a callback.
    function _ask() internal returns (uint256 requestId, Request memory request) {
        RequestOptions memory options;
        return _ask(requester, modelId, options);
    }

    /// @dev Asks with a callback to `consumer`.
    function _ask(address consumer, DeliverAt deliverAt) internal returns (uint256 requestId, Request memory request) {
        RequestOptions memory options;
        options.callbackContract = consumer;
        options.callbackGasLimit = CALLBACK_GAS;
        options.deliverAt = deliverAt;
        return _ask(requester, modelId, options);
    }

    function _ask(address from, uint256 askedModelId, RequestOptions memory options)
        internal
        returns (uint256 requestId, Request memory request)
    {
        uint256 priceWei = oracle.priceOf(askedModelId, options.callbackGasLimit, options.deliverAt);
        vm.recordLogs();
        vm.prank(from);
        requestId = oracle.requestInference{value: priceWei}(askedModelId, INPUT, options);
        request = _lastRequested();
    }

    /// @dev What an operator does too: learns the request from the event, and waits for the next block.
    function _lastRequested() internal returns (Request memory request) {
        Vm.Log[] memory logs = vm.getRecordedLogs();
        for (uint256 i = logs.length; i > 0; i--) {
            if (logs[i - 1].topics[0] == IInferenceOracle.Requested.selector) {
                request = abi.decode(logs[i - 1].data, (Request));
                vm.roll(request.blockNumber + 1);
                return request;
            }
        }
        revert("no request was logged");
    }

    function _propose(Request memory request) internal {
        vm.prank(operator);
        oracle.propose{value: request.bondWei}(request, OUTPUT, "");
    }

    function _finalise(Request memory request) internal {
        vm.warp(oracle.requestState(oracle.requestIdOf(request)).windowEnd);
        oracle.finalise(request);
    }

    function _status(Request memory request) internal view returns (RequestStatus) {
        return oracle.requestState(oracle.requestIdOf(request)).status;
    }
}
