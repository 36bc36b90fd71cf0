// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {ClaimStatus} from "../../../contracts/src/dispute/IDisputeCourt.sol";
import {DisputeCases} from "./DisputeCases.sol";
import {Table} from "./DuelTable.sol";
import {Liars} from "./players/Liars.sol";
import {Game, Moves} from "./players/Moves.sol";
import {Lie} from "./players/Runs.sol";
import {Trace, Traces} from "./players/Traces.sol";

/// @notice Every place of a first difference, every kind of difference there, either side first, and a liar that falls silent after any
/// number of its turns; the honest side takes all the time that it has.
contract DisputeCourtPlacesTest is DisputeCases {
    uint256 private constant TURNS = 3;
    uint256 private _games;

    function test_EveryPlaceOfAProgramThatIsRunOnce() public {
        this.playAll(FEW_CLAMPS, 0);
        // Five tensors with trees of 7 nodes, and a list of 15; here those with even numbers.
        assertEq(_games, 5 * 3 + 7);
    }

    function test_EveryOtherPlaceOfAProgramThatIsRunOnce() public {
        this.playAll(FEW_CLAMPS, 1);
        assertEq(_games, 5 * 4 + 8);
    }

    function test_EveryPlaceOfAProgramWithSteps() public {
        this.playAll(STEPS, 0);
        this.playAll(STEPS, 1);
        // Steps that the run has, and its end, have lists and tensors of their own.
        assertGt(_games, 31);
    }

    /// @dev At the nodes with even or odd numbers: a test's gas has an end.
    function playAll(uint256 planIndex, uint256 parity) external {
        Trace memory honest = Liars.honest(_plan(planIndex), _input(_plan(planIndex), 1));
        for (uint256 i = 2 - parity; i < honest.steps.length; i += 2) {
            _playNode(planIndex, 1, 0, 0, i);
        }
        for (uint256 t = 0; t < honest.lists.length; t++) {
            for (uint256 i = 2 - parity; i < honest.lists[t].length; i += 2) {
                _playNode(planIndex, 2, t, 0, i);
            }
            for (uint256 n = 0; n < honest.tensors[t].length; n++) {
                for (uint256 i = 2 - parity; i < honest.tensors[t][n].length; i += 2) {
                    _playNode(planIndex, 3, t, n, i);
                }
            }
        }
    }

    function _playNode(uint256 planIndex, uint256 segment, uint256 t, uint256 n, uint256 at) private {
        _games++;
        for (uint256 game = 0; game < 2 * TURNS; game++) {
            uint256 snapshot = vm.snapshotState();
            this.play(planIndex, segment, [t, n, at], game % 2, game / 2);
            vm.revertToState(snapshot);
        }
    }

    function play(uint256 planIndex, uint256 segment, uint256[3] memory place, uint256 opener, uint256 turns) external {
        Table memory table = _table(planIndex);
        _spoil(table, segment, place);
        _open(table);
        // A trace that has nothing below its root, or doesn't have its answer, can't be claimed.
        if (!_canClaim(table)) return;
        bool canOpen = Moves.opening(table.plan, table.traces[LIAR], table.traces[HONEST]).possible;
        if (!canOpen || opener == HONEST) {
            _claim(table, LIAR);
            _openDuel(table, HONEST, LIAR);
        } else {
            _commitTrace(table, LIAR);
        }
        Game memory game = table.game[0];
        while (_isLive(game.duel.first) && _isLive(game.duel.second)) {
            if (_sideOf(table, _moverId(game)) == HONEST) {
                vm.warp(_lastSecond(game));
                assertTrue(_act(table, 0), "1 an honest side can always act");
            } else if (turns == 0 || !_act(table, 0)) {
                vm.warp(_lastSecond(game) + 1);
                court.timeout(game.duel, game.state);
            } else {
                turns--;
            }
        }
        _assertStatus(table, HONEST, ClaimStatus.Live);
    }

    /// @dev The liar answers what the honest side doesn't, and its trace differs at the place; what is below is left as it was.
    function _spoil(Table memory table, uint256 segment, uint256[3] memory place) private pure {
        Trace memory trace = table.traces[LIAR];
        bytes32 node = Liars.garbage(place[2]);
        if (segment == 1) Traces.setStep(trace, place[2], node);
        else if (segment == 2) Traces.setSlot(trace, place[0], place[2], node);
        else Traces.setNode(trace, place[0], place[1], place[2], node);
        table.keys[LIAR].traceRoot = trace.root;
    }

    function _canClaim(Table memory table) private returns (bool made) {
        (made,) = Moves.topOf(table.plan, table.traces[LIAR]);
        if (!made) return false;
        uint256 bondWei = court.bondWei(table.caseId, BOND_WEI);
        uint256 snapshot = vm.snapshotState();
        vm.deal(address(this), bondWei);
        (made,) =
            address(court).call{value: bondWei}(abi.encodeCall(court.claim, (table.openedCase, _says(table, LIAR))));
        vm.revertToState(snapshot);
    }
}
