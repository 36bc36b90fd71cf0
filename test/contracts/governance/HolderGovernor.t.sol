// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IGovernor} from "@openzeppelin/contracts/governance/IGovernor.sol";
import {IHolderGovernor} from "../../../contracts/src/governance/IHolderGovernor.sol";
import {IModelGovernance, Recommendation} from "../../../contracts/src/governance/IModelGovernance.sol";
import {IModelTreasury} from "../../../contracts/src/governance/IModelTreasury.sol";
import {IModelRegistry} from "../../../contracts/src/model/IModelRegistry.sol";
import {PlainAsset} from "../token/assets/PlainAsset.sol";
import {GovernanceFixture} from "./GovernanceFixture.sol";

/// @notice The cases are those of `HolderGovernor.tree`.
contract HolderGovernorTest is GovernanceFixture {
    function setUp() public {
        launchAndGovern();
    }

    function test_Creation_IsWhereItWasPredictedAndOnce() public {
        (address governor_, address treasury_) = governance.predictGovernance(address(token));
        assertEq(governor_, address(governor));
        assertEq(treasury_, address(treasury));
        assertEq(governance.governorOf(address(token)), address(governor));
        assertEq(governance.modelIdOfGovernor(address(governor)), modelId);
        assertEq(governor.token(), address(token));
        assertEq(governor.treasury(), address(treasury));
        assertEq(governor.governance(), address(governance));
        assertEq(treasury.token(), address(token));
        assertEq(treasury.governor(), address(governor));
        vm.expectRevert(
            abi.encodeWithSelector(
                IModelGovernance.GovernanceAlreadyCreated.selector, address(token), address(governor)
            )
        );
        governance.createGovernance(address(token));
    }

    function test_Creation_RevertsForAStrangersToken() public {
        vm.expectRevert(abi.encodeWithSelector(IModelGovernance.GovernanceTokenUnknown.selector, address(this)));
        governance.createGovernance(address(this));
    }

    function test_Grant_IsPaidAfterVotesAndDelay() public {
        uint256 proposalId = proposeGrant(carol, 3 ether);
        assertEq(proposalId, 1);
        assertEq(governor.latestProposalOf(carol), 1);
        assertState(proposalId, IGovernor.ProposalState.Pending);
        assertEq(governor.proposalSnapshot(proposalId), token.periodEnd());

        warpToVoting(proposalId);
        assertState(proposalId, IGovernor.ProposalState.Active);
        vote(bob, proposalId, FOR);
        vote(carol, proposalId, ABSTAIN);
        (uint256 against, uint256 forVotes, uint256 abstain) = governor.proposalVotes(proposalId);
        assertEq(against, 0);
        assertEq(forVotes, SALE_SUPPLY * 3 / 10);
        assertEq(abstain, SALE_SUPPLY / 10);

        vm.warp(governor.proposalDeadline(proposalId) + 1);
        assertState(proposalId, IGovernor.ProposalState.Succeeded);
        (uint256 from,) = governor.executionWindow(proposalId);
        assertEq(from, governor.proposalDeadline(proposalId) + 2 days);
        vm.warp(from - 1);
        vm.expectRevert(abi.encodeWithSelector(IHolderGovernor.GovernanceTooEarly.selector, proposalId, from));
        governor.execute(proposalId);

        vm.warp(from);
        vm.expectEmit(address(treasury));
        emit IModelTreasury.Granted(proposalId, address(0), payee, 3 ether);
        governor.execute(proposalId);
        assertEq(payee.balance, 3 ether);
        assertEq(address(treasury).balance, TREASURY_WEI - 3 ether);
        assertState(proposalId, IGovernor.ProposalState.Executed);
        vm.expectPartialRevert(IGovernor.GovernorUnexpectedProposalState.selector);
        governor.execute(proposalId);
    }

    function test_Grant_IsPaidInAnAsset() public {
        PlainAsset asset = new PlainAsset();
        asset.mint(address(treasury), 50);
        uint256 proposalId = proposeGrant(alice, address(asset), payee, 20);
        passGrant(proposalId);
        governor.execute(proposalId);
        assertEq(asset.balanceOf(payee), 20);
        assertEq(asset.balanceOf(address(treasury)), 30);
    }

    function test_Grant_WaitsUntilTheTreasuryHasIt() public {
        uint256 proposalId = proposeGrant(alice, 11 ether);
        passGrant(proposalId);
        vm.expectRevert(
            abi.encodeWithSelector(
                IModelTreasury.GovernanceTreasuryTooSmall.selector, address(0), TREASURY_WEI, 11 ether
            )
        );
        governor.execute(proposalId);
        donate(1 ether);
        governor.execute(proposalId);
        assertEq(payee.balance, 11 ether);
    }

    function test_Version_IsRecommendedAndWithdrawn() public {
        uint256 better = registerModel("digits 2", address(launchpad));
        uint256 proposalId = proposeVersion(alice, better);
        passGrant(proposalId);
        vm.expectEmit(address(governance));
        emit IModelGovernance.VersionRecommended(modelId, better, proposalId);
        governor.execute(proposalId);
        Recommendation memory recommendation = governance.recommendationOf(modelId);
        assertEq(recommendation.versionModelId, better);
        assertEq(recommendation.proposalId, proposalId);
        assertEq(recommendation.recommendedAt, block.timestamp);

        uint256 back = proposeVersion(alice, modelId);
        passGrant(back);
        governor.execute(back);
        assertEq(governance.recommendationOf(modelId).versionModelId, modelId);
    }

    function test_Version_OfANewerProposalIsNotOverwritten() public {
        uint256 second = registerModel("digits 2", address(launchpad));
        uint256 third = registerModel("digits 3", address(launchpad));
        uint256 older = proposeVersion(alice, second);
        uint256 newer = proposeVersion(bob, third);
        warpToVoting(older);
        vote(alice, older, FOR);
        vote(alice, newer, FOR);
        warpToExecution(newer);
        governor.execute(newer);
        vm.expectRevert(
            abi.encodeWithSelector(IModelGovernance.GovernanceRecommendationOutdated.selector, older, newer)
        );
        governor.execute(older);
        assertEq(governance.recommendationOf(modelId).versionModelId, third);
    }

    function test_Version_RevertsForNoModel() public {
        vm.expectRevert(abi.encodeWithSelector(IModelRegistry.ModelUnknown.selector, 7));
        proposeVersion(alice, 7);
        vm.expectRevert(abi.encodeWithSelector(IModelGovernance.GovernanceUnknownGovernor.selector, address(this)));
        governance.recommend(1, modelId);
    }

    function test_Propose_NeedsOneWeiWhichClosesThePeriod() public {
        for (uint256 sent = 0; sent <= 2; sent += 2) {
            vm.prank(alice);
            vm.expectRevert(abi.encodeWithSelector(IHolderGovernor.GovernanceDepositNotOneWei.selector, sent));
            governor.proposeGrant{value: sent}(address(0), payee, 1, "");
        }
        uint256 closed = token.lastClosedPeriod();
        uint256 proposalId = proposeGrant(alice, 1);
        assertEq(token.pendingWei(), 1);
        assertEq(governor.snapshotPeriod(governor.proposalSnapshot(proposalId)), closed + 1);
        warpToVoting(proposalId);
        assertEq(token.lastClosedPeriod(), closed + 1);
    }

    function test_Propose_NeedsAHundredth() public {
        give(alice, payee, SALE_SUPPLY / 100 - 1);
        closePeriodWith(1);
        assertEq(governor.proposalThreshold(), SALE_SUPPLY / 100);
        vm.deal(payee, 1);
        vm.expectRevert(
            abi.encodeWithSelector(
                IGovernor.GovernorInsufficientProposerVotes.selector, payee, SALE_SUPPLY / 100 - 1, SALE_SUPPLY / 100
            )
        );
        proposeGrant(payee, 1);
        give(alice, payee, 1);
        closePeriodWith(1);
        proposeGrant(payee, 1);
    }

    function test_Propose_OneAtATime() public {
        uint256 first = proposeGrant(alice, 1);
        vm.expectRevert(abi.encodeWithSelector(IHolderGovernor.GovernanceProposalStillOpen.selector, alice, first));
        proposeGrant(alice, 1);
        warpToVoting(first);
        vm.expectRevert(abi.encodeWithSelector(IHolderGovernor.GovernanceProposalStillOpen.selector, alice, first));
        proposeGrant(alice, 1);
        vm.warp(governor.proposalDeadline(first) + 1);
        assertEq(proposeGrant(alice, 1), first + 1);
    }

    function test_Propose_RefusesWhatMakesNoSense() public {
        vm.expectRevert(abi.encodeWithSelector(IHolderGovernor.GovernanceBadGrant.selector, "amount is 0"));
        proposeGrant(alice, 0);
        vm.expectRevert(abi.encodeWithSelector(IHolderGovernor.GovernanceBadGrant.selector, "payee is nobody else"));
        proposeGrant(alice, address(0), address(0), 1);
        vm.expectRevert(abi.encodeWithSelector(IHolderGovernor.GovernanceBadGrant.selector, "payee is nobody else"));
        proposeGrant(alice, address(0), address(treasury), 1);
        vm.expectRevert(abi.encodeWithSelector(IHolderGovernor.GovernanceBadGrant.selector, "asset is no contract"));
        proposeGrant(alice, payee, payee, 1);
        string memory long = string(new bytes(2049));
        vm.prank(alice);
        vm.expectRevert(abi.encodeWithSelector(IHolderGovernor.GovernanceDescriptionTooLong.selector, 2049, 2048));
        governor.proposeGrant{value: 1}(address(0), payee, 1, long);
    }

    function test_Vote_OnlyOnceAndOnlyWhenActive() public {
        uint256 proposalId = proposeGrant(alice, 1);
        vm.expectPartialRevert(IGovernor.GovernorUnexpectedProposalState.selector);
        vote(alice, proposalId, FOR);
        warpToVoting(proposalId);
        vote(alice, proposalId, FOR);
        vm.expectRevert(abi.encodeWithSelector(IGovernor.GovernorAlreadyCastVote.selector, alice));
        vote(alice, proposalId, AGAINST);
        vm.expectRevert(abi.encodeWithSelector(IHolderGovernor.GovernanceNoVotes.selector, outsider, proposalId));
        vote(outsider, proposalId, FOR);
        vm.warp(governor.proposalDeadline(proposalId) + 1);
        vm.expectPartialRevert(IGovernor.GovernorUnexpectedProposalState.selector);
        vote(bob, proposalId, FOR);
    }

    function test_Vote_BySignature() public {
        (address signer, uint256 key) = makeAddrAndKey("signer");
        give(alice, signer, SALE_SUPPLY / 5);
        uint256 proposalId = proposeGrant(alice, 1);
        warpToVoting(proposalId);
        bytes memory signature = _sign(key, proposalId, signer);
        governor.castVoteBySig(proposalId, FOR, signer, signature);
        (, uint256 forVotes,) = governor.proposalVotes(proposalId);
        assertEq(forVotes, SALE_SUPPLY / 5);
        vm.expectRevert(abi.encodeWithSelector(IGovernor.GovernorInvalidSignature.selector, signer));
        governor.castVoteBySig(proposalId, FOR, signer, signature);
    }

    /// @dev By the domain that EIP-5267 tells, as a wallet reads it.
    function _sign(uint256 key, uint256 proposalId, address signer) private view returns (bytes memory) {
        (, string memory name, string memory version, uint256 chainId, address verifying,,) = governor.eip712Domain();
        assertEq(verifying, address(governor));
        bytes32 domain = keccak256(
            abi.encode(
                keccak256("EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)"),
                keccak256(bytes(name)),
                keccak256(bytes(version)),
                chainId,
                verifying
            )
        );
        bytes32 ballot = keccak256(abi.encode(governor.BALLOT_TYPEHASH(), proposalId, FOR, signer, uint256(0)));
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(key, keccak256(abi.encodePacked("\x19\x01", domain, ballot)));
        return abi.encodePacked(r, s, v);
    }

    function test_Quorum_IsAFifthThatVotesFor() public {
        give(bob, payee, SALE_SUPPLY / 10 + 1);
        uint256 proposalId = proposeGrant(alice, 1);
        warpToVoting(proposalId);
        assertEq(governor.quorum(governor.proposalSnapshot(proposalId)), SALE_SUPPLY / 5);
        vote(alice, proposalId, ABSTAIN);
        vote(bob, proposalId, FOR);
        vm.warp(governor.proposalDeadline(proposalId) + 1);
        assertState(proposalId, IGovernor.ProposalState.Defeated);

        uint256 next = proposeGrant(alice, 1);
        warpToVoting(next);
        vote(bob, next, FOR);
        vote(payee, next, FOR);
        vm.warp(governor.proposalDeadline(next) + 1);
        assertState(next, IGovernor.ProposalState.Succeeded);
    }

    function test_Vote_ATieIsDefeated() public {
        give(alice, bob, SALE_SUPPLY * 15 / 100);
        uint256 proposalId = proposeGrant(alice, 1);
        warpToVoting(proposalId);
        vote(alice, proposalId, FOR);
        vote(bob, proposalId, AGAINST);
        vm.warp(governor.proposalDeadline(proposalId) + 1);
        assertState(proposalId, IGovernor.ProposalState.Defeated);
        vm.expectPartialRevert(IGovernor.GovernorUnexpectedProposalState.selector);
        governor.execute(proposalId);
    }

    function test_Success_ThatComesLateGivesOthersTime() public {
        uint256 proposalId = proposeGrant(alice, 1);
        uint256 deadline = governor.proposalDeadline(proposalId);
        vm.warp(deadline);
        vote(bob, proposalId, FOR);
        assertEq(governor.proposalDeadline(proposalId), deadline + 2 days);
        vm.warp(deadline + 2 days);
        vote(alice, proposalId, AGAINST);
        vm.warp(deadline + 2 days + 1);
        assertState(proposalId, IGovernor.ProposalState.Defeated);
    }

    function test_Execute_ExpiresAndTakesNoEther() public {
        uint256 proposalId = proposeGrant(alice, 1);
        passGrant(proposalId);
        (, uint256 until) = governor.executionWindow(proposalId);
        vm.expectRevert(IGovernor.GovernorDisabledDeposit.selector);
        governor.execute{value: 1}(proposalId);
        vm.warp(until - 1);
        assertState(proposalId, IGovernor.ProposalState.Succeeded);
        vm.warp(until);
        assertState(proposalId, IGovernor.ProposalState.Expired);
        vm.expectPartialRevert(IGovernor.GovernorUnexpectedProposalState.selector);
        governor.execute(proposalId);
    }

    function test_Cancel_OnlyByTheProposerBeforeVoting() public {
        uint256 proposalId = proposeGrant(alice, 1);
        vm.prank(bob);
        vm.expectRevert(abi.encodeWithSelector(IGovernor.GovernorUnableToCancel.selector, proposalId, bob));
        governor.cancel(proposalId);
        vm.prank(alice);
        governor.cancel(proposalId);
        assertState(proposalId, IGovernor.ProposalState.Canceled);

        uint256 next = proposeGrant(alice, 1);
        warpToVoting(next);
        vm.prank(alice);
        vm.expectRevert(abi.encodeWithSelector(IGovernor.GovernorUnableToCancel.selector, next, alice));
        governor.cancel(next);
    }

    function test_Unknown_ProposalsAndSnapshotsRevert() public {
        vm.expectRevert(abi.encodeWithSelector(IGovernor.GovernorNonexistentProposal.selector, 9));
        governor.executionWindow(9);
        vm.expectRevert(abi.encodeWithSelector(IHolderGovernor.GovernanceSnapshotUnknown.selector, 5));
        governor.getVotes(alice, 5);
    }

    function test_Treasury_PaysForTheGovernorOnly() public {
        vm.prank(developer);
        vm.expectRevert(abi.encodeWithSelector(IModelTreasury.GovernanceNotGovernor.selector, developer));
        treasury.grant(1, address(0), developer, 1);
    }

    function test_Treasury_EarnsRevenueOfTokensThatItHolds() public {
        give(carol, address(treasury), SALE_SUPPLY / 10);
        closePeriodWith(10 ether);
        uint256 before = address(treasury).balance;
        uint256 claimed = token.claimFor(address(treasury));
        assertEq(claimed, 0.9 ether);
        assertEq(address(treasury).balance, before + claimed);
    }
}

