// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {Duels, Phase, Place} from "../../../contracts/src/dispute/Duels.sol";
import {
    ClaimKey,
    ClaimStatus,
    IDisputeCourt,
    MovePayment,
    Settlement,
    Statement,
    Verdict
} from "../../../contracts/src/dispute/IDisputeCourt.sol";
import {Inputs} from "../kernels/Inputs.sol";
import {Courts} from "./Courts.sol";
import {Acted, DuelTable, Table} from "./DuelTable.sol";
import {Liars} from "./players/Liars.sol";
import {Game, Move, Moves} from "./players/Moves.sol";
import {Trace} from "./players/Traces.sol";

/// @notice Plays whole disputes of one honest claim, number 0, and several false ones, at random times and in random order.
/// Whoever plays for the honest claim is never late, and may be so by nothing.
abstract contract DisputePlay is DuelTable {
    address internal constant BURNED = 0x000000000000000000000000000000000000dEaD;
    uint256 private constant HONEST = 0;
    uint256 private constant NOBODY = type(uint256).max;
    uint256 private constant MAX_ROUNDS = 400;

    uint256 private _random;
    /// @dev Bonds that were paid and what of them was burned at least, in wei.
    uint256 internal paidWei;
    uint256 internal lostWei;

    /// @notice How often a run has come to a state.
    mapping(string state => uint256) internal reached;

    enum Proposer {
        Honest,
        SilentAndRight,
        Liar,
        SilentAndWrong
    }

    function _draw(uint256 bound) internal returns (uint256) {
        _random = uint256(keccak256(abi.encode(_random)));
        return _random % bound;
    }

    function _seat(uint256 seed) internal returns (Table memory table) {
        _random = seed;
        vm.txGasPrice(GAS_PRICE_WEI);
        table.plan = _plan(_draw(PLANS));
        table.input = _input(table.plan, _draw(1000));
        // One in three disputes is about a batch.
        if (_draw(3) == 0) _fillBatch(table, 1 + _draw(4));
        table.traces = new Trace[](CLAIMS);
        table.keys = new ClaimKey[](CLAIMS);
        table.numbers = new uint256[](CLAIMS);
        table.game = new Game[](CLAIMS * CLAIMS);
        table.acted = new Acted[][](CLAIMS * CLAIMS);
        bool isBatch = table.inputs.length > 0;
        table.traces[HONEST] =
            isBatch ? Liars.honestBatch(table.plan, table.inputs) : Liars.honest(table.plan, table.input);
        table.claims = 2 + _draw(5);
        for (uint256 i = 1; i < table.claims; i++) {
            do {
                uint256 lie = _draw(type(uint256).max);
                table.traces[i] = isBatch
                    ? Liars.wrongBatch(table.plan, table.inputs, lie)
                    : Liars.wrong(table.plan, table.input, lie);
                // The first one gives another answer, so that there is something to contradict.
            } while (!_canClaim(table, i) || _isKnown(table, i) || (i == 1 && _sameAnswer(table, 1)));
        }
        for (uint256 i = 0; i < table.claims; i++) {
            table.keys[i] = ClaimKey(1, 0, keccak256(table.traces[i].answer), table.traces[i].root);
        }
    }

    function _fillBatch(Table memory table, uint256 count) private {
        table.inputs = new bytes[](count);
        for (uint256 i = 0; i < count; i++) {
            table.inputs[i] = _input(table.plan, _draw(1000));
        }
        reached["batch"]++;
    }

    /// @dev A trace whose root has nothing below it can't be claimed.
    function _canClaim(Table memory table, uint256 side) private pure returns (bool possible) {
        (possible,) = Moves.topOf(table.plan, table.traces[side]);
    }

    function _isKnown(Table memory table, uint256 side) private pure returns (bool) {
        for (uint256 i = 0; i < side; i++) {
            if (table.traces[i].root == table.traces[side].root) return true;
        }
        return false;
    }

    function _sameAnswer(Table memory table, uint256 side) private pure returns (bool) {
        return keccak256(table.traces[side].answer) == keccak256(table.traces[HONEST].answer);
    }

    /// @dev Opens the case and enters the proposer's claim.
    function _contradict(Table memory table) internal returns (Proposer role) {
        role = Proposer(_draw(4));
        reached[["honest proposer", "silent and right", "liar proposes", "silent and wrong"][uint256(role)]]++;
        bytes memory proposed = table.traces[role == Proposer.Liar ? 1 : HONEST].answer;
        if (role == Proposer.SilentAndWrong) proposed = "nothing that any trace has";
        table.openedCase = _case(table.plan, table.input, proposed);
        if (table.inputs.length > 0) table.openedCase.inputHash = Inputs.hashOf(table.inputs);
        // A long window leaves time to claim again what timed out.
        if (_draw(2) == 0) table.openedCase.windowEnd += uint40(_draw(1 days));
        table.caseId = court.caseIdOf(table.openedCase);
        uint256 rival = role == Proposer.Honest || role == Proposer.SilentAndRight ? 1 : HONEST;
        vm.deal(address(this), 2 * BOND_WEI);
        court.open{value: 2 * BOND_WEI}(
            table.openedCase, _sponsorOf(rival), _statement(table.plan, table.traces[rival])
        );
        (paidWei, lostWei) = (2 * BOND_WEI, 0);
        table.numbers[rival] = 2;
        if (role == Proposer.Honest || role == Proposer.Liar) {
            skip(_draw(Courts.COMMIT_SECONDS + 1));
            uint256 side = role == Proposer.Honest ? HONEST : 1;
            // Who can't make the first move can't commit.
            if (!_canOpen(table, side, 1 - side)) return Proposer.SilentAndWrong;
            _commitTrace(table, side, 1 - side);
            table.numbers[side] = 1;
        }
    }

    /// @dev False where the trace can't show an answer.
    function _claim(Table memory table, uint256 side) internal returns (bool made) {
        uint256 bondWei = court.bondWei(table.caseId, BOND_WEI);
        Statement memory statement = _statement(table.plan, table.traces[side]);
        hoax(_sponsorOf(side), bondWei);
        bytes memory result;
        (made, result) = address(court).call{value: bondWei}(abi.encodeCall(court.claim, (table.openedCase, statement)));
        if (made) {
            table.numbers[side] = court.caseState(table.caseId).claimCount;
            paidWei += bondWei;
        } else {
            assertEq(bytes4(result), IDisputeCourt.DisputeAnswerNotInTrace.selector, "claim refused");
            assertTrue(side != HONEST, "the honest claim is refused");
            table.numbers[side] = NOBODY;
            reached["answer not in trace"]++;
        }
    }

    function _play(Table memory table, Proposer role) internal {
        bool silenced = role == Proposer.Honest || role == Proposer.Liar;
        uint256 end = court.caseState(table.caseId).claimsEnd;
        for (uint256 round = 0; round < MAX_ROUNDS; round++) {
            if (!silenced && block.timestamp > court.caseState(table.caseId).commitEnd) {
                court.silence(table.openedCase);
                silenced = true;
            }
            _playHonest(table);
            _enterSome(table, end);
            _openSome(table);
            _playLiars(table);
            _timeOut(table);
            if (block.timestamp >= end && court.caseState(table.caseId).liveCount == 1) return;
            _pass(table, end);
        }
        assertTrue(false, "2 the dispute doesn't end");
    }

    function _playHonest(Table memory table) private {
        for (uint256 i = 0; i < table.games; i++) {
            if (!_isOn(table.game[i]) || _sideOf(table, _moverId(table.game[i])) != HONEST) continue;
            assertTrue(_actAndCount(table, i), "1 an honest side can always act");
            if (block.timestamp == _lastSecond(table.game[i])) reached["acted in the last second"]++;
        }
    }

    function _actAndCount(Table memory table, uint256 number) private returns (bool done) {
        Game memory game = table.game[number];
        Place memory place = Duels.unpack(game.state.place);
        Phase phase = place.phase;
        done = _act(table, number);
        if (done && phase == Phase.Prove && place.item > 0) reached["fault in an item proved"]++;
        if (done && phase == Phase.End && place.segment == 0) reached["unused item filled"]++;
        if (!done) reached[phase == Phase.Move ? "nothing to show" : "nothing to prove"]++;
        else if (phase == Phase.Prove) reached["fault proved"]++;
        else if (phase == Phase.End) reached["end proved"]++;
        else reached["moved"]++;
    }

    function _enterSome(Table memory table, uint256 end) private {
        for (uint256 i = 0; i < table.claims; i++) {
            if (table.numbers[i] > 0 || block.timestamp >= end) continue;
            bool isDue = i == HONEST && block.timestamp == end - 1;
            if (isDue || _draw(4) == 0) _claim(table, i);
        }
    }

    function _openSome(Table memory table) private {
        for (uint256 i = 0; i < table.claims; i++) {
            for (uint256 j = i + 1; j < table.claims; j++) {
                if (!_isIn(table, i) || !_isIn(table, j) || _draw(2) == 0) continue;
                bytes32 duelId =
                    court.duelIdOf(table.caseId, table.openedCase.programRoot, _idOf(table, i), _idOf(table, j));
                if (court.duelHash(duelId) != 0) continue;
                // Whose trace can't be opened at all can't be shown first.
                if (_draw(2) == 0 || !_canOpen(table, j, i)) {
                    if (_canOpen(table, i, j)) _openDuel(table, i, j);
                } else {
                    _openDuel(table, j, i);
                }
            }
        }
    }

    function _canOpen(Table memory table, uint256 shower, uint256 other) private pure returns (bool) {
        return Moves.opening(table.plan, table.traces[shower], table.traces[other]).possible;
    }

    function _playLiars(Table memory table) private {
        for (uint256 i = 0; i < table.games; i++) {
            Game memory game = table.game[i];
            if (!_isOn(game) || _sideOf(table, _moverId(game)) == HONEST) continue;
            if (_draw(3) == 0) _trySomethingElse(table, game);
            if (_draw(2) == 0 && block.timestamp <= _lastSecond(game)) _actAndCount(table, i);
        }
    }

    /// @dev There is one legal move: anything else must be refused.
    function _trySomethingElse(Table memory table, Game memory game) private {
        if (Duels.unpack(game.state.place).phase != Phase.Move) return;
        uint256 side = _sideOf(table, _moverId(game));
        uint256 choice = _draw(4);
        Move memory move = Moves.nextAfter(table.plan, table.traces[side], game, choice == 0 ? 1 + _draw(2) : 0);
        if (!move.possible) return;
        if (choice == 0) reached["steered away"]++;
        if (choice == 1) move.said.index ^= 1;
        if (choice == 2) move.said.nodes[_draw(move.said.nodes.length)] ^= bytes32(uint256(1));
        if (choice == 3) move.isLast = !move.isLast;
        (bool success,) = address(court).call(_moveCall(game, move));
        assertFalse(success, "3 another move than the legal one");
    }

    function _timeOut(Table memory table) private {
        for (uint256 i = 0; i < table.games; i++) {
            Game memory game = table.game[i];
            if (!_isOn(game)) continue;
            if (block.timestamp <= _lastSecond(game)) {
                vm.expectRevert(abi.encodeWithSelector(IDisputeCourt.DisputeTooEarly.selector, _lastSecond(game) + 1));
                court.timeout(game.duel, game.state);
                continue;
            }
            uint256 side = _sideOf(table, _moverId(game));
            court.timeout(game.duel, game.state);
            assertTrue(side != HONEST, "1 the honest claim timed out");
            reached["timed out"]++;
            if (_draw(3) == 0) _repeat(table, side);
        }
    }

    /// @dev Whoever timed out may claim the same again.
    function _repeat(Table memory table, uint256 side) private {
        if (table.claims == CLAIMS || block.timestamp >= court.caseState(table.caseId).claimsEnd) return;
        uint256 again = table.claims++;
        table.traces[again] = table.traces[side];
        ClaimKey memory key = table.keys[side];
        table.keys[again] = ClaimKey(1, key.attempt + 1, key.outputHash, key.traceRoot);
        assertTrue(_claim(table, again), "claimed again");
        reached["claimed again"]++;
    }

    /// @dev Time goes by, but no turn of the honest side's does; sometimes its last second comes.
    function _pass(Table memory table, uint256 end) private {
        uint256 until = block.timestamp + 1 + _draw(2 hours);
        // The honest claim may come as late as it can.
        if (table.numbers[HONEST] == 0 && until >= end) until = end - 1;
        for (uint256 i = 0; i < table.games; i++) {
            if (!_isOn(table.game[i])) continue;
            uint256 last = _lastSecond(table.game[i]);
            bool isHonest = _sideOf(table, _moverId(table.game[i])) == HONEST;
            if (isHonest && last < until) until = last;
            if (!isHonest && last + 1 < until && _draw(2) == 0) until = last + _draw(2);
        }
        vm.warp(until);
    }

    function _isOn(Game memory game) internal view returns (bool) {
        return _isLive(game.duel.first) && _isLive(game.duel.second);
    }

    function _isIn(Table memory table, uint256 side) private view returns (bool) {
        return table.numbers[side] > 0 && table.numbers[side] != NOBODY && _isLive(_idOf(table, side));
    }

    function _idOf(Table memory table, uint256 side) internal view returns (bytes32) {
        return court.claimIdOf(table.caseId, table.keys[side]);
    }

    function _conclude(Table memory table) internal {
        assertLe(block.timestamp, uint256(court.caseState(table.caseId).claimsEnd) + Courts.STALEMATE_SECONDS, "2 late");
        assertEq(uint8(court.claimState(_idOf(table, HONEST)).status), uint8(ClaimStatus.Live), "1 honest claim");
        (Verdict verdict,) = court.conclude(table.openedCase, table.keys[HONEST]);
        assertEq(uint8(verdict), uint8(Verdict.Answer), "2 verdict");
    }

    /// @dev Shares out every bond that was lost. With `payments`, the movers get theirs.
    function _settleAll(Table memory table, Proposer role) internal {
        Settlement memory settlement;
        settlement.winner = table.keys[HONEST];
        if (role == Proposer.SilentAndRight || role == Proposer.SilentAndWrong) {
            settlement.loser = ClaimKey(1, 0, table.openedCase.outputHash, 0);
            _settle(table, settlement, BOND_WEI);
        }
        for (uint256 i = 1; i < table.claims; i++) {
            if (table.numbers[i] == 0 || table.numbers[i] == NOBODY) continue;
            settlement.loser = table.keys[i];
            settlement.payments = _paymentsOf(table, settlement, i);
            uint256 bondWei = table.numbers[i] < 3 ? BOND_WEI : BOND_WEI * (table.numbers[i] - 1);
            _settle(table, settlement, bondWei);
        }
    }

    function _settle(Table memory table, Settlement memory settlement, uint256 bondWei) private {
        uint256 burnedWei = court.creditWei(BURNED);
        court.settle(table.openedCase, settlement);
        burnedWei = court.creditWei(BURNED) - burnedWei;
        assertGe(burnedWei * 10, bondWei * 3, "6 less than 30% burned");
        vm.expectRevert();
        court.settle(table.openedCase, settlement);
    }

    /// @dev Of the duel of this claim with the honest one, if there was one.
    function _paymentsOf(Table memory table, Settlement memory settlement, uint256 loser)
        private
        view
        returns (MovePayment[] memory payments)
    {
        bytes32 honestId = _idOf(table, HONEST);
        bytes32 loserId = _idOf(table, loser);
        for (uint256 i = 0; i < table.games; i++) {
            Game memory game = table.game[i];
            bool isTheirs = game.duel.first == honestId
                ? game.duel.second == loserId
                : game.duel.first == loserId && game.duel.second == honestId;
            if (!isTheirs) continue;
            Acted[] memory acted = table.acted[i];
            settlement.duel = game.state;
            payments = new MovePayment[](acted.length);
            for (uint256 k = 0; k < acted.length; k++) {
                payments[k] = MovePayment(acted[k].by, acted[k].amountWei, acted[k].side == HONEST);
            }
        }
    }

    /// @dev Everybody is paid, once, and nothing is left.
    function _withdrawAll(Table memory table) internal {
        assertEq(address(court).balance, paidWei, "5 what was paid in");
        uint256 tookWei = _withdraw(BURNED) + _withdraw(proposer) + _withdraw(requester);
        for (uint256 i = 0; i < table.claims; i++) {
            tookWei += _withdraw(_sponsorOf(i)) + _withdraw(_moverOf(i));
        }
        assertEq(tookWei, paidWei, "5 what was paid out");
        assertEq(address(court).balance, 0, "5 remainder");
    }

    function _withdraw(address account) private returns (uint256) {
        return court.creditWei(account) == 0 ? 0 : court.withdraw(account);
    }
}
