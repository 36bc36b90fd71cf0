// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IGovernor} from "@openzeppelin/contracts/governance/IGovernor.sol";
import {IHolderGovernor} from "../../../contracts/src/governance/IHolderGovernor.sol";
import {IModelTreasury} from "../../../contracts/src/governance/IModelTreasury.sol";
import {CallingAsset} from "../token/assets/CallingAsset.sol";
import {PlainAsset} from "../token/assets/PlainAsset.sol";
import {FlashBorrower, FlashLender} from "../token/hostile/FlashLoan.sol";
import {ForcedEther} from "../token/hostile/ForcedEther.sol";
import {GovernanceFixture} from "./GovernanceFixture.sol";
import {GrantThief} from "./hostile/GrantThief.sol";
import {VoteBorrower} from "./hostile/VoteBorrower.sol";

contract HolderGovernorHostileTest is GovernanceFixture {
    function setUp() public {
        launchAndGovern();
    }

    function test_FlashLoan_NeitherProposesNorVotes() public {
        FlashLender lender = new FlashLender(token);
        VoteBorrower thief = new VoteBorrower{value: 10}(token, governor);
        give(alice, address(lender), SALE_SUPPLY / 2);
        closePeriodWith(1);
        uint256 proposalId = proposeGrant(bob, 1);
        uint256 snapshot = governor.proposalSnapshot(proposalId);
        // Before the boundary, in the block that closes the period, and while it is voted on.
        for (uint256 i = 0; i < 4; i++) {
            vm.warp([snapshot - 1, snapshot, snapshot + 1, snapshot + 1 days][i]);
            lender.lend(FlashBorrower(payable(address(thief))), SALE_SUPPLY / 2);
        }
        assertEq(thief.successes(), 0);
        assertEq(governor.getVotes(address(thief), snapshot), 0);
        assertEq(governor.getVotes(address(lender), snapshot), SALE_SUPPLY / 2);
    }

    function test_Transfer_GivesNoSecondVote() public {
        uint256 proposalId = proposeGrant(alice, 1);
        warpToVoting(proposalId);
        vote(bob, proposalId, FOR);
        give(bob, payee, SALE_SUPPLY * 3 / 10);
        vm.expectRevert(abi.encodeWithSelector(IHolderGovernor.GovernanceNoVotes.selector, payee, proposalId));
        vote(payee, proposalId, FOR);
        (, uint256 forVotes,) = governor.proposalVotes(proposalId);
        assertEq(forVotes, SALE_SUPPLY * 3 / 10);
    }

    /// @notice In the very block of the boundary the balances before it count, whoever comes first.
    function test_Transfer_AtTheBoundaryComesTooLate() public {
        uint256 proposalId = proposeGrant(alice, 1);
        vm.warp(governor.proposalSnapshot(proposalId));
        give(alice, payee, SALE_SUPPLY / 2);
        warpToVoting(proposalId);
        assertEq(governor.getVotes(payee, governor.proposalSnapshot(proposalId)), 0);
        assertEq(governor.getVotes(alice, governor.proposalSnapshot(proposalId)), SALE_SUPPLY * 6 / 10);
    }

    function test_Spam_SameTokensInASecondAccountDontProposeInThePeriod() public {
        proposeGrant(carol, 1);
        give(carol, payee, SALE_SUPPLY / 10);
        vm.deal(payee, 1);
        vm.expectPartialRevert(IGovernor.GovernorInsufficientProposerVotes.selector);
        proposeGrant(payee, 1);
    }

    function test_Excluded_AccountsWeighNothing() public {
        vm.prank(alice);
        token.excludeSelf();
        uint256 proposalId = proposeGrant(bob, 1);
        warpToVoting(proposalId);
        uint256 snapshot = governor.proposalSnapshot(proposalId);
        assertEq(governor.getVotes(alice, snapshot), 0);
        assertEq(governor.getVotes(token.vault(), snapshot), 0);
        assertEq(governor.quorum(snapshot), SALE_SUPPLY * 4 / 10 / 5);
        vm.expectRevert(abi.encodeWithSelector(IHolderGovernor.GovernanceNoVotes.selector, alice, proposalId));
        vote(alice, proposalId, FOR);
    }

    function test_Treasury_TokensAreNotPartOfTheQuorum() public {
        give(alice, address(treasury), SALE_SUPPLY / 2);
        uint256 proposalId = proposeGrant(bob, 1);
        warpToVoting(proposalId);
        assertEq(governor.quorum(governor.proposalSnapshot(proposalId)), SALE_SUPPLY / 10);
    }

    function test_Burning_DoesNotMoveAQuorum() public {
        uint256 proposalId = proposeGrant(alice, 1);
        warpToVoting(proposalId);
        vote(carol, proposalId, FOR);
        uint256 snapshot = governor.proposalSnapshot(proposalId);
        uint256 quorum = governor.quorum(snapshot);
        vm.prank(alice);
        token.burn(SALE_SUPPLY * 6 / 10);
        vm.prank(bob);
        token.excludeSelf();
        warpPeriods(1);
        assertEq(governor.quorum(snapshot), quorum);
        vm.warp(governor.proposalDeadline(proposalId) + 1);
        assertState(proposalId, IGovernor.ProposalState.Defeated);
    }

    /// @notice To abstain early to reach the quorum, so that voting isn't prolonged when the last votes come.
    function test_Abstaining_DoesNotUseUpTheTimeToAnswer() public {
        uint256 proposalId = proposeGrant(alice, 1);
        warpToVoting(proposalId);
        vote(alice, proposalId, ABSTAIN);
        uint256 deadline = governor.proposalDeadline(proposalId);
        vm.warp(deadline);
        vote(bob, proposalId, FOR);
        assertEq(governor.proposalDeadline(proposalId), deadline + 2 days);
    }

    /// @notice To reach the quorum early and let others outvote it, so that the rest of the votes come when nobody can answer.
    function test_AnEarlyQuorum_DoesNotUseUpTheTimeToAnswer() public {
        give(alice, payee, SALE_SUPPLY * 35 / 100);
        uint256 proposalId = proposeGrant(alice, 1);
        warpToVoting(proposalId);
        vote(alice, proposalId, FOR);
        vote(bob, proposalId, AGAINST);
        uint256 deadline = governor.proposalDeadline(proposalId);
        vm.warp(deadline);
        vm.expectEmit(address(governor));
        emit IHolderGovernor.ProposalExtended(proposalId, uint64(deadline + 2 days));
        vote(payee, proposalId, FOR);
        assertEq(governor.proposalDeadline(proposalId), deadline + 2 days);
        (uint256 from,) = governor.executionWindow(proposalId);
        assertEq(from, deadline + 4 days);
        // 60% for it, and 40% that can still answer.
        vm.warp(deadline + 2 days);
        vote(carol, proposalId, AGAINST);
        assertEq(governor.proposalDeadline(proposalId), deadline + 2 days);
        vm.warp(deadline + 2 days + 1);
        assertState(proposalId, IGovernor.ProposalState.Succeeded);
    }

    /// @notice Only a vote that turns the outcome gives time: else votes could prolong what is decided for ever.
    function test_LateVotes_ThatTurnNothingProlongNothing() public {
        uint256 proposalId = proposeGrant(alice, 1);
        warpToVoting(proposalId);
        vote(alice, proposalId, FOR);
        uint256 deadline = governor.proposalDeadline(proposalId);
        vm.warp(deadline);
        vote(carol, proposalId, FOR);
        vote(bob, proposalId, AGAINST);
        assertEq(governor.proposalDeadline(proposalId), deadline);
    }

    function test_FrontRun_SameProposalMadeFirstAndCancelledTakesNothing() public {
        uint256 theirs = proposeGrant(bob, 1 ether);
        vm.prank(bob);
        governor.cancel(theirs);
        uint256 ours = proposeGrant(alice, 1 ether);
        passGrant(ours);
        governor.execute(ours);
        assertEq(payee.balance, 1 ether);
    }

    function test_Execute_NothingElseThanWasProposed() public {
        uint256 proposalId = proposeGrant(alice, 1 ether);
        passGrant(proposalId);
        (address[] memory targets, uint256[] memory values, bytes[] memory calls, bytes32 description) =
            governor.proposalDetails(proposalId);
        assertEq(targets.length, 1);
        calls[0] = abi.encodeCall(IModelTreasury.grant, (proposalId, address(0), bob, 1 ether));
        vm.expectRevert(abi.encodeWithSelector(IGovernor.GovernorNonexistentProposal.selector, 0));
        governor.execute(targets, values, calls, description);
        vm.expectRevert(abi.encodeWithSelector(IGovernor.GovernorNonexistentProposal.selector, proposalId + 1));
        governor.execute(proposalId + 1);
        vm.expectRevert(abi.encodeWithSelector(IGovernor.GovernorProposalQueueingNotRequired.selector, proposalId));
        governor.queue(proposalId);
    }

    /// @notice The most hostile call that there is: to whoever, as whoever.
    function test_Propose_OtherCallsCantBeProposed() public {
        address[] memory targets = new address[](1);
        targets[0] = address(token);
        bytes[] memory calls = new bytes[](1);
        calls[0] = abi.encodeCall(token.excludeSelf, ());
        vm.prank(alice);
        vm.expectRevert(IHolderGovernor.GovernanceOnlyTypedProposals.selector);
        governor.propose(targets, new uint256[](1), calls, "");
    }

    function test_Governance_NobodyChangesTheGovernor() public {
        address[4] memory callers = [alice, address(governor), address(treasury), address(governance)];
        for (uint256 i = 0; i < callers.length; i++) {
            vm.startPrank(callers[i]);
            vm.expectRevert(abi.encodeWithSelector(IGovernor.GovernorOnlyExecutor.selector, callers[i]));
            governor.relay(address(treasury), 0, abi.encodeCall(IModelTreasury.grant, (1, address(0), alice, 1)));
            vm.stopPrank();
        }
    }

    function test_Governor_TakesNothingThatItCouldNotGiveBack() public {
        (bool paid,) = address(governor).call{value: 1}("");
        assertFalse(paid);
        vm.expectRevert(IGovernor.GovernorDisabledDeposit.selector);
        governor.onERC721Received(alice, alice, 1, "");
        vm.expectRevert(IGovernor.GovernorDisabledDeposit.selector);
        governor.onERC1155Received(alice, alice, 1, 1, "");
    }

    function test_Implementations_CantPropose() public {
        address implementation = governance.governorImplementation();
        vm.prank(alice);
        (bool proposed,) =
            implementation.call{value: 1}(abi.encodeCall(IHolderGovernor.proposeGrant, (address(0), payee, 1, "")));
        assertFalse(proposed);
        (bool granted,) =
            governance.treasuryImplementation().call(abi.encodeCall(IModelTreasury.grant, (1, address(0), alice, 0)));
        assertFalse(granted);
    }

    function test_ReentrantPayee_IsPaidOnce() public {
        GrantThief thief = new GrantThief(governor);
        uint256 proposalId = proposeGrant(alice, address(0), address(thief), 1 ether);
        thief.aim(proposalId);
        passGrant(proposalId);
        governor.execute(proposalId);
        assertEq(thief.entries(), 1);
        assertEq(thief.successes(), 0);
        assertEq(address(thief).balance, 1 ether);
    }

    /// @notice To execute another decided grant from inside is no theft: both were decided.
    function test_ReentrantPayee_MayExecuteAnotherGrant() public {
        GrantThief thief = new GrantThief(governor);
        uint256 first = proposeGrant(alice, address(0), address(thief), 1 ether);
        uint256 second = proposeGrant(bob, 2 ether);
        warpToVoting(first);
        vote(alice, first, FOR);
        vote(alice, second, FOR);
        thief.aim(second);
        warpToExecution(second);
        governor.execute(first);
        assertEq(thief.successes(), 1);
        assertEq(payee.balance, 2 ether);
        assertEq(address(thief).balance, 1 ether);
        assertEq(address(treasury).balance, TREASURY_WEI - 3 ether);
    }

    function test_CallingAsset_PaysOnce() public {
        CallingAsset asset = new CallingAsset();
        GrantThief thief = new GrantThief(governor);
        asset.mint(address(treasury), 100);
        uint256 proposalId = proposeGrant(alice, address(asset), address(thief), 40);
        thief.aim(proposalId);
        asset.watch(address(thief));
        passGrant(proposalId);
        governor.execute(proposalId);
        assertEq(thief.entries(), 1);
        assertEq(thief.successes(), 0);
        assertEq(asset.balanceOf(address(thief)), 40);
        assertEq(asset.balanceOf(address(treasury)), 60);
    }

    function test_RefusingPayee_HoldsUpNobodyElse() public {
        GrantThief thief = new GrantThief(governor);
        thief.refuse(true);
        uint256 refused = proposeGrant(alice, address(0), address(thief), 1 ether);
        uint256 other = proposeGrant(bob, 1 ether);
        warpToVoting(refused);
        vote(alice, refused, FOR);
        vote(alice, other, FOR);
        warpToExecution(other);
        vm.expectRevert();
        governor.execute(refused);
        assertState(refused, IGovernor.ProposalState.Succeeded);
        governor.execute(other);
        assertEq(payee.balance, 1 ether);
        thief.refuse(false);
        governor.execute(refused);
        assertEq(address(thief).balance, 1 ether);
    }

    function test_ForcedEther_IsADonation() public {
        new ForcedEther{value: 5 ether}(payable(address(treasury)));
        uint256 proposalId = proposeGrant(alice, TREASURY_WEI + 5 ether);
        passGrant(proposalId);
        governor.execute(proposalId);
        assertEq(payee.balance, TREASURY_WEI + 5 ether);
    }

    /// @notice The holders' money lies in the token, and the governor has no way to it.
    function test_Claims_AreUntouchedByEverythingThatGovernanceDoes() public {
        depositRevenue(10 ether);
        warpPeriods(1);
        uint256 bobs = token.claimable(bob);
        uint256 pool = token.claimPoolWei();
        PlainAsset asset = new PlainAsset();
        asset.mint(address(treasury), 7);
        uint256 proposalId = proposeGrant(alice, address(asset), payee, 7);
        passGrant(proposalId);
        governor.execute(proposalId);
        // The wei of the proposal is revenue of its period: the holders' part of it rounds to nothing.
        assertEq(token.claimable(bob), bobs);
        assertEq(token.claimPoolWei(), pool);
        assertEq(token.redeemPoolWei() + token.claimPoolWei(), address(token).balance);
    }
}
