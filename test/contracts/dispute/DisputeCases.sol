// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {Duels, Place} from "../../../contracts/src/dispute/Duels.sol";
import {
    ClaimKey,
    ClaimStatus,
    LeafPlace,
    Settlement,
    Statement
} from "../../../contracts/src/dispute/IDisputeCourt.sol";
import {FaultProof} from "../../../contracts/src/dispute/IFaultProver.sol";
import {Acted, DuelTable, Table} from "./DuelTable.sol";
import {Liars} from "./players/Liars.sol";
import {Game} from "./players/Moves.sol";
import {Proofs} from "./players/Proofs.sol";
import {Lie, Runs} from "./players/Runs.sol";
import {Trace, Traces} from "./players/Traces.sol";

/// @notice Cases of an honest claim, number 0, and of chosen liars.
abstract contract DisputeCases is DuelTable {
    uint256 internal constant HONEST = 0;
    uint256 internal constant LIAR = 1;
    uint256 internal constant OTHER = 2;
    /// @dev 17 clamps of 40 elements. Who opens a duel about one of them shows its leaf.
    uint256 internal constant CLAMPS = 8;
    uint256 internal constant LAST_CLAMP = 16;
    /// @dev Five clamps of 90 elements. Who opens a duel about one of them is shown a leaf.
    uint256 internal constant FEW_CLAMPS = 2;
    /// @dev Eight steps, four tokens.
    uint256 internal constant STEPS = 5;

    /// @dev The liars' last clamp is wrong in an element each, or a token of theirs is.
    function _table(uint256 planIndex) internal view returns (Table memory table) {
        table.plan = _plan(planIndex);
        table.input = _input(table.plan, 1);
        table.claims = 3;
        table.traces = new Trace[](CLAIMS);
        table.keys = new ClaimKey[](CLAIMS);
        table.numbers = new uint256[](CLAIMS);
        table.game = new Game[](CLAIMS * CLAIMS);
        table.acted = new Acted[][](CLAIMS * CLAIMS);
        for (uint256 i = 0; i < 3; i++) {
            Lie memory lie;
            lie.step = table.plan.stepLimit > 0 ? table.input.length : 0;
            lie.instruction = table.plan.instructionCount - 1;
            lie.element = table.plan.stepLimit > 0 ? 0 : 35;
            lie.delta = int256(i);
            _setTrace(table, i, lie);
        }
        table.openedCase = _case(table.plan, table.input, table.traces[LIAR].answer);
        table.caseId = court.caseIdOf(table.openedCase);
    }

    function _setTrace(Table memory table, uint256 side, Lie memory lie) internal pure {
        (bytes[][] memory values, bytes memory answer) = Runs.run(table.plan, table.input, lie);
        table.traces[side] = Traces.build(table.plan, values);
        table.traces[side].answer = answer;
        table.keys[side] = ClaimKey(1, 0, keccak256(answer), table.traces[side].root);
    }

    function _says(Table memory table, uint256 side) internal pure returns (Statement memory) {
        return _statement(table.plan, table.traces[side]);
    }

    /// @dev The liar has proposed, and the honest side contradicts.
    function _open(Table memory table) internal {
        vm.deal(address(this), 2 * BOND_WEI);
        court.open{value: 2 * BOND_WEI}(table.openedCase, _sponsorOf(HONEST), _says(table, HONEST));
    }

    /// @dev The proposer's trace, against who has contradicted.
    function _commitTrace(Table memory table, uint256 side) internal returns (Game memory) {
        return _commitTrace(table, side, side == HONEST ? LIAR : HONEST);
    }

    function _claim(Table memory table, uint256 side) internal returns (bytes32) {
        uint256 bondWei = court.bondWei(table.caseId, table.openedCase.bondWei);
        hoax(_sponsorOf(side), bondWei);
        return court.claim{value: bondWei}(table.openedCase, _says(table, side));
    }

    /// @dev The liar's trace is known, and with it their duel has begun.
    function _duel(uint256 planIndex) internal returns (Table memory table) {
        vm.txGasPrice(GAS_PRICE_WEI);
        table = _table(planIndex);
        _open(table);
        _commitTrace(table, LIAR);
    }

    /// @dev Both sides move until one of them has to prove something.
    function _toTheLeaf(Table memory table) internal {
        while (uint8(Duels.unpack(table.game[0].state.place).phase) == 0) {
            assertTrue(_act(table, 0), "a move");
        }
    }

    /// @dev Proves that a claim has another leaf than the honest one, which needs no duel.
    function _proveClaimFault(Table memory table, uint256 side, uint256 instruction, uint256 leaf) internal {
        Place memory place;
        (place.instruction, place.index) = (uint16(instruction), uint32(leaf));
        bytes memory accused = table.traces[side].leaves[0][instruction][leaf];
        FaultProof memory proof = Proofs.ofLeaf(table.plan, table.traces[HONEST], table.input, place, accused);
        // Of a claim alone, its own operands count; here they are the honest ones, but lie under its root.
        proof.witness = Proofs.operandsOf(table.plan, table.traces[side], table.input, place, proof.element);
        bytes32 node = keccak256(accused);
        LeafPlace memory at =
            LeafPlace(0, 0, instruction, leaf, node, Proofs.pathOf(table.traces[side], 0, instruction, leaf));
        court.proveClaimFault(table.openedCase, table.keys[side], at, new bytes32[](0), proof);
    }

    function _idOf(Table memory table, uint256 side) internal view returns (bytes32) {
        return court.claimIdOf(table.caseId, table.keys[side]);
    }

    function _assertStatus(Table memory table, uint256 side, ClaimStatus status) internal view {
        assertEq(uint8(court.claimState(_idOf(table, side)).status), uint8(status), "status");
    }

    function _settlement(Table memory table, uint256 loser, uint256 winner)
        internal
        pure
        returns (Settlement memory settlement)
    {
        (settlement.loser, settlement.winner) = (table.keys[loser], table.keys[winner]);
    }
}
