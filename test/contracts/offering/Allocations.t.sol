// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {Initializable} from "@openzeppelin/contracts/proxy/utils/Initializable.sol";
import {Vm} from "forge-std/Vm.sol";
import {ContributorDrop} from "../../../contracts/src/offering/ContributorDrop.sol";
import {DropTerms, IContributorDrop} from "../../../contracts/src/offering/IContributorDrop.sol";
import {ILaunchpad, SaleKind} from "../../../contracts/src/offering/ILaunchpad.sol";
import {VestingTerms} from "../../../contracts/src/offering/ITokenVesting.sol";
import {TokenVesting} from "../../../contracts/src/offering/TokenVesting.sol";
import {LockedAllocation} from "../../../contracts/src/token/ILaunchVault.sol";
import {AllocationFixture} from "./AllocationFixture.sol";
import {OfferingTerms} from "./LaunchFixture.sol";

contract AllocationsTest is AllocationFixture {
    function setUp() public {
        deployLaunchpad();
        setAside();
    }

    function expectBad(string memory rule) internal {
        vm.expectRevert(abi.encodeWithSelector(ILaunchpad.LaunchpadBadAllocation.selector, rule));
        vm.prank(developer);
        launchpad.launch(modelId, tokenTerms(), offeringTerms().sale, offeringTerms().price, allocationTerms());
    }

    function succeed() internal {
        commit(alice, SOFT_CAP);
        commit(bob, HARD_CAP - SOFT_CAP);
        warpToEnd();
        offering.finalise();
        token.start();
    }

    // terms

    function test_Launch_RevertsOnBadAllocations() public {
        DropTerms storage terms = dropTerms();
        terms.root = 0;
        expectBad("drop without root");
        terms.root = ROOT;
        terms.amount = 0;
        expectBad("drop of nothing");
        terms.amount = 1;
        terms.claimSeconds = 30 days - 1;
        expectBad("drop shorter than 30 days");
        terms.claimSeconds = 1825 days + 1;
        expectBad("drop longer than 5 years");
        terms.claimSeconds = 1825 days;
        terms.unclaimedTo = address(0);
        expectBad("drop without unclaimedTo");
        (address token_, address offering_) = launchpad.predictLaunch(modelId, SaleKind.FixedPrice);
        address[2] memory own = [token_, offering_];
        for (uint256 i = 0; i < 2; i++) {
            terms.unclaimedTo = own[i];
            expectBad("beneficiary or unclaimedTo is the launch's own");
        }
        terms.unclaimedTo = commons;

        VestingTerms storage vesting = vestingTerms()[1];
        vesting.beneficiary = address(0);
        expectBad("vesting without beneficiary");
        for (uint256 i = 0; i < 2; i++) {
            vesting.beneficiary = own[i];
            expectBad("beneficiary or unclaimedTo is the launch's own");
        }
        vesting.beneficiary = advisor;
        vesting.amount = 0;
        expectBad("vesting of nothing");
        vesting.amount = 1;
        vesting.cliffSeconds = 100 days + 1;
        expectBad("vesting's cliff after its end");
        vesting.durationSeconds = 3650 days + 1;
        expectBad("vesting longer than 10 years");
        vesting.durationSeconds = 3650 days;
        for (uint256 i = 0; i < 7; i++) {
            vestingTerms().push(VestingTerms(team, 1, 0, 0));
        }
        expectBad("more than 8 vestings");
        vestingTerms().pop();
        launch();
        assertEq(offering.lockedAllocations().length, 9);
    }

    function test_Launch_CountsEverythingInTheSupply() public {
        OfferingTerms memory terms = offeringTerms();
        terms.sale.developerSupply = 250_000e18;
        vm.recordLogs();
        launch(tokenTerms(), terms);
        assertEq(token.totalSupply(), SALE_SUPPLY + 250_000e18 + 216_000e18);
        assertEq(token.balanceOf(address(offering)), token.totalSupply());
        LockedAllocation[] memory locked = offering.lockedAllocations();
        assertEq(locked.length, 3);
        for (uint256 i = 0; i < 3; i++) {
            assertTrue(token.isExcluded(locked[i].holder));
        }
        assertEq(locked[0].amount + locked[1].amount + locked[2].amount, 216_000e18);
        Vm.Log[] memory logs = vm.getRecordedLogs();
        bytes32 created = ILaunchpad.VestingCreated.selector;
        bytes32 dropped = ILaunchpad.DropCreated.selector;
        assertEq(logs[logs.length - 4].topics[0], created);
        assertEq(logs[logs.length - 3].topics[0], created);
        assertEq(logs[logs.length - 2].topics[0], dropped);
        assertEq(logs[logs.length - 1].topics[0], ILaunchpad.FixedPriceTermsSet.selector);
        terms.sale.developerSupply = uint128(2 ** 96) - SALE_SUPPLY - 216_000e18;
        modelId = registerModel("another", address(launchpad));
        vm.expectRevert();
        vm.prank(developer);
        launchpad.launch(modelId, tokenTerms(), terms.sale, terms.price, allocationTerms());
    }

    function test_Launch_FixesTheSchedulesBeforeAnybodyPays() public {
        launchWithAllocations();
        uint256 end = offering.saleTerms().end;
        assertEq(teamVesting.owner(), team);
        assertEq(teamVesting.start(), end);
        assertEq(teamVesting.cliff(), end + 180 days);
        assertEq(teamVesting.end(), end + 720 days);
        assertEq(drop.root(), ROOT);
        assertEq(drop.token(), address(token));
        assertEq(drop.end(), end + 90 days);
        assertEq(drop.unclaimedTo(), commons);
    }

    function test_Attack_InitialiseAVestingAgainOrItsImplementation() public {
        launchWithAllocations();
        VestingTerms memory mine = VestingTerms(outsider, 1, 0, 0);
        address[2] memory targets = [address(teamVesting), launchpad.vestingImplementation()];
        for (uint256 i = 0; i < 2; i++) {
            TokenVesting target = TokenVesting(payable(targets[i]));
            vm.expectRevert(Initializable.InvalidInitialization.selector);
            target.initialise(mine, 0);
            vm.expectRevert(Initializable.InvalidInitialization.selector);
            target.initialize(outsider, 0, 0);
        }
    }

    // success and failure

    function test_Start_HandsTheLockedTokensOver() public {
        launchWithAllocations();
        assertEq(token.balanceOf(address(teamVesting)), 0);
        succeed();
        assertEq(token.balanceOf(address(teamVesting)), 200_000e18);
        assertEq(token.balanceOf(address(advisorVesting)), 10_000e18);
        assertEq(token.balanceOf(address(drop)), 6000e18);
        assertEq(token.totalSupply(), SALE_SUPPLY + 216_000e18);
        assertEq(token.eligibleSupply(), SALE_SUPPLY);
    }

    function test_Failure_ReleasesNothing() public {
        launchWithAllocations();
        commit(alice, 1 ether);
        vm.warp(teamVesting.end());
        assertEq(teamVesting.releasable(address(token)), 0);
        vm.expectRevert(abi.encodeWithSelector(IContributorDrop.DropEnded.selector, drop.end()));
        drop.claim(0, ONE, 1000e18, proofOf(0));
        vm.expectRevert(IContributorDrop.DropNothingLeft.selector);
        drop.sweep();
        assertEq(token.balanceOf(address(offering)), token.totalSupply());
        offering.refund(alice);
    }

    // revenue

    function test_Revenue_IsSharedWithoutLockedTokens_AndWithReleasedOnes() public {
        launchWithAllocations();
        succeed();
        offering.claim(alice);
        offering.claim(bob);
        closePeriodWith(1 ether);
        assertEq(token.claimable(alice), 0.36 ether);
        assertEq(token.claimable(address(teamVesting)), 0);
        assertEq(token.claimable(address(drop)), 0);
        vm.warp(teamVesting.end());
        teamVesting.release(address(token));
        // A transfer out of a vesting is no grant: what closed before is not the beneficiary's.
        assertEq(token.claimable(team), 0);
        closePeriodWith(1.2 ether);
        assertEq(token.claimable(team), 0.18 ether);
        assertEq(token.eligibleSupply(), SALE_SUPPLY + 200_000e18);
    }

    // vesting

    function test_Vesting_ReleasesNothingBeforeTheCliffThenEvenly() public {
        launchWithAllocations();
        succeed();
        vm.warp(teamVesting.cliff() - 1);
        assertEq(teamVesting.releasable(address(token)), 0);
        vm.warp(teamVesting.cliff());
        assertEq(teamVesting.releasable(address(token)), 50_000e18);
        vm.prank(outsider);
        teamVesting.release(address(token));
        assertEq(token.balanceOf(team), 50_000e18);
        vm.warp(teamVesting.start() + 360 days);
        teamVesting.release(address(token));
        assertEq(token.balanceOf(team), 100_000e18);
        vm.warp(teamVesting.end());
        teamVesting.release(address(token));
        assertEq(token.balanceOf(team), 200_000e18);
        assertEq(teamVesting.released(address(token)), 200_000e18);
    }

    // drop

    function test_Drop_RevertsBeforeTheTokenStarted() public {
        launchWithAllocations();
        vm.expectRevert(abi.encodeWithSelector(IContributorDrop.DropNotFunded.selector, 1000e18));
        drop.claim(0, ONE, 1000e18, proofOf(0));
        assertFalse(drop.isClaimed(0));
    }

    function test_Drop_PaysEachEntryOnceByAnyone() public {
        launchWithAllocations();
        succeed();
        address[3] memory accounts = [ONE, TWO, THREE];
        for (uint256 i = 0; i < 3; i++) {
            uint256 amount = (i + 1) * 1000e18;
            vm.prank(outsider);
            vm.expectEmit(address(drop));
            emit IContributorDrop.Claimed(i, accounts[i], amount);
            drop.claim(i, accounts[i], amount, proofOf(i));
            assertEq(token.balanceOf(accounts[i]), amount);
            assertTrue(drop.isClaimed(i));
            vm.expectRevert(abi.encodeWithSelector(IContributorDrop.DropAlreadyClaimed.selector, i));
            drop.claim(i, accounts[i], amount, proofOf(i));
        }
    }

    function test_Drop_RevertsForAnythingThatIsNotInIt() public {
        launchWithAllocations();
        succeed();
        bytes32[] memory proof = proofOf(1);
        bytes memory bad = abi.encodeWithSelector(IContributorDrop.DropBadProof.selector, 1, TWO, 2001e18);
        vm.expectRevert(bad);
        drop.claim(1, TWO, 2001e18, proof);
        vm.expectRevert(abi.encodeWithSelector(IContributorDrop.DropBadProof.selector, 1, outsider, 2000e18));
        drop.claim(1, outsider, 2000e18, proof);
        vm.expectRevert(abi.encodeWithSelector(IContributorDrop.DropBadProof.selector, 9, TWO, 2000e18));
        drop.claim(9, TWO, 2000e18, proof);
        vm.expectRevert(abi.encodeWithSelector(IContributorDrop.DropBadProof.selector, 1, TWO, 2000e18));
        drop.claim(1, TWO, 2000e18, proofOf(0));
        vm.expectRevert(abi.encodeWithSelector(IContributorDrop.DropBadProof.selector, 1, TWO, 2000e18));
        drop.claim(1, TWO, 2000e18, new bytes32[](0));
    }

    function test_Drop_GivesWhatIsUnclaimedWhereTheTermsSay_FromItsEnd() public {
        launchWithAllocations();
        succeed();
        drop.claim(1, TWO, 2000e18, proofOf(1));
        uint256 end = drop.end();
        vm.warp(end - 1);
        vm.expectRevert(abi.encodeWithSelector(IContributorDrop.DropNotEnded.selector, end));
        drop.sweep();
        drop.claim(0, ONE, 1000e18, proofOf(0));
        vm.warp(end);
        vm.expectRevert(abi.encodeWithSelector(IContributorDrop.DropEnded.selector, end));
        drop.claim(2, THREE, 3000e18, proofOf(2));
        vm.prank(outsider);
        assertEq(drop.sweep(), 3000e18);
        assertEq(token.balanceOf(commons), 3000e18);
        vm.expectRevert(IContributorDrop.DropNothingLeft.selector);
        drop.sweep();
    }

    function test_Attack_TheImplementationOfDropsGivesNothing() public {
        launchWithAllocations();
        succeed();
        ContributorDrop implementation = ContributorDrop(launchpad.dropImplementation());
        give(address(offering), address(implementation), 1);
        vm.expectRevert();
        implementation.claim(0, ONE, 1000e18, proofOf(0));
        vm.expectRevert();
        implementation.sweep();
    }

    function test_Attack_ClaimingTheDropFirstEarnsNothingOfEarlierPeriods() public {
        launchWithAllocations();
        succeed();
        closePeriodWith(10 ether);
        drop.claim(2, THREE, 3000e18, proofOf(2));
        assertEq(token.claimable(THREE), 0);
        assertEq(token.claimableRevenue(THREE, 1), 0);
    }
}
