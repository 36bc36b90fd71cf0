// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {Initializable} from "@openzeppelin/contracts/proxy/utils/Initializable.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {IERC20Permit} from "@openzeppelin/contracts/token/ERC20/extensions/IERC20Permit.sol";
import {IERC20Errors} from "@openzeppelin/contracts/interfaces/draft-IERC6093.sol";
import {IERC165} from "@openzeppelin/contracts/utils/introspection/IERC165.sol";
import {IERC7641} from "../../../contracts/src/token/IERC7641.sol";
import {IRevenueShareToken, TokenTerms} from "../../../contracts/src/token/IRevenueShareToken.sol";
import {RevenueShareToken} from "../../../contracts/src/token/RevenueShareToken.sol";
import {LaunchFixture, OfferingTerms} from "../offering/LaunchFixture.sol";

contract RevenueShareTokenTest is LaunchFixture {
    function setUp() public {
        deployLaunchpad();
    }

    function circulate() internal {
        launch();
        sellEverythingTo(alice);
    }

    /// @dev Alice 70%, Bob 30%.
    function circulateAmongTwo() internal {
        circulate();
        give(alice, bob, 300_000e18);
    }

    function nothingToClaim(address account) internal {
        vm.expectRevert(abi.encodeWithSelector(IRevenueShareToken.RevenueShareNothingToClaim.selector, account));
    }

    // initialise

    function test_Initialise_MintsEverythingToTheExcludedVault() public {
        launch();
        assertEq(token.totalSupply(), SALE_SUPPLY);
        assertEq(token.balanceOf(address(offering)), SALE_SUPPLY);
        assertTrue(token.isExcluded(address(offering)));
        assertEq(token.eligibleSupply(), SALE_SUPPLY);
        assertEq(token.vault(), address(offering));
        assertEq(token.creator(), developer);
        assertEq(token.name(), "Digits Revenue");
        assertEq(token.symbol(), "DIGIT");
        assertEq(token.decimals(), 18);
        assertEq(token.periodSeconds(), PERIOD);
        assertEq(token.holderShareBps(), 9000);
        assertEq(token.periodEnd(), 0);
        assertEq(token.lastClosedPeriod(), 0);
    }

    function test_Initialise_RevertsOnTheImplementationAndTwice() public {
        launch();
        RevenueShareToken implementation = RevenueShareToken(payable(launchpad.tokenImplementation()));
        vm.expectRevert(Initializable.InvalidInitialization.selector);
        implementation.initialise(tokenTerms(), 1, new address[](0));
        vm.expectRevert(Initializable.InvalidInitialization.selector);
        token.initialise(tokenTerms(), 1, new address[](0));
    }

    function expectBadTerms(TokenTerms memory terms, string memory rule) internal {
        vm.expectRevert(abi.encodeWithSelector(IRevenueShareToken.RevenueShareBadTerms.selector, rule));
        vm.prank(developer);
        launchpad.launch(modelId, terms, offeringTerms().sale, offeringTerms().price, allocationTerms());
    }

    function test_Initialise_RevertsOnBadTerms() public {
        TokenTerms memory terms = tokenTerms();
        terms.name = "";
        expectBadTerms(terms, "name not 1 to 64 bytes");
        terms.name = "12345678901234567890123456789012345678901234567890123456789012345";
        expectBadTerms(terms, "name not 1 to 64 bytes");
        terms = tokenTerms();
        terms.symbol = "";
        expectBadTerms(terms, "symbol not 1 to 16 bytes");
        terms.symbol = "12345678901234567";
        expectBadTerms(terms, "symbol not 1 to 16 bytes");
        terms = tokenTerms();
        terms.periodSeconds = 1 hours - 1;
        expectBadTerms(terms, "periodSeconds < 1 hour");
        terms.periodSeconds = 30 days + 1;
        expectBadTerms(terms, "periodSeconds > 30 days");
        terms = tokenTerms();
        terms.holderShareBps = 10_001;
        expectBadTerms(terms, "holderShareBps > 10000");
    }

    function test_Initialise_TakesTermsAtTheirBounds() public {
        TokenTerms memory terms = TokenTerms({
            name: "1234567890123456789012345678901234567890123456789012345678901234",
            symbol: "1234567890123456",
            periodSeconds: 30 days,
            holderShareBps: 10_000,
            revenueAssets: new address[](0)
        });
        launch(terms, offeringTerms());
        assertEq(token.name(), terms.name);
        assertEq(token.symbol(), terms.symbol);
    }

    // start

    function test_Start_RevertsWhileTheLaunchIsUndecided() public {
        launch();
        commit(alice, SOFT_CAP);
        vm.expectRevert(IRevenueShareToken.RevenueShareLaunchNotSucceeded.selector);
        token.start();
        warpToEnd();
        vm.expectRevert(IRevenueShareToken.RevenueShareLaunchNotSucceeded.selector);
        token.start();
    }

    function test_Start_RevertsAfterAFailedLaunch() public {
        launch();
        warpToEnd();
        vm.expectRevert(IRevenueShareToken.RevenueShareLaunchNotSucceeded.selector);
        token.start();
    }

    function test_Start_BurnsTheUnsoldAndBeginsAWholePeriod() public {
        launch();
        commit(alice, SOFT_CAP);
        depositRevenue(1 ether);
        warpToEnd();
        offering.finalise();

        vm.prank(outsider);
        vm.expectEmit(address(token));
        emit IRevenueShareToken.Started(block.timestamp);
        token.start();
        assertEq(token.totalSupply(), SALE_SUPPLY * 2 / 5);
        assertEq(token.periodEnd(), block.timestamp + PERIOD);
        assertEq(token.pendingWei(), 1 ether);
        vm.expectRevert(IRevenueShareToken.RevenueShareAlreadyStarted.selector);
        token.start();
        // The offering's own steps still work.
        offering.claim(alice);
        assertEq(token.balanceOf(alice), SALE_SUPPLY * 2 / 5);
    }

    function test_Start_SharesEarlierDepositsWithTheFirstPeriod() public {
        launch();
        depositRevenue(1 ether);
        sellEverythingTo(alice);
        assertEq(token.claimable(alice), 0);
        warpPeriods(1);
        assertEq(token.claimable(alice), 0.9 ether);
        assertEq(token.redeemPoolWei(), 0.1 ether);
    }

    // deposit

    function test_Deposit_RevertsOnZero() public {
        launch();
        vm.expectRevert(IRevenueShareToken.RevenueShareZeroAmount.selector);
        token.deposit();
    }

    function test_Deposit_RevertsOnTheImplementation() public {
        RevenueShareToken implementation = RevenueShareToken(payable(launchpad.tokenImplementation()));
        vm.expectRevert(IRevenueShareToken.RevenueShareNotInitialised.selector);
        implementation.deposit{value: 1}();
    }

    function test_Deposit_PlainTransferIsTheSame() public {
        circulate();
        vm.prank(outsider);
        vm.expectEmit(address(token));
        emit IRevenueShareToken.RevenueDeposited(outsider, 2 ether);
        (bool ok,) = address(token).call{value: 2 ether}("");
        assertTrue(ok);
        assertEq(token.pendingWei(), 2 ether);
    }

    function test_Deposit_ClosesADuePeriodFirst() public {
        circulate();
        depositRevenue(1 ether);
        warpPeriods(1);
        vm.expectEmit(address(token));
        emit IRevenueShareToken.PeriodClosed(1, 0.9 ether, 0.1 ether, SALE_SUPPLY);
        depositRevenue(5 ether);
        assertEq(token.pendingWei(), 5 ether);
        assertEq(token.claimable(alice), 0.9 ether);
    }

    // sync

    function test_Sync_AddsForcedEtherToTheRunningPeriod() public {
        circulate();
        depositRevenue(1 ether);
        vm.deal(address(token), address(token).balance + 3 ether);
        assertEq(token.pendingWei(), 1 ether);
        warpPeriods(1);
        assertEq(token.sync(), 3 ether);
        assertEq(token.lastClosedPeriod(), 1);
        assertEq(token.pendingWei(), 3 ether);
        assertEq(token.sync(), 0);
    }

    // closing

    function test_Close_DoesNothingBeforeTheBoundary() public {
        circulate();
        depositRevenue(1 ether);
        vm.warp(token.periodEnd() - 1);
        assertEq(token.snapshot(), 0);
        vm.warp(token.periodEnd());
        assertEq(token.snapshot(), 1);
    }

    function test_Close_LetsAnEmptyPeriodRunOn() public {
        circulate();
        uint256 end = token.periodEnd();
        vm.warp(end + 5 * PERIOD + 7);
        assertEq(token.periodEnd(), end + 6 * PERIOD);
        assertEq(token.snapshot(), 0);
        assertEq(token.periodEnd(), end + 6 * PERIOD);
        closePeriodWith(1 ether);
        assertEq(token.lastClosedPeriod(), 1);
    }

    function test_Close_CarriesRevenueOverWhileNobodyShares() public {
        circulate();
        vm.prank(alice);
        token.excludeSelf();
        closePeriodWith(1 ether);
        assertEq(token.lastClosedPeriod(), 0);
        assertEq(token.pendingWei(), 1 ether);
        give(alice, bob, 1e18);
        warpPeriods(1);
        assertEq(token.claimable(bob), 0.9 ether);
    }

    function test_Close_CoversAllMissedBoundariesWithTheBalancesOfTheFirst() public {
        circulateAmongTwo();
        depositRevenue(1 ether);
        uint256 end = token.periodEnd();
        vm.warp(end + 2 * PERIOD + 1);
        give(bob, alice, 300_000e18);
        assertEq(token.lastClosedPeriod(), 1);
        assertEq(token.periodEnd(), end + 3 * PERIOD);
        assertEq(token.claimable(bob), 0.27 ether);
        assertEq(token.claimable(alice), 0.63 ether);
    }

    function test_Close_SharesWithTokensThatStillLieInTheVault() public {
        launch();
        commit(alice, 30 ether);
        commit(bob, 70 ether);
        warpToEnd();
        offering.finalise();
        offering.claim(alice);
        closePeriodWith(10 ether);
        assertEq(token.claimable(alice), 2.7 ether);
        assertEq(token.redeemPoolWei(), 1 ether);
        assertEq(token.pendingWei(), 0);
        assertEq(token.claimable(address(offering)), 0);
        closePeriodWith(20 ether);
        offering.claim(bob);
        assertEq(token.claimable(bob), 0.7 * 27 ether);
        assertEq(token.claimableRevenue(bob, 1), 0.7 * 9 ether);
        assertEq(token.claimableRevenue(bob, 2), 0.7 * 18 ether);
        closePeriodWith(10 ether);
        assertEq(token.claimable(alice), 0.3 * 36 ether);
        assertEq(token.claimable(bob), 0.7 * 36 ether);
    }

    function test_Grant_AddsToWhatTheAccountHadBought_AndIsPaidOnce() public {
        launch();
        commit(alice, 30 ether);
        commit(bob, 70 ether);
        warpToEnd();
        offering.finalise();
        offering.claim(alice);
        give(alice, bob, 100_000e18);
        closePeriodWith(10 ether);
        vm.prank(bob);
        token.claim(1);
        // Of period 1 bob was paid for the tenth that he held; the grant adds 70% of the period.
        offering.claim(bob);
        assertEq(token.claimableRevenue(bob, 1), 0);
        assertEq(token.claimFor(bob), 6.3 ether);
        vm.expectRevert(abi.encodeWithSelector(IRevenueShareToken.RevenueShareNothingToClaim.selector, bob));
        token.claimFor(bob);
        assertEq(token.claimFor(alice), 1.8 ether);
        assertEq(token.claimPoolWei(), 0);
    }

    function test_Grant_ToAnAccountThatExcludedItselfEndsWithTheGrant() public {
        launch();
        commit(alice, 30 ether);
        commit(bob, 70 ether);
        warpToEnd();
        offering.finalise();
        offering.claim(alice);
        vm.prank(bob);
        token.excludeSelf();
        closePeriodWith(10 ether);
        offering.claim(bob);
        closePeriodWith(10 ether);
        assertEq(token.claimable(bob), 6.3 ether);
        assertEq(token.claimable(alice), 2.7 ether + 9 ether);
        assertEq(token.eligibleSupply(), token.balanceOf(alice));
    }

    function test_Start_BurnsASingleUnsoldBaseUnit() public {
        OfferingTerms memory terms = offeringTerms();
        terms.sale.saleSupply = uint128(terms.price.hardCap);
        launch(tokenTerms(), terms);
        commit(alice, terms.price.hardCap - 1);
        warpToEnd();
        offering.finalise();
        offering.burnUnsold();
        assertEq(token.totalSupply(), terms.sale.saleSupply - 1);
    }

    function test_TransferFrom_OfNothingByAStrangerRecordsNothing() public {
        circulateAmongTwo();
        closePeriodWith(1 ether);
        vm.record();
        vm.prank(outsider);
        token.transferFrom(alice, alice, 0);
        (, bytes32[] memory writes) = vm.accesses(address(token));
        // The allowance of zero is written back by OpenZeppelin's ERC-20 or not at all; no history is.
        assertLe(writes.length, 1);
    }

    function test_Close_IsNotHeldBackByBaseUnitsThatRoundingLeftInTheVault() public {
        OfferingTerms memory terms = offeringTerms();
        terms.price.hardCap = 99 ether;
        terms.sale.saleSupply = 1_000_000e18 + 1;
        launch(tokenTerms(), terms);
        commit(alice, 33 ether);
        commit(bob, 33 ether);
        commit(carol, 33 ether + 1);
        warpToEnd();
        offering.finalise();
        offering.claim(alice);
        offering.claim(bob);
        offering.claim(carol);
        assertGt(token.balanceOf(address(offering)), 0);
        closePeriodWith(1 ether);
        assertEq(token.pendingWei(), 0);
        (uint256 revenueWei,) = token.period(1);
        assertEq(revenueWei, 0.9 ether);
    }

    function test_Close_RecordsRevenueAndSupplyOfEachPeriod() public {
        circulateAmongTwo();
        closePeriodWith(1 ether);
        vm.prank(bob);
        token.burn(100_000e18);
        closePeriodWith(2 ether);
        closePeriodWith(3 ether);
        depositRevenue(4 ether);
        vm.prank(bob);
        token.burn(100_000e18);
        warpPeriods(1);
        uint256[4] memory supplies = [uint256(1_000_000e18), 900_000e18, 900_000e18, 800_000e18];
        for (uint256 id = 1; id <= 4; id++) {
            (uint256 revenueWei, uint256 supply) = token.period(id);
            assertEq(revenueWei, id * 0.9 ether);
            assertEq(supply, supplies[id - 1]);
        }
        (uint256 none, uint256 nobody) = token.period(5);
        assertEq(none + nobody, 0);
        (none, nobody) = token.period(0);
        assertEq(none + nobody, 0);
    }

    // claim

    function test_Claim_PaysTheExactShareOfThatPeriod() public {
        circulateAmongTwo();
        closePeriodWith(1 ether);
        closePeriodWith(2 ether);
        assertEq(token.claimableRevenue(bob, 1), 0.27 ether);
        assertEq(token.claimableRevenue(bob, 2), 0.54 ether);
        uint256 before = bob.balance;
        vm.expectEmit(address(token));
        emit IRevenueShareToken.RevenueClaimed(bob, 2, 0.54 ether);
        vm.prank(bob);
        token.claim(2);
        assertEq(bob.balance - before, 0.54 ether);
        assertEq(token.claimableRevenue(bob, 2), 0);
        assertEq(token.claimable(bob), 0.27 ether);
    }

    function test_Claim_RevertsWhenThePeriodIsNotClosed() public {
        circulate();
        closePeriodWith(1 ether);
        uint256[3] memory ids = [uint256(0), 2, type(uint256).max];
        for (uint256 i = 0; i < ids.length; i++) {
            vm.expectRevert(abi.encodeWithSelector(IRevenueShareToken.RevenueSharePeriodNotClosed.selector, ids[i], 1));
            vm.prank(alice);
            token.claim(ids[i]);
            assertEq(token.claimableRevenue(alice, ids[i]), 0);
        }
    }

    function test_Claim_RevertsWhenPaidOrNeverEarned() public {
        circulate();
        closePeriodWith(1 ether);
        closePeriodWith(1 ether);
        vm.startPrank(alice);
        token.claim(1);
        nothingToClaim(alice);
        token.claim(1);
        token.claimAll();
        nothingToClaim(alice);
        token.claim(2);
        vm.stopPrank();
        nothingToClaim(carol);
        vm.prank(carol);
        token.claim(1);
    }

    function test_Claim_PaysEachOf200OpenPeriodsOnce() public {
        circulate();
        for (uint256 i = 0; i < 200; i++) {
            closePeriodWith(1 ether);
        }
        vm.startPrank(alice);
        uint256[6] memory ids = [uint256(97), 96, 200, 1, 98, 150];
        for (uint256 i = 0; i < ids.length; i++) {
            token.claim(ids[i]);
            assertEq(token.claimableRevenue(alice, ids[i]), 0);
            nothingToClaim(alice);
            token.claim(ids[i]);
        }
        assertEq(token.claimAll(), 194 * 0.9 ether);
        nothingToClaim(alice);
        token.claim(99);
        vm.stopPrank();
        closePeriodWith(1 ether);
        vm.prank(alice);
        token.claim(201);
        nothingToClaim(alice);
        token.claimFor(alice);
    }

    // claimAll, claimFor

    function test_ClaimAll_PaysWhatSingleClaimsLeft() public {
        circulateAmongTwo();
        closePeriodWith(1 ether);
        give(bob, carol, 100_000e18);
        closePeriodWith(1 ether);
        closePeriodWith(1 ether);
        vm.startPrank(bob);
        token.claim(2);
        assertEq(token.claimAll(), 0.27 ether + 0.18 ether);
        nothingToClaim(bob);
        token.claimAll();
        vm.stopPrank();
        assertEq(token.claimable(carol), 0.18 ether);
    }

    function test_ClaimFor_PaysTheAccountWhoeverCalls() public {
        circulateAmongTwo();
        closePeriodWith(1 ether);
        uint256 before = bob.balance;
        vm.prank(outsider);
        assertEq(token.claimFor(bob), 0.27 ether);
        assertEq(bob.balance - before, 0.27 ether);
        nothingToClaim(bob);
        token.claimFor(bob);
        nothingToClaim(address(offering));
        token.claimFor(address(offering));
    }

    // burn

    function test_Burn_PaysItsShareAndKeepsClosedPeriods() public {
        circulateAmongTwo();
        closePeriodWith(1 ether);
        depositRevenue(1 ether);
        assertEq(token.redeemableOnBurn(300_000e18), 0.03 ether);
        uint256 before = bob.balance;
        vm.expectEmit(address(token));
        emit IRevenueShareToken.Redeemed(bob, 300_000e18, 0.03 ether);
        vm.prank(bob);
        token.burn(300_000e18);
        assertEq(bob.balance - before, 0.03 ether);
        assertEq(token.claimable(bob), 0.27 ether);
        warpPeriods(1);
        assertEq(token.claimable(bob), 0.27 ether);
        assertEq(token.claimable(alice), 0.63 ether + 0.9 ether);
    }

    function test_Burn_OfTheWholeSupplyPaysTheWholePool() public {
        circulateAmongTwo();
        closePeriodWith(1 ether + 1);
        vm.prank(bob);
        token.burn(300_000e18);
        vm.prank(alice);
        token.burn(700_000e18);
        assertEq(token.redeemPoolWei(), 0);
        assertEq(token.totalSupply(), 0);
        assertEq(token.redeemableOnBurn(0), 0);
        assertEq(token.claimFor(alice) + token.claimFor(bob), 0.9 ether);
    }

    function test_Burn_RevertsOnZeroAndAboveTheBalance() public {
        circulate();
        vm.startPrank(alice);
        vm.expectRevert(IRevenueShareToken.RevenueShareZeroAmount.selector);
        token.burn(0);
        vm.expectRevert(
            abi.encodeWithSelector(
                IERC20Errors.ERC20InsufficientBalance.selector, alice, SALE_SUPPLY, type(uint256).max
            )
        );
        token.burn(type(uint256).max);
    }

    // excludeSelf

    function test_ExcludeSelf_KeepsClosedPeriodsAndRedemptionOnly() public {
        circulateAmongTwo();
        closePeriodWith(1 ether);
        depositRevenue(1 ether);
        vm.startPrank(bob);
        vm.expectEmit(address(token));
        emit IRevenueShareToken.Excluded(bob);
        token.excludeSelf();
        token.excludeSelf();
        vm.stopPrank();
        warpPeriods(1);
        assertEq(token.claimable(bob), 0.27 ether);
        assertEq(token.claimableRevenue(bob, 1), 0.27 ether);
        assertEq(token.claimableRevenue(bob, 2), 0);
        assertEq(token.claimable(alice), 0.63 ether + 0.9 ether);
        assertEq(token.eligibleSupply(), 700_000e18);
        assertEq(token.totalSupply(), 1_000_000e18);
        assertEq(token.redeemableOnBurn(300_000e18), 0.06 ether);
        vm.prank(bob);
        token.burn(300_000e18);
        assertEq(token.totalSupply(), 700_000e18);
    }

    function test_ExcludeSelf_CountsWhatComesAndGoes() public {
        circulateAmongTwo();
        vm.prank(bob);
        token.excludeSelf();
        give(alice, bob, 50_000e18);
        assertEq(token.eligibleSupply(), 650_000e18);
        give(bob, carol, 350_000e18);
        assertEq(token.eligibleSupply(), 1_000_000e18);
        closePeriodWith(1 ether);
        assertEq(token.claimable(carol), 0.315 ether);
        assertEq(token.claimable(bob), 0);
    }

    // returnDeposits

    function test_ReturnDeposits_PaysTheCreatorAfterAFailure() public {
        launch();
        depositRevenue(2 ether);
        vm.expectRevert(IRevenueShareToken.RevenueShareLaunchNotFailed.selector);
        token.returnDeposits();
        warpToEnd();
        uint256 before = developer.balance;
        vm.prank(outsider);
        token.returnDeposits();
        assertEq(developer.balance - before, 2 ether);
        vm.expectRevert(IRevenueShareToken.RevenueShareZeroAmount.selector);
        token.returnDeposits();
        // What comes later can be returned later.
        depositRevenue(1 ether);
        token.returnDeposits();
        assertEq(address(token).balance, 0);
    }

    function test_ReturnDeposits_RevertsAfterASuccess() public {
        circulate();
        depositRevenue(1 ether);
        vm.expectRevert(IRevenueShareToken.RevenueShareLaunchNotFailed.selector);
        token.returnDeposits();
    }

    // ERC-20, ERC-2612, ERC-165

    function test_Transfer_ToTheVaultReverts() public {
        circulate();
        vm.expectRevert(abi.encodeWithSelector(IERC20Errors.ERC20InvalidReceiver.selector, address(offering)));
        vm.prank(alice);
        token.transfer(address(offering), 1);
    }

    function test_Transfer_AboveTheBalanceReverts() public {
        circulate();
        vm.expectRevert(abi.encodeWithSelector(IERC20Errors.ERC20InsufficientBalance.selector, bob, 0, 1));
        vm.prank(bob);
        token.transfer(alice, 1);
    }

    function test_Transfer_ToSelfChangesNothing() public {
        circulate();
        closePeriodWith(1 ether);
        give(alice, alice, 5e18);
        assertEq(token.balanceOf(alice), SALE_SUPPLY);
        closePeriodWith(1 ether);
        assertEq(token.claimable(alice), 1.8 ether);
    }

    function test_Permit_ApprovesOnceBySignature() public {
        circulate();
        (address owner, uint256 key) = makeAddrAndKey("owner");
        give(alice, owner, 10e18);
        bytes32 digest = keccak256(
            abi.encodePacked(
                "\x19\x01",
                keccak256(
                    abi.encode(
                        keccak256("EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)"),
                        keccak256("Digits Revenue"),
                        keccak256("1"),
                        block.chainid,
                        address(token)
                    )
                ),
                keccak256(
                    abi.encode(
                        keccak256("Permit(address owner,address spender,uint256 value,uint256 nonce,uint256 deadline)"),
                        owner,
                        bob,
                        4e18,
                        0,
                        block.timestamp
                    )
                )
            )
        );
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(key, digest);
        token.permit(owner, bob, 4e18, block.timestamp, v, r, s);
        vm.prank(bob);
        token.transferFrom(owner, bob, 4e18);
        assertEq(token.balanceOf(bob), 4e18);
        vm.expectPartialRevert(bytes4(keccak256("ERC2612InvalidSigner(address,address)")));
        token.permit(owner, bob, 4e18, block.timestamp, v, r, s);
    }

    function test_SupportsInterface() public {
        launch();
        assertTrue(token.supportsInterface(type(IERC7641).interfaceId));
        assertTrue(token.supportsInterface(type(IERC20).interfaceId));
        assertTrue(token.supportsInterface(type(IERC20Permit).interfaceId));
        // IERC20Metadata: name, symbol, decimals.
        assertTrue(token.supportsInterface(0xa219a025));
        assertTrue(token.supportsInterface(type(IERC165).interfaceId));
        assertFalse(token.supportsInterface(0xffffffff));
    }
}
