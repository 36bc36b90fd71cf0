// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {Duels, Phase} from "../../../contracts/src/dispute/Duels.sol";
import {ClaimStatus} from "../../../contracts/src/dispute/IDisputeCourt.sol";
import {DisputeCases} from "./DisputeCases.sol";
import {Table} from "./DuelTable.sol";

/// @notice Proofs with every amount of gas of a grid up to what they need: 63/64 of what is left goes to each call within, and a call that
/// fails for want of it must not be read as an answer.
contract DisputeCourtGasTest is DisputeCases {
    uint256 private constant GAS_STEP = 1500;
    uint256 private constant LEAST_GAS = 10_000;
    uint256 private constant MOST_GAS = 900_000;
    /// @dev Amounts that are enough which are tried.
    uint256 private constant ENOUGH = 3;

    function test_AProofInADuelUnderAnyGas() public {
        for (uint256 i = 0; i < 2; i++) {
            Table memory table = _duel(i == 0 ? CLAMPS : STEPS);
            _claim(table, OTHER);
            _openDuel(table, HONEST, OTHER);
            // The liar has opened the one duel and the honest side the other: of one of them it has to prove something.
            assertEq(_prove(table, 0, LIAR) + _prove(table, 1, OTHER), ENOUGH);
            skip(1);
        }
    }

    function _prove(Table memory table, uint256 number, uint256 rival) private returns (uint256 verdicts) {
        while (Duels.unpack(table.game[number].state.place).phase == Phase.Move) {
            assertTrue(_act(table, number), "a move");
        }
        uint256 prover = _sideOf(table, _moverId(table.game[number]));
        verdicts = _grid(table, _faultCall(table, table.game[number], prover), rival);
        // Only the honest side can; the liar has a right leaf before it.
        assertEq(verdicts, prover == HONEST ? ENOUGH : 0);
    }

    function test_AProofWithoutADuelUnderAnyGas() public {
        Table memory table = _table(FEW_CLAMPS);
        _open(table);
        _commitTrace(table, LIAR);
        assertEq(_grid(table, abi.encodeCall(this.proveClaimFault, (LIAR)), LIAR), ENOUGH);
    }

    /// @dev Called by the test itself.
    function proveClaimFault(uint256 side) external {
        _proveClaimFault(_table(FEW_CLAMPS), side, 4, 1);
    }

    /// @dev Tries a call with more and more gas. Whatever happens, only the rival can be gone.
    function _grid(Table memory table, bytes memory payload, uint256 rival) private returns (uint256 verdicts) {
        address target = bytes4(payload) == this.proveClaimFault.selector ? address(this) : address(court);
        uint256 most = target == address(this) ? 100 * MOST_GAS : MOST_GAS;
        // Making the proof takes most of the gas there.
        uint256 step = target == address(this) ? 100 * GAS_STEP : GAS_STEP;
        for (uint256 gasUnits = LEAST_GAS; gasUnits < most && verdicts < ENOUGH; gasUnits += step) {
            uint256 snapshot = vm.snapshotState();
            (bool success,) = target.call{gas: gasUnits}(payload);
            _assertStatus(table, HONEST, ClaimStatus.Live);
            _assertStatus(table, rival, success ? ClaimStatus.Faulted : ClaimStatus.Live);
            if (success) verdicts++;
            vm.revertToState(snapshot);
        }
    }
}