contract HolderGovernorBeforeThePeriodsTest is GovernanceFixture {
    function test_Propose_WaitsForTheFirstClosedPeriod() public {
        deployGovernance();
        launch();
        createGovernance();
        assertEq(governor.votingDelay(), 0);
        vm.expectRevert(IHolderGovernor.GovernanceNoPeriodClosed.selector);
        proposeGrant(alice, 1);
        sellEverythingTo(alice);
        vm.expectRevert(IHolderGovernor.GovernanceNoPeriodClosed.selector);
        proposeGrant(alice, 1);
        closePeriodWith(1);
        proposeGrant(alice, 1);
    }

    function test_Vote_CountsTokensTakenFromTheVaultLater() public {
        deployGovernance();
        launch();
        commit(alice, HARD_CAP * 9 / 10);
        commit(bob, HARD_CAP / 10);
        warpToEnd();
        offering.finalise();
        offering.claim(bob);
        createGovernance();
        closePeriodWith(1);
        uint256 proposalId = proposeGrant(bob, 1);
        warpToVoting(proposalId);
        assertEq(governor.quorum(governor.proposalSnapshot(proposalId)), SALE_SUPPLY / 5);
        vm.expectRevert(abi.encodeWithSelector(IHolderGovernor.GovernanceNoVotes.selector, alice, proposalId));
        vote(alice, proposalId, AGAINST);
        vote(bob, proposalId, FOR);
        offering.claim(alice);
        vote(alice, proposalId, AGAINST);
        (uint256 against, uint256 forVotes,) = governor.proposalVotes(proposalId);
        assertEq(against, SALE_SUPPLY * 9 / 10);
        assertEq(forVotes, SALE_SUPPLY / 10);
    }

    /// @notice Everything lies with an account that excluded itself when the boundary passes.
    function test_Vote_WaitsForABoundaryAtWhichSomebodyShares() public {
        deployGovernance();
        launch();
        sellEverythingTo(alice);
        createGovernance();
        closePeriodWith(1);
        uint256 proposalId = proposeGrant(alice, 1);
        vm.prank(alice);
        token.excludeSelf();
        warpToVoting(proposalId);
        vm.expectRevert(abi.encodeWithSelector(IHolderGovernor.GovernanceNoVotes.selector, alice, proposalId));
        vote(alice, proposalId, FOR);
        give(alice, bob, SALE_SUPPLY / 4);
        vm.expectRevert(abi.encodeWithSelector(IHolderGovernor.GovernanceNoVotes.selector, bob, proposalId));
        vote(bob, proposalId, FOR);
        warpPeriods(1);
        vote(bob, proposalId, FOR);
        assertEq(governor.quorum(governor.proposalSnapshot(proposalId)), SALE_SUPPLY / 20);
    }
}
