// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {AnswerRoot} from "../../../contracts/src/model/AnswerRoot.sol";
import {Case, ClaimKey, Statement} from "../../../contracts/src/dispute/IDisputeCourt.sol";
import {TraceNodes} from "../../../contracts/src/kernels/TraceNodes.sol";
import {TensorTypes} from "../../../contracts/src/kernels/TensorTypes.sol";
import {Program} from "../../../contracts/src/model/IProgramRegistry.sol";
import {ModelRoots, Request} from "../../../contracts/src/oracle/IInferenceOracle.sol";
import {Courts} from "../dispute/Courts.sol";
import {TinyPrograms} from "../model/TinyPrograms.sol";
import {OracleFixture} from "./OracleFixture.sol";

/// @notice Disputes that silence decides. Who wins a duel is for the tests of the court; what the oracle makes of a verdict doesn't
/// depend on it.
abstract contract SilentDisputes is OracleFixture {
    bytes internal constant RIGHT = hex"2a";
    bytes internal constant OTHER = hex"2b";
    uint256 private constant TOP_LEVELS = 4;

    address internal rival = makeAddr("rival");

    /// @notice This answer with a trace in which there is nothing else: true enough as long as nobody looks into it.
    function statementOf(bytes calldata output) public view returns (Statement memory statement) {
        (bytes32 programRoot,) = registry.rootsOf(modelId);
        Program memory program = registry.programs().program(programRoot);
        uint256 tokens = output.length >> TensorTypes.log2Bytes(program.inputType);
        bytes32 node = TraceNodes.pair(
            TraceNodes.number(TensorTypes.log2Leaf(program.inputType), tokens),
            TraceNodes.tensor(AnswerRoot.tokensType(program), output)
        );
        uint256 depth = TensorTypes.depthOf(program.stepLimit + 1);
        uint256 levels = depth < TOP_LEVELS ? depth : TOP_LEVELS;
        for (uint256 i = 0; i < depth - levels; i++) {
            node = (program.stepLimit >> i) & 1 == 0 ? TraceNodes.pair(node, 0) : TraceNodes.pair(0, node);
        }
        statement.output = output;
        statement.top = new bytes32[](1 << levels);
        statement.top[program.stepLimit >> (depth - levels)] = node;
        statement.siblings = new bytes32[](depth - levels);
    }

    /// @dev Of the models that the fixture registers.
    function _roots() internal pure returns (ModelRoots memory) {
        return ModelRoots(TinyPrograms.rootOf(TinyPrograms.steps(1024).records), keccak256("weights"));
    }

    function rootOf(bytes32[] calldata top) public pure returns (bytes32) {
        return TraceNodes.above(top);
    }

    function _contradict(Request memory request) internal returns (bytes32 caseId) {
        return _contradictFrom(rival, request);
    }

    function _contradictFrom(address from, Request memory request) internal returns (bytes32 caseId) {
        Statement memory statement = this.statementOf(RIGHT);
        hoax(from, request.bondWei);
        return oracle.contradict{value: request.bondWei}(request, statement);
    }

    /// @dev The proposer says nothing, and the rival's claim is the only one that is left.
    function _rivalIsLeft(Request memory request) internal {
        _silence(request);
        vm.warp(court.caseState(court.caseIdOf(oracle.caseOf(request))).claimsEnd);
    }

    /// @dev A second rival comes, neither fights, and nobody claims anything again.
    function _nobodyWins(Request memory request) internal {
        Case memory disputed = oracle.caseOf(request);
        bytes32 caseId = court.caseIdOf(disputed);
        Statement memory statement = this.statementOf(OTHER);
        uint256 bondWei = court.bondWei(caseId, request.bondWei);
        hoax(stranger, bondWei);
        court.claim{value: bondWei}(disputed, statement);
        _silence(request);
        vm.warp(uint256(court.caseState(caseId).claimsEnd) + Courts.STALEMATE_SECONDS);
        oracle.finaliseDispute(request, _roots(), _key(RIGHT));
        vm.warp(court.caseState(caseId).claimsEnd);
        oracle.finaliseDispute(request, _roots(), _key(RIGHT));
    }

    function _silence(Request memory request) internal {
        Case memory disputed = oracle.caseOf(request);
        vm.warp(uint256(court.caseState(court.caseIdOf(disputed)).commitEnd) + 1);
        court.silence(disputed);
    }

    function _key(bytes memory output) internal view returns (ClaimKey memory) {
        return ClaimKey(1, 0, keccak256(output), this.rootOf(this.statementOf(output).top));
    }
}
