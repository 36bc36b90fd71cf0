// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {Duels, Phase, Place} from "../../../contracts/src/dispute/Duels.sol";
import {
    CaseState,
    ClaimKey,
    ClaimStatus,
    LeafPlace,
    MovePayment,
    Settlement,
    Statement,
    Verdict
} from "../../../contracts/src/dispute/IDisputeCourt.sol";
import {FaultProof} from "../../../contracts/src/dispute/IFaultProver.sol";
import {DeliverAt, ModelRoots, RequestStatus} from "../../../contracts/src/oracle/IInferenceOracle.sol";
import {Courts} from "./Courts.sol";
import {DisputeDeliveries} from "./DisputeDeliveries.sol";
import {Acted, Table} from "./DuelTable.sol";
import {Liars} from "./players/Liars.sol";
import {Game, Move, Moves} from "./players/Moves.sol";
import {Proofs} from "./players/Proofs.sol";
import {Trace} from "./players/Traces.sol";

/// @notice Everybody who acts on disputes: liars of every kind, and somebody who plays for the honest claims of the requests that are
/// watched, never late. Steps that aren't due are skipped, or tried where they must be refused.
contract DisputeActors is DisputeDeliveries {
    address private constant BURNED = 0x000000000000000000000000000000000000dEaD;
    uint256 private constant MAX_ASKS = 6;
    uint256 private constant MAX_CLAIMS = 6;
    uint256 private constant NONE = type(uint256).max;

    constructor() {
        setUp();
        vm.txGasPrice(GAS_PRICE_WEI);
    }

    // Answers and claims

    function ask(uint256 seed) external {
        if (asks.length == MAX_ASKS) return;
        // A long window leaves time to claim again what timed out.
        _asked(DeliverAt(seed % 2), Liars.part(seed, 3) % 3 == 0 ? 2 days : 0);
        asks.push();
        asks[asks.length - 1].request = request;
        (asks[asks.length - 1].plan, asks[asks.length - 1].inputSeed) = (CLAMPS, 1);
        asks[asks.length - 1].isWatched = Liars.part(seed, 1) % 3 > 0;
        _answer(asks.length - 1, Liars.part(seed, 2));
    }

    /// @dev A wrong answer or the right one, and somebody contradicts it at once, rightly or wrongly.
    function _answer(uint256 asked, uint256 seed) private {
        uint256 liar = _lieAboutTheAnswer(asked, seed);
        (uint256 proposed, uint256 rival) = (seed % 2 == 0 ? 0 : liar, seed % 2 == 0 ? liar : 0);
        if (seed % 4 == 1 && !asks[asked].isWatched) rival = _lieAboutTheAnswer(asked, liar);
        hoax(proposer, request.bondWei);
        oracle.propose{value: request.bondWei}(request, _traceOf(asked, proposed).answer, "");
        Asked storage a = asks[asked];
        a.proposedSeed = proposed;
        a.openedCase = oracle.caseOf(request);
        a.caseId = court.caseIdOf(a.openedCase);
        a.proposerBondIsHeld = true;
        Trace memory trace = _traceOf(asked, rival);
        if (keccak256(trace.answer) == a.openedCase.outputHash) (trace, rival) = (_traceOf(asked, 0), 0);
        Statement memory said = _statement(_plan(a.plan), trace);
        hoax(_sponsorOf(rows.length), request.bondWei);
        oracle.contradict{value: request.bondWei}(request, said);
        paidWei += 2 * uint256(request.bondWei);
        _enter(asked, rival, ClaimKey(1, 0, keccak256(trace.answer), trace.root), request.bondWei);
        reached["contradicted"]++;
    }

    /// @dev A seed of a trace with another answer than the honest one.
    function _lieAboutTheAnswer(uint256 asked, uint256 seed) private view returns (uint256) {
        bytes32 honest = keccak256(_traceOf(asked, 0).answer);
        do {
            seed = Liars.part(seed, 7);
        } while (keccak256(_traceOf(asked, seed).answer) == honest || !_canClaim(asked, seed));
        return seed;
    }

    /// @dev A trace whose root has nothing below it can't be claimed.
    function _canClaim(uint256 asked, uint256 seed) private view returns (bool possible) {
        (possible,) = Moves.topOf(_plan(asks[asked].plan), _traceOf(asked, seed));
    }

    function claim(uint256 seed) external {
        uint256 asked = _pick(seed);
        if (asked == NONE || rowsOf[asked].length >= MAX_CLAIMS) return;
        // A new lie, one that was told before, or what the proposer says.
        uint256 lie = Liars.part(seed, 2);
        if (seed % 3 == 0) lie = rows[rowsOf[asked][lie % rowsOf[asked].length]].seed;
        if (seed % 3 == 1) lie = asks[asked].proposedSeed;
        if ((lie == 0 && asks[asked].isWatched) || !_canClaim(asked, lie)) return;
        _claimAs(asked, lie);
    }

    function _claimAs(uint256 asked, uint256 seed) private returns (bool made) {
        Trace memory trace = _traceOf(asked, seed);
        CaseState memory state = _state(asked);
        ClaimKey memory key = ClaimKey(state.generation, 0, keccak256(trace.answer), trace.root);
        while (court.claimState(court.claimIdOf(asks[asked].caseId, key)).status == ClaimStatus.TimedOut) key.attempt++;
        uint256 bondWei = court.bondWei(asks[asked].caseId, asks[asked].openedCase.bondWei);
        Statement memory said = _statement(_plan(asks[asked].plan), trace);
        hoax(_sponsorOf(rows.length), bondWei);
        (made,) = address(court).call{value: bondWei}(abi.encodeCall(court.claim, (asks[asked].openedCase, said)));
        reached[made ? "claimed" : "claim refused"]++;
        if (!made) return false;
        paidWei += bondWei;
        if (key.attempt > 0) reached["claimed again"]++;
        if (state.generation == 2) reached["claimed in the second generation"]++;
        _enter(asked, seed, key, bondWei);
    }

    function commitTrace(uint256 seed) external {
        uint256 asked = _pick(seed);
        if (asked == NONE) return;
        Trace memory trace = _traceOf(asked, asks[asked].proposedSeed);
        bytes32 id = court.claimIdOf(asks[asked].caseId, ClaimKey(1, 0, keccak256(trace.answer), trace.root));
        bool merges = court.claimState(id).status == ClaimStatus.Live;
        bool isFresh = court.claimState(id).status == ClaimStatus.None;
        // Nobody has copied it in its own block.
        vm.roll(block.number + 1);
        if (!_tryCommit(asked, trace, Liars.part(seed, 1) % rowsOf[asked].length)) return;
        reached[merges ? "merged" : "committed to a trace"]++;
        if (merges) asks[asked].proposerBondIsHeld = false;
        if (!isFresh) return;
        asks[asked].proposerBondIsHeld = false;
        _enter(asked, asks[asked].proposedSeed, ClaimKey(1, 0, keccak256(trace.answer), trace.root), request.bondWei);
    }

    /// @dev The duel that it opens, if any, is one of those that are played.
    function _tryCommit(uint256 asked, Trace memory trace, uint256 rival) private returns (bool made) {
        Table memory table = _load(asked);
        Move memory move = Moves.opening(table.plan, trace, table.traces[rival]);
        if (!move.possible && trace.root != table.traces[rival].root) return false;
        vm.recordLogs();
        vm.prank(proposer);
        (made,) = address(court)
            .call(
                abi.encodeCall(
                    court.commitTrace,
                    (table.openedCase, _statement(table.plan, trace), "", table.keys[rival], move.said)
                )
            );
        if (!made) return false;
        Game memory game;
        _listen(game);
        if (game.duel.caseId == 0) return true;
        reached["duel opened"]++;
        duels.push();
        duels[duels.length - 1].asked = asked;
        duels[duels.length - 1].game = game;
        // The proposer's claim comes next in the books, unless somebody has made it before.
        uint256 side = 0;
        while (side < table.claims && _idOf(table, side) != _otherId(game)) side++;
        actedIn[duels.length - 1].push(Acted(side, proposer, MOVE_GAS * GAS_PRICE_WEI));
        reached["duel opened with a trace"]++;
    }

    function silence(uint256 seed) external {
        uint256 asked = _pick(seed);
        if (asked == NONE) return;
        _silence(asked);
    }

    function _silence(uint256 asked) private {
        (bool made,) = address(court).call(abi.encodeCall(court.silence, (asks[asked].openedCase)));
        if (made) reached["silenced"]++;
    }

    // Duels

    function openDuel(uint256 seed) external {
        uint256 asked = _pick(seed);
        if (asked == NONE) return;
        uint256 count = rowsOf[asked].length;
        _tryOpen(asked, Liars.part(seed, 1) % count, Liars.part(seed, 2) % count);
    }

    function _tryOpen(uint256 asked, uint256 shower, uint256 other) private {
        if (shower == other) return;
        ClaimKey memory first = rows[rowsOf[asked][shower]].key;
        ClaimKey memory second = rows[rowsOf[asked][other]].key;
        uint256 generation = _state(asked).generation;
        if (first.generation != generation || second.generation != generation) return;
        bytes32 firstId = court.claimIdOf(asks[asked].caseId, first);
        bytes32 secondId = court.claimIdOf(asks[asked].caseId, second);
        if (!_isLive(firstId) || !_isLive(secondId)) return;
        Table memory table = _load(asked);
        bytes32 duelId = court.duelIdOf(table.caseId, table.openedCase.programRoot, firstId, secondId);
        if (court.duelHash(duelId) != 0) return;
        if (!Moves.opening(table.plan, table.traces[shower], table.traces[other]).possible) return;
        _openDuel(table, shower, other);
        duels.push();
        duels[duels.length - 1].asked = asked;
        _store(duels.length - 1, table);
        reached["duel opened"]++;
    }

    /// @notice The side that has to act does, or tries what isn't its move.
    function act(uint256 seed) external {
        if (duels.length == 0) return;
        uint256 duel = seed % duels.length;
        if (!_isOn(duel)) {
            _refused(duel);
            return;
        }
        if (Liars.part(seed, 1) % 3 == 0) _trySomethingElse(duel, seed);
        _actIn(duel);
    }

    function _actIn(uint256 duel) private returns (bool done) {
        if (block.timestamp > _lastSecond(duels[duel].game)) return false;
        Table memory table = _loadDuel(duel);
        Phase phase = Duels.unpack(table.game[0].state.place).phase;
        done = _act(table, 0);
        _store(duel, table);
        if (!done) reached["could not act"]++;
        else reached[phase == Phase.Move ? "moved" : "fault proved"]++;
    }

    /// @dev A duel with a dead side, or of a generation that was given up, changes nothing.
    function _refused(uint256 duel) private {
        Game memory game = duels[duel].game;
        (bool made,) = address(court).call(abi.encodeCall(court.timeout, (game.duel, game.state)));
        assertFalse(made, "a duel that is over");
        reached["over"]++;
    }

    function _trySomethingElse(uint256 duel, uint256 seed) private {
        Table memory table = _loadDuel(duel);
        Game memory game = table.game[0];
        if (Duels.unpack(game.state.place).phase != Phase.Move) return;
        Move memory move = Moves.next(table.plan, table.traces[_sideOf(table, _moverId(game))], game);
        if (!move.possible) return;
        if (seed % 2 == 0) move.said.index ^= 1;
        else move.said.nodes[Liars.part(seed, 2) % move.said.nodes.length] ^= bytes32(uint256(1));
        (bool made,) = address(court).call(_moveCall(game, move));
        assertFalse(made, "3 another move than the legal one");
        reached["another move refused"]++;
    }

    /// @notice Proves the first wrong leaf of a claim without a duel; tries the same against an honest one.
    function proveClaimFault(uint256 seed) external {
        uint256 asked = _pick(seed);
        if (asked == NONE) return;
        Table memory table = _load(asked);
        uint256 side = Liars.part(seed, 1) % table.claims;
        Trace memory honest = _traceOf(asked, 0);
        Place memory place;
        for (uint256 n = 0; n < table.plan.instructionCount; n++) {
            for (uint256 i = 0; i < honest.leaves[0][n].length; i++) {
                if (keccak256(table.traces[side].leaves[0][n][i]) == keccak256(honest.leaves[0][n][i])) continue;
                (place.instruction, place.index) = (uint16(n), uint32(i));
                _proveLeaf(table, side, honest, place);
                return;
            }
        }
        _proveLeaf(table, side, honest, place);
    }

    function _proveLeaf(Table memory table, uint256 side, Trace memory honest, Place memory place) private {
        (uint256 n, uint256 i) = (place.instruction, place.index);
        Trace memory own = table.traces[side];
        FaultProof memory proof = Proofs.ofLeaf(table.plan, honest, table.input, place, own.leaves[0][n][i]);
        if (proof.witness.length > 0) {
            proof.witness = Proofs.operandsOf(table.plan, own, table.input, place, proof.element);
        }
        bytes32 node = own.leaves[0][n][i].length == 0 ? bytes32(0) : keccak256(own.leaves[0][n][i]);
        LeafPlace memory at = LeafPlace(0, 0, n, i, node, Proofs.pathOf(own, 0, n, i));
        (bool made,) = address(court)
            .call(
                abi.encodeCall(court.proveClaimFault, (table.openedCase, table.keys[side], at, new bytes32[](0), proof))
            );
        if (own.root == honest.root) {
            assertFalse(made, "1 an honest claim has no fault");
            reached["no fault of the honest claim"]++;
        } else if (made) {
            reached["fault proved without a duel"]++;
        }
    }

    function timeout(uint256 seed) external {
        if (duels.length == 0) return;
        _timeout(seed % duels.length);
    }

    function _timeout(uint256 duel) private {
        if (!_isOn(duel)) return;
        Game memory game = duels[duel].game;
        bool isDue = block.timestamp > _lastSecond(game);
        (bool made,) = address(court).call(abi.encodeCall(court.timeout, (game.duel, game.state)));
        assertEq(made, isDue, "timeout");
        reached[made ? "timed out" : "timeout refused"]++;
    }

    // Ends

    function finaliseDispute(uint256 seed) external {
        uint256 asked = _pick(seed);
        if (asked == NONE) return;
        uint256 generation = _state(asked).generation;
        _conclude(asked);
        // Who has waited for it claims at once what the first generation has left.
        uint256 lie = seed % 2 == 0 ? 0 : Liars.part(seed, 2);
        if (_isOpen(asked) && _state(asked).generation > generation && _canClaim(asked, lie)) _claimAs(asked, lie);
    }

    function _conclude(uint256 asked) private {
        Asked storage a = asks[asked];
        ClaimKey memory winner;
        uint256 winning = NONE;
        uint256 generation = _state(asked).generation;
        for (uint256 i = 0; i < rowsOf[asked].length; i++) {
            Row storage row = rows[rowsOf[asked][i]];
            if (row.key.generation != generation || _status(row) != ClaimStatus.Live) continue;
            (winner, winning) = (row.key, rowsOf[asked][i]);
        }
        ModelRoots memory roots = ModelRoots(a.openedCase.programRoot, a.openedCase.weightsRoot);
        (bool made,) = address(oracle).call(abi.encodeCall(oracle.finaliseDispute, (a.request, roots, winner)));
        if (!made) return;
        Verdict verdict = _state(asked).verdict;
        if (verdict == Verdict.None) reached["reopened"]++;
        if (verdict == Verdict.Void) reached["void"]++;
        if (verdict == Verdict.Answer) {
            rows[winning].heldWei = 0;
            reached["decided"]++;
            if (a.isWatched) {
                bytes32 outputHash = oracle.requestState(oracle.requestIdOf(a.request)).outputHash;
                assertEq(outputHash, keccak256(_traceOf(asked, 0).answer), "2 the right answer");
                reached["right answer"]++;
            }
        }
        a.isConcluded = verdict != Verdict.None;
    }

    function settle(uint256 seed) external {
        if (asks.length > 0) _settleAll(seed % asks.length);
    }

    /// @dev Every bond of a decided request that is still there.
    function _settleAll(uint256 asked) private {
        if (!asks[asked].isConcluded) return;
        Settlement memory settlement;
        uint256 winning = NONE;
        for (uint256 i = 0; i < rowsOf[asked].length; i++) {
            if (_status(rows[rowsOf[asked][i]]) != ClaimStatus.Winner) continue;
            winning = i;
            settlement.winner = rows[rowsOf[asked][i]].key;
        }
        if (asks[asked].proposerBondIsHeld) {
            settlement.loser = ClaimKey(1, 0, asks[asked].openedCase.outputHash, 0);
            _settle(asked, settlement, asks[asked].openedCase.bondWei);
            asks[asked].proposerBondIsHeld = false;
        }
        for (uint256 i = 0; i < rowsOf[asked].length; i++) {
            Row storage row = rows[rowsOf[asked][i]];
            if (i == winning || row.heldWei == 0) continue;
            settlement.loser = row.key;
            _addPayments(asked, settlement, winning);
            _settle(asked, settlement, row.heldWei);
            row.heldWei = 0;
        }
    }

    function _settle(uint256 asked, Settlement memory settlement, uint256 bondWei) private {
        uint256 burnedWei = court.creditWei(BURNED);
        court.settle(asks[asked].openedCase, settlement);
        burnedWei = court.creditWei(BURNED) - burnedWei;
        assertGe(burnedWei * 10, bondWei * 3, "6 less than 30% burned");
        (bool again,) = address(court).call(abi.encodeCall(court.settle, (asks[asked].openedCase, settlement)));
        assertFalse(again, "5 shared out twice");
        reached["settled"]++;
    }

    function _addPayments(uint256 asked, Settlement memory settlement, uint256 winning) private view {
        settlement.payments = new MovePayment[](0);
        if (winning == NONE) return;
        bytes32 winnerId = court.claimIdOf(asks[asked].caseId, settlement.winner);
        bytes32 loserId = court.claimIdOf(asks[asked].caseId, settlement.loser);
        bytes32 duelId = court.duelIdOf(asks[asked].caseId, asks[asked].openedCase.programRoot, winnerId, loserId);
        for (uint256 d = 0; d < duels.length; d++) {
            Game memory game = duels[d].game;
            if (Duels.id(game.duel) != duelId) continue;
            settlement.duel = game.state;
            settlement.payments = new MovePayment[](actedIn[d].length);
            for (uint256 k = 0; k < actedIn[d].length; k++) {
                Acted memory acted = actedIn[d][k];
                settlement.payments[k] = MovePayment(acted.by, acted.amountWei, acted.side == winning);
            }
        }
    }

    function withdraw(uint256 seed) external {
        _withdraw(_account(seed % _accounts()));
    }

    function _withdraw(address account) private {
        if (court.creditWei(account) == 0) return;
        withdrawnWei += court.withdraw(account);
        reached["withdrawn"]++;
    }

    // Time

    /// @notice Time goes by, but never past what whoever plays for the honest claims has to do.
    function pass(uint256 seed) external {
        uint256[4] memory durations = [uint256(1), 20 minutes, 2 hours, 12 hours];
        _pass(durations[seed % 4]);
    }

    function _pass(uint256 duration) private {
        watch();
        uint256 until = block.timestamp + duration;
        for (uint256 i = 0; i < duels.length; i++) {
            if (!_isOn(i) || !asks[duels[i].asked].isWatched) continue;
            uint256 last = _lastSecond(duels[i].game);
            // Liars are timed out as soon as they can be, since a claim that lives holds up the case.
            if (last + 1 < until) until = last + 1;
        }
        vm.warp(until);
        for (uint256 i = 0; i < duels.length; i++) {
            if (asks[duels[i].asked].isWatched && _isOn(i) && !_isHonestsTurn(i)) {
                if (block.timestamp > _lastSecond(duels[i].game)) _timeout(i);
            }
        }
    }

    /// @dev Everything that has to be done for the honest claims of watched requests.
    function watch() public {
        for (uint256 i = 0; i < asks.length; i++) {
            if (!asks[i].isWatched || !_isOpen(i)) continue;
            if (block.timestamp > _state(i).commitEnd) _silence(i);
            if (_honestRow(i) == 0) _claimAs(i, 0);
            _challengeAll(i);
        }
        for (uint256 i = 0; i < duels.length; i++) {
            if (asks[duels[i].asked].isWatched && _isOn(i) && _isHonestsTurn(i)) {
                assertTrue(_actIn(i), "1 an honest side can always act");
            }
        }
    }

    function _challengeAll(uint256 asked) private {
        uint256 honest = NONE;
        for (uint256 i = 0; i < rowsOf[asked].length; i++) {
            if (rowsOf[asked][i] + 1 == _honestRow(asked)) honest = i;
        }
        if (honest == NONE) return;
        for (uint256 i = 0; i < rowsOf[asked].length; i++) {
            _tryOpen(asked, honest, i);
        }
    }

    function _isHonestsTurn(uint256 duel) private view returns (bool) {
        uint256 honest = _honestRow(duels[duel].asked);
        if (honest == 0) return false;
        bytes32 id = court.claimIdOf(asks[duels[duel].asked].caseId, rows[honest - 1].key);
        return _moverId(duels[duel].game) == id;
    }

    function _isOn(uint256 duel) private view returns (bool) {
        Game memory game = duels[duel].game;
        if (!_isOpen(duels[duel].asked)) return false;
        return _isLive(game.duel.first) && _isLive(game.duel.second)
            && court.claimState(game.duel.first).generation == _state(duels[duel].asked).generation;
    }

    /// @notice Ends everything that can be ended, as anybody could.
    function windDown() external {
        for (uint256 round = 0; round < 40; round++) {
            _pass(6 hours);
            for (uint256 i = 0; i < asks.length; i++) {
                if (!_isOpen(i)) continue;
                if (block.timestamp > _state(i).commitEnd) _silence(i);
                _conclude(i);
            }
        }
        for (uint256 i = 0; i < asks.length; i++) {
            assertTrue(asks[i].isConcluded, "2 not ended");
            _settleAll(i);
        }
        for (uint256 i = 0; i < _accounts(); i++) {
            _withdraw(_account(i));
        }
        assertEq(address(court).balance, 0, "5 remainder");
        assertEq(withdrawnWei, paidWei, "5 paid out");
        address[] memory accounts = new address[](_accounts() + 2);
        for (uint256 i = 0; i < _accounts(); i++) {
            accounts[i] = _account(i);
        }
        (accounts[_accounts()], accounts[_accounts() + 1]) = (deliverer, developer);
        _emptyOracle(accounts);
    }

    // What is looked at

    function checkRequests() external view {
        for (uint256 asked = 0; asked < asks.length; asked++) {
            if (!_isOpen(asked)) continue;
            CaseState memory state = _state(asked);
            uint256 live = state.proposerStatus == ClaimStatus.Live ? 1 : 0;
            for (uint256 i = 0; i < rowsOf[asked].length; i++) {
                Row storage row = rows[rowsOf[asked][i]];
                ClaimStatus status = _status(row);
                if (row.key.generation == state.generation && status == ClaimStatus.Live) live++;
                if (asks[asked].isWatched && row.seed == 0 && rowsOf[asked][i] + 1 == _honestRow(asked)) {
                    assertEq(uint8(status), uint8(ClaimStatus.Live), "1 the honest claim lives");
                }
            }
            assertEq(state.liveCount, live, "4 claims that live");
        }
    }

    function checkMoney() external view {
        uint256 owedWei = 0;
        for (uint256 i = 0; i < _accounts(); i++) {
            owedWei += court.creditWei(_account(i));
        }
        for (uint256 i = 0; i < rows.length; i++) {
            owedWei += rows[i].heldWei;
        }
        for (uint256 i = 0; i < asks.length; i++) {
            if (asks[i].proposerBondIsHeld) owedWei += asks[i].openedCase.bondWei;
        }
        assertEq(address(court).balance, owedWei, "5 balance");
        assertEq(paidWei, owedWei + withdrawnWei, "5 paid in");
    }

    function _accounts() private view returns (uint256) {
        return 3 + 2 * (rows.length + MAX_CLAIMS);
    }

    function _account(uint256 i) private view returns (address) {
        if (i < 3) return [BURNED, proposer, requester][i];
        return i % 2 == 0 ? _sponsorOf((i - 3) / 2) : _moverOf((i - 3) / 2);
    }

    /// @dev An open dispute, if there is one.
    function _pick(uint256 seed) private view returns (uint256) {
        for (uint256 i = 0; i < asks.length; i++) {
            uint256 asked = (Liars.part(seed, 99) + i) % asks.length;
            if (_isOpen(asked)) return asked;
        }
        return NONE;
    }
}
