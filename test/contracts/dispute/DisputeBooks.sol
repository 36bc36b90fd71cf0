// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {Case, CaseState, ClaimKey, ClaimStatus, Verdict} from "../../../contracts/src/dispute/IDisputeCourt.sol";
import {Request} from "../../../contracts/src/oracle/IInferenceOracle.sol";
import {Acted, Table} from "./DuelTable.sol";
import {OracleCases} from "./OracleCases.sol";
import {Liars} from "./players/Liars.sol";
import {Game} from "./players/Moves.sol";
import {Trace} from "./players/Traces.sol";

/// @notice What those who act on disputes remember: requests, claims and duels. Traces follow from seeds, 0 being the honest one.
abstract contract DisputeBooks is OracleCases {
    struct Asked {
        Request request;
        uint256 plan;
        uint256 inputSeed;
        /// Somebody plays for the honest claim.
        bool isWatched;
        uint256 proposedSeed;
        Case openedCase;
        bytes32 caseId;
        bool isConcluded;
        /// The proposer's bond is where its trace or its silence is.
        bool proposerBondIsHeld;
    }

    struct Row {
        uint256 asked;
        uint256 seed;
        ClaimKey key;
        uint256 heldWei;
    }

    struct Duelling {
        uint256 asked;
        Game game;
        uint256 honestRow;
    }

    Asked[] internal asks;
    Row[] internal rows;
    Duelling[] internal duels;
    mapping(uint256 duel => Acted[]) internal actedIn;
    mapping(uint256 asked => uint256[]) internal rowsOf;
    mapping(string state => uint256) public reached;

    /// @dev What was paid in, and paid out.
    uint256 public paidWei;
    uint256 public withdrawnWei;

    function _traceOf(uint256 asked, uint256 seed) internal view returns (Trace memory) {
        bytes memory input = _input(_plan(asks[asked].plan), asks[asked].inputSeed);
        return
            seed == 0 ? Liars.honest(_plan(asks[asked].plan), input) : Liars.wrong(_plan(asks[asked].plan), input, seed);
    }

    /// @dev The table of a request, with the traces of all its claims.
    function _load(uint256 asked) internal view returns (Table memory table) {
        Asked storage a = asks[asked];
        table.plan = _plan(a.plan);
        table.input = _input(table.plan, a.inputSeed);
        (table.openedCase, table.caseId) = (a.openedCase, a.caseId);
        table.claims = rowsOf[asked].length;
        table.traces = new Trace[](table.claims);
        table.keys = new ClaimKey[](table.claims);
        for (uint256 i = 0; i < table.claims; i++) {
            Row storage row = rows[rowsOf[asked][i]];
            table.traces[i] = _traceOf(asked, row.seed);
            table.keys[i] = row.key;
        }
        table.game = new Game[](1);
        table.acted = new Acted[][](1);
    }

    function _loadDuel(uint256 duel) internal view returns (Table memory table) {
        table = _load(duels[duel].asked);
        table.game[0] = duels[duel].game;
        table.games = 1;
    }

    /// @dev Keeps what was done in a duel since it was loaded.
    function _store(uint256 duel, Table memory table) internal {
        duels[duel].game = table.game[0];
        for (uint256 i = 0; i < table.acted[0].length; i++) {
            actedIn[duel].push(table.acted[0][i]);
        }
    }

    function _enter(uint256 asked, uint256 seed, ClaimKey memory key, uint256 bondWei) internal {
        rowsOf[asked].push(rows.length);
        rows.push(Row(asked, seed, key, bondWei));
    }

    /// @dev A winner goes on living.
    function _status(Row storage row) internal view returns (ClaimStatus status) {
        status = court.claimState(court.claimIdOf(asks[row.asked].caseId, row.key)).status;
        CaseState memory state = _state(row.asked);
        if (status != ClaimStatus.Live || row.key.generation != state.generation) return status;
        if (state.verdict == Verdict.Answer) return ClaimStatus.Winner;
    }

    function _state(uint256 asked) internal view returns (CaseState memory) {
        return court.caseState(asks[asked].caseId);
    }

    function _isOpen(uint256 asked) internal view returns (bool) {
        CaseState memory state = _state(asked);
        return asks[asked].caseId != 0 && state.generation > 0 && state.verdict == Verdict.None;
    }

    /// @dev Row of the honest claim that lives, one more; 0 without one.
    function _honestRow(uint256 asked) internal view returns (uint256) {
        uint256[] storage own = rowsOf[asked];
        for (uint256 i = own.length; i > 0; i--) {
            Row storage row = rows[own[i - 1]];
            if (row.seed == 0 && row.key.generation == _state(asked).generation) return own[i - 1] + 1;
        }
        return 0;
    }
}
