// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {
    ClaimKey,
    ClaimStatus,
    IDisputeCourt,
    MovePayment,
    Settlement,
    Statement,
    Verdict
} from "../../../contracts/src/dispute/IDisputeCourt.sol";
import {Courts} from "./Courts.sol";
import {DisputeCases} from "./DisputeCases.sol";
import {Acted, Table} from "./DuelTable.sol";
import {Game} from "./players/Moves.sol";

/// @notice How cases end and who gets what; the cases are those of DisputeCourt.tree.
contract DisputeCourtVerdictsTest is DisputeCases {
    address private constant BURNED = 0x000000000000000000000000000000000000dEaD;

    /// @dev The honest side has won its duel against the proposer.
    function _won() private returns (Table memory table) {
        table = _duel(CLAMPS);
        _toTheLeaf(table);
        assertTrue(_act(table, 0));
        vm.warp(court.caseState(table.caseId).claimsEnd);
    }

    function _conclude(Table memory table, uint256 winner) private returns (Verdict verdict) {
        (verdict,) = court.conclude(table.openedCase, table.keys[winner]);
    }

    function test_OnlyTheEscrowConcludesAndAtTheEnd() public {
        Table memory table = _won();
        vm.prank(proposer);
        vm.expectRevert(abi.encodeWithSelector(IDisputeCourt.DisputeNotEscrow.selector, address(this)));
        court.conclude(table.openedCase, table.keys[HONEST]);
        uint256 end = block.timestamp;
        vm.warp(end - 1);
        vm.expectRevert(abi.encodeWithSelector(IDisputeCourt.DisputeTooEarly.selector, end));
        court.conclude(table.openedCase, table.keys[HONEST]);
        vm.warp(end);
        vm.expectPartialRevert(IDisputeCourt.DisputeClaimStatus.selector);
        court.conclude(table.openedCase, table.keys[LIAR]);
        (Verdict verdict, address operator) = court.conclude(table.openedCase, table.keys[HONEST]);
        assertEq(uint8(verdict), uint8(Verdict.Answer));
        assertEq(operator, _sponsorOf(HONEST));
        assertEq(court.creditWei(_sponsorOf(HONEST)), BOND_WEI);
        vm.expectRevert(abi.encodeWithSelector(IDisputeCourt.DisputeCaseClosed.selector, table.caseId));
        court.conclude(table.openedCase, table.keys[HONEST]);
    }

    function test_AProposerThatWasRightAndSpokeKeepsTheReward() public {
        Table memory table = _table(CLAMPS);
        table.openedCase = _case(table.plan, table.input, table.traces[HONEST].answer);
        table.caseId = court.caseIdOf(table.openedCase);
        vm.deal(address(this), 2 * BOND_WEI);
        court.open{value: 2 * BOND_WEI}(table.openedCase, _sponsorOf(LIAR), _says(table, LIAR));
        _claim(table, HONEST);
        vm.roll(block.number + 1);
        // The honest claim carries on; the proposer's own bond is free, and the reward stays its own.
        _commitTrace(table, HONEST);
        assertEq(court.creditWei(proposer), BOND_WEI);
        _toTheLeaf(table);
        if (!_act(table, 0)) {
            vm.warp(_lastSecond(table.game[0]) + 1);
            court.timeout(table.game[0].duel, table.game[0].state);
        }
        vm.warp(court.caseState(table.caseId).claimsEnd);
        (, address operator) = court.conclude(table.openedCase, table.keys[HONEST]);
        assertEq(operator, proposer);
        assertEq(court.creditWei(_sponsorOf(HONEST)), 2 * uint256(BOND_WEI));
    }

    function test_ALostBondIsSharedOutToTheWei() public {
        Table memory table = _won();
        Settlement memory settlement = _settlement(table, LIAR, HONEST);
        vm.expectPartialRevert(IDisputeCourt.DisputeUndecided.selector);
        court.settle(table.openedCase, settlement);
        _conclude(table, HONEST);
        // Nobody who moved can be left out, and none can be made up.
        vm.expectPartialRevert(IDisputeCourt.DisputeDuelState.selector);
        court.settle(table.openedCase, settlement);
        settlement.duel = table.game[0].state;
        vm.expectRevert(IDisputeCourt.DisputePayments.selector);
        court.settle(table.openedCase, settlement);
        settlement.payments = _payments(table);
        settlement.payments[1].amountWei++;
        vm.expectRevert(IDisputeCourt.DisputePayments.selector);
        court.settle(table.openedCase, settlement);
        settlement.payments[1].amountWei--;
        court.settle(table.openedCase, settlement);

        uint256 moversWei = court.creditWei(_moverOf(HONEST));
        assertEq(court.creditWei(_moverOf(LIAR)), 0);
        assertGt(moversWei, PROOF_GAS * GAS_PRICE_WEI);
        assertEq(moversWei, (PROOF_GAS + _honestMoves(table) * MOVE_GAS) * GAS_PRICE_WEI);
        uint256 rest = uint256(BOND_WEI) * 70 / 100 - moversWei;
        assertEq(court.creditWei(_sponsorOf(HONEST)), BOND_WEI + rest * 40 / 70);
        assertEq(court.creditWei(requester), rest - rest * 40 / 70);
        assertEq(court.creditWei(BURNED), BOND_WEI - uint256(BOND_WEI) * 70 / 100);
        vm.expectPartialRevert(IDisputeCourt.DisputeClaimStatus.selector);
        court.settle(table.openedCase, settlement);
        _expectWinnersBondIsNotLost(table);
    }

    function _expectWinnersBondIsNotLost(Table memory table) private {
        Settlement memory settlement = _settlement(table, HONEST, HONEST);
        bytes32 id = _idOf(table, HONEST);
        vm.expectRevert(abi.encodeWithSelector(IDisputeCourt.DisputeClaimStatus.selector, id, ClaimStatus.Winner));
        court.settle(table.openedCase, settlement);
    }

    function _honestMoves(Table memory table) private pure returns (uint256 moves) {
        for (uint256 i = 0; i + 1 < table.acted[0].length; i++) {
            if (table.acted[0][i].side == HONEST) moves++;
        }
    }

    function _payments(Table memory table) private pure returns (MovePayment[] memory payments) {
        Acted[] memory acted = table.acted[0];
        payments = new MovePayment[](acted.length);
        for (uint256 i = 0; i < acted.length; i++) {
            payments[i] = MovePayment(acted[i].by, acted[i].amountWei, acted[i].side == HONEST);
        }
    }

    function test_MoversGetNoMoreThanIsLeftOfTheBond() public {
        Table memory table = _table(CLAMPS);
        table.openedCase.bondWei = 1001;
        table.caseId = court.caseIdOf(table.openedCase);
        vm.txGasPrice(GAS_PRICE_WEI);
        vm.deal(address(this), 2002);
        court.open{value: 2002}(table.openedCase, _sponsorOf(HONEST), _says(table, HONEST));
        _commitTrace(table, LIAR);
        _toTheLeaf(table);
        _act(table, 0);
        vm.warp(court.caseState(table.caseId).claimsEnd);
        _conclude(table, HONEST);
        Settlement memory settlement = _settlement(table, LIAR, HONEST);
        settlement.duel = table.game[0].state;
        settlement.payments = _payments(table);
        court.settle(table.openedCase, settlement);
        assertEq(court.creditWei(_moverOf(HONEST)), 700);
        assertEq(court.creditWei(BURNED), 301);
        assertEq(court.creditWei(requester), 0);
    }

    function test_ASilentProposerThatWasRightIsNotRobbed() public {
        Table memory table = _table(CLAMPS);
        table.openedCase = _case(table.plan, table.input, table.traces[HONEST].answer);
        table.caseId = court.caseIdOf(table.openedCase);
        vm.deal(address(this), 2 * BOND_WEI);
        court.open{value: 2 * BOND_WEI}(table.openedCase, _sponsorOf(LIAR), _says(table, LIAR));
        _claim(table, HONEST);
        _openDuel(table, LIAR, HONEST);
        _toTheLeaf(table);
        _act(table, 0);
        vm.warp(court.caseState(table.caseId).claimsEnd);
        court.silence(table.openedCase);
        (, address operator) = court.conclude(table.openedCase, table.keys[HONEST]);
        assertEq(operator, _sponsorOf(HONEST), "whoever spoke has the reward");
        Settlement memory settlement;
        settlement.winner = table.keys[HONEST];
        settlement.loser = ClaimKey(1, 0, table.openedCase.outputHash, 0);
        court.settle(table.openedCase, settlement);
        assertEq(court.creditWei(proposer), uint256(BOND_WEI) * 70 / 100);
        assertEq(court.creditWei(requester), 0);
        assertEq(court.creditWei(BURNED), BOND_WEI - uint256(BOND_WEI) * 70 / 100);
    }

    /// @dev Two liars who don't fight, in the first generation.
    function _stalemate() private returns (Table memory table) {
        table = _duel(CLAMPS);
        _claim(table, OTHER);
        // The honest claim is none in this tale: its duel with the liar ends at once.
        _toTheLeaf(table);
    }

    function test_WhatNobodyFightsForIsGivenUp() public {
        Table memory table = _stalemate();
        uint256 end = uint256(court.caseState(table.caseId).claimsEnd);
        vm.warp(end + Courts.STALEMATE_SECONDS - 1);
        vm.expectRevert(abi.encodeWithSelector(IDisputeCourt.DisputeUndecided.selector, 3));
        court.conclude(table.openedCase, table.keys[HONEST]);
        skip(1);
        assertEq(uint8(_conclude(table, HONEST)), uint8(Verdict.None));
        assertEq(court.caseState(table.caseId).generation, 2);
        assertEq(court.caseState(table.caseId).liveCount, 0);
        assertEq(court.bondWei(table.caseId, BOND_WEI), BOND_WEI);
    }

    /// @dev A bug once: an elimination took a claim of the second generation from the count, so that a liar was left as the winner.
    function test_DuelsOfTheFirstGenerationDoNotTouchTheSecond() public {
        Table memory table = _stalemate();
        vm.warp(uint256(court.caseState(table.caseId).claimsEnd) + Courts.STALEMATE_SECONDS);
        _conclude(table, HONEST);
        Game memory game = table.game[0];
        vm.expectPartialRevert(IDisputeCourt.DisputeClaimStatus.selector);
        court.timeout(game.duel, game.state);
        assertFalse(_act(table, 0), "a proof in a duel of the first generation");
        table.keys[HONEST].generation = 2;
        table.keys[OTHER].generation = 2;
        _claim(table, HONEST);
        _claim(table, OTHER);
        vm.expectPartialRevert(IDisputeCourt.DisputeClaimStatus.selector);
        court.timeout(game.duel, game.state);
        vm.warp(court.caseState(table.caseId).claimsEnd);
        vm.expectRevert(abi.encodeWithSelector(IDisputeCourt.DisputeUndecided.selector, 2));
        court.conclude(table.openedCase, table.keys[OTHER]);
    }

    /// @dev A claim that wins goes on living, and so does one that was given up with its generation.
    function test_WhoWasGivenUpIsNoWinner() public {
        Table memory table = _stalemate();
        vm.warp(uint256(court.caseState(table.caseId).claimsEnd) + Courts.STALEMATE_SECONDS);
        _conclude(table, HONEST);
        Settlement memory settlement;
        settlement.loser = table.keys[OTHER];
        ClaimKey memory honest = table.keys[HONEST];
        settlement.winner = ClaimKey(1, honest.attempt, honest.outputHash, honest.traceRoot);
        honest.generation = 2;
        _claim(table, HONEST);
        vm.warp(court.caseState(table.caseId).claimsEnd);
        assertEq(uint8(_conclude(table, HONEST)), uint8(Verdict.Answer));

        bytes32 formerId = court.claimIdOf(table.caseId, settlement.winner);
        vm.expectRevert(abi.encodeWithSelector(IDisputeCourt.DisputeClaimStatus.selector, formerId, ClaimStatus.Live));
        court.settle(table.openedCase, settlement);
        ClaimKey memory former = settlement.winner;
        settlement.winner = honest;
        court.settle(table.openedCase, settlement);
        settlement.loser = former;
        court.settle(table.openedCase, settlement);
        settlement.loser = honest;
        vm.expectPartialRevert(IDisputeCourt.DisputeClaimStatus.selector);
        court.settle(table.openedCase, settlement);
    }

    /// @dev A bug once: a proposer's claim that nobody had silenced in the first generation was silenced in the second.
    function test_SilenceDoesNotTouchTheSecondGeneration() public {
        Table memory table = _table(CLAMPS);
        _open(table);
        vm.warp(uint256(court.caseState(table.caseId).claimsEnd) + Courts.STALEMATE_SECONDS);
        _conclude(table, HONEST);
        table.keys[HONEST].generation = 2;
        _claim(table, HONEST);
        vm.expectPartialRevert(IDisputeCourt.DisputeClaimStatus.selector);
        court.silence(table.openedCase);
        vm.warp(court.caseState(table.caseId).claimsEnd);
        assertEq(uint8(_conclude(table, HONEST)), uint8(Verdict.Answer));
    }

    function test_ADeadGenerationReopensOnceAndThenIsVoid() public {
        Table memory table = _duel(CLAMPS);
        skip(Courts.CLOCK_SECONDS + 1);
        court.timeout(table.game[0].duel, table.game[0].state);
        _proveClaimFault(table, LIAR, LAST_CLAMP, 1);
        assertEq(court.caseState(table.caseId).liveCount, 0);
        assertEq(uint8(_conclude(table, HONEST)), uint8(Verdict.None));
        uint256 end = block.timestamp + Courts.COMMIT_SECONDS + Courts.JOIN_SECONDS;
        vm.expectRevert(abi.encodeWithSelector(IDisputeCourt.DisputeTooEarly.selector, end));
        court.conclude(table.openedCase, table.keys[HONEST]);
        vm.warp(end);
        assertEq(uint8(_conclude(table, HONEST)), uint8(Verdict.Void));
        vm.expectRevert(abi.encodeWithSelector(IDisputeCourt.DisputeCaseClosed.selector, table.caseId));
        court.conclude(table.openedCase, table.keys[HONEST]);
    }

    function test_AVoidCaseBurnsWhatAWinnerWouldHaveHad() public {
        Table memory table = _stalemate();
        vm.warp(uint256(court.caseState(table.caseId).claimsEnd) + Courts.STALEMATE_SECONDS);
        _conclude(table, HONEST);
        uint256 end = court.caseState(table.caseId).claimsEnd;
        assertEq(end, block.timestamp + Courts.COMMIT_SECONDS + Courts.JOIN_SECONDS);
        skip(1 hours);
        table.keys[LIAR].generation = 2;
        _claim(table, LIAR);
        assertEq(court.caseState(table.caseId).claimsEnd, end + 1 hours, "as long as after a first contradiction");
        table.keys[OTHER].generation = 2;
        _claim(table, OTHER);
        vm.warp(uint256(court.caseState(table.caseId).claimsEnd) + Courts.STALEMATE_SECONDS);
        assertEq(uint8(_conclude(table, LIAR)), uint8(Verdict.Void));
        uint256 share = uint256(BOND_WEI) * 30 / 100;
        court.settle(table.openedCase, _settlement(table, LIAR, HONEST));
        assertEq(court.creditWei(requester), share);
        assertEq(court.creditWei(BURNED), BOND_WEI - share);
        table.keys[LIAR].generation = 1;
        court.settle(table.openedCase, _settlement(table, LIAR, HONEST));
        assertEq(court.creditWei(requester), 2 * share);
    }

    function test_WhatWasProvedWrongStaysWrongInTheSecondGeneration() public {
        Table memory table = _won();
        // The honest claim is given up too, so that the case reopens.
        _claimLate(table);
        vm.warp(uint256(court.caseState(table.caseId).claimsEnd) + Courts.STALEMATE_SECONDS);
        _conclude(table, HONEST);
        bytes32 id = _idOf(table, LIAR);
        Statement memory said = _says(table, LIAR);
        hoax(proposer, BOND_WEI);
        vm.expectRevert(abi.encodeWithSelector(IDisputeCourt.DisputeAlreadyClaimed.selector, id));
        court.claim{value: BOND_WEI}(table.openedCase, said);
    }

    function _claimLate(Table memory table) private {
        vm.warp(block.timestamp - 1);
        _claim(table, OTHER);
    }

    function test_WithdrawPaysOnce() public {
        Table memory table = _won();
        _conclude(table, HONEST);
        assertEq(court.withdraw(_sponsorOf(HONEST)), BOND_WEI);
        assertEq(_sponsorOf(HONEST).balance, BOND_WEI);
        vm.expectRevert(abi.encodeWithSelector(IDisputeCourt.DisputeNothingToWithdraw.selector, _sponsorOf(HONEST)));
        court.withdraw(_sponsorOf(HONEST));
    }

    function test_ForcedEtherChangesNothing() public {
        Table memory table = _won();
        vm.deal(address(court), address(court).balance + 1 ether);
        _conclude(table, HONEST);
        Settlement memory settlement = _settlement(table, LIAR, HONEST);
        settlement.duel = table.game[0].state;
        settlement.payments = _payments(table);
        court.settle(table.openedCase, settlement);
        address[4] memory accounts = [_sponsorOf(HONEST), requester, _moverOf(HONEST), BURNED];
        for (uint256 i = 0; i < accounts.length; i++) {
            if (court.creditWei(accounts[i]) > 0) court.withdraw(accounts[i]);
        }
        assertEq(address(court).balance, 1 ether);
    }

    function test_WithdrawToWhoRefusesChangesNothing() public {
        Table memory table = _won();
        vm.etch(_sponsorOf(HONEST), hex"fe");
        _conclude(table, HONEST);
        vm.expectRevert(
            abi.encodeWithSelector(IDisputeCourt.DisputePaymentFailed.selector, _sponsorOf(HONEST), BOND_WEI)
        );
        court.withdraw(_sponsorOf(HONEST));
        assertEq(court.creditWei(_sponsorOf(HONEST)), BOND_WEI);
    }
}
