// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

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
        for (uint256 shower = 0; shower < 2; shower++) {
            for (uint256 i = 0; i < 2; i++) {
                _prove(i == 0 ? CLAMPS : STEPS, shower);
            }
        }
    }

    function _prove(uint256 planIndex, uint256 shower) private {
        Table memory table = _duel(planIndex, shower);
        _toTheLeaf(table);
        uint256 prover = _sideOf(table, table.game[0].duel.mover);
        bytes memory payload = _faultCall(table, table.game[0], prover);
        // Only the honest side can; the liar has a right leaf before it.
        assertEq(_grid(table, payload), prover == HONEST ? ENOUGH : 0);
        skip(1);
    }

    function test_AProofWithoutADuelUnderAnyGas() public {
        Table memory table = _table(CLAMPS);
        _open(table);
        _commitTrace(table, LIAR);
        assertEq(_grid(table, abi.encodeCall(this.proveClaimFault, (LIAR))), ENOUGH);
    }

    /// @dev Called by the test itself.
    function proveClaimFault(uint256 side) external {
        _proveClaimFault(_table(CLAMPS), side, 4, 1);
    }

    /// @dev Tries a call with more and more gas. Whatever happens, only the liar can be gone.
    function _grid(Table memory table, bytes memory payload) private returns (uint256 verdicts) {
        address target = bytes4(payload) == this.proveClaimFault.selector ? address(this) : address(court);
        uint256 most = target == address(this) ? 100 * MOST_GAS : MOST_GAS;
        // Making the proof takes most of the gas there.
        uint256 step = target == address(this) ? 100 * GAS_STEP : GAS_STEP;
        for (uint256 gasUnits = LEAST_GAS; gasUnits < most && verdicts < ENOUGH; gasUnits += step) {
            uint256 snapshot = vm.snapshotState();
            (bool success,) = target.call{gas: gasUnits}(payload);
            _assertStatus(table, HONEST, ClaimStatus.Live);
            _assertStatus(table, LIAR, success ? ClaimStatus.Faulted : ClaimStatus.Live);
            if (success) verdicts++;
            vm.revertToState(snapshot);
        }
    }
}
