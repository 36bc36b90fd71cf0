// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IFixedPriceOffering} from "../../../contracts/src/offering/IFixedPriceOffering.sol";
import {ILaunchpad} from "../../../contracts/src/offering/ILaunchpad.sol";
import {Launchpad} from "../../../contracts/src/offering/Launchpad.sol";
import {IOffering} from "../../../contracts/src/offering/IOffering.sol";
import {IRevenueShareToken, TokenTerms} from "../../../contracts/src/token/IRevenueShareToken.sol";
import {CallingAsset} from "../token/assets/CallingAsset.sol";
import {FeeAsset} from "../token/assets/FeeAsset.sol";
import {FickleAsset, Mood} from "../token/assets/FickleAsset.sol";
import {PlainAsset} from "../token/assets/PlainAsset.sol";
import {RebasingAsset} from "../token/assets/RebasingAsset.sol";
import {LaunchFixture, OfferingTerms} from "./LaunchFixture.sol";
import {PermitAsset} from "./PermitAsset.sol";
import {ReenteringCommitter} from "./hostile/ReenteringCommitter.sol";

/// @notice A sale in an ERC-20: from 40,000 to 100,000 of it for a million tokens.
abstract contract AssetSaleFixture is LaunchFixture {
    uint256 internal constant UNIT = 1e18;

    PlainAsset internal currency;

    function launchIn(PlainAsset currency_) internal {
        currency = currency_;
        TokenTerms memory ofToken = tokenTerms();
        ofToken.revenueAssets = new address[](1);
        ofToken.revenueAssets[0] = address(currency);
        launch(ofToken, saleTerms());
    }

    function saleTerms() internal view returns (OfferingTerms memory terms) {
        terms = offeringTerms();
        terms.sale.currency = address(currency);
        (terms.price.softCap, terms.price.hardCap) = (uint128(40_000 * UNIT), uint128(100_000 * UNIT));
    }

    function pay(address account, uint256 amount) internal {
        currency.mint(account, amount);
        vm.startPrank(account);
        currency.approve(address(offering), amount);
        offering.commit(amount);
        vm.stopPrank();
    }

    function held() internal view returns (uint256) {
        return currency.balanceOf(address(offering));
    }
}

contract LaunchVaultTest is AssetSaleFixture {
    function setUp() public {
        deployLaunchpad();
    }

    // currency

    function test_Launch_NeedsATokenThatSharesTheCurrency() public {
        currency = new PlainAsset();
        OfferingTerms memory terms = saleTerms();
        vm.expectRevert(abi.encodeWithSelector(ILaunchpad.LaunchpadCurrencyNotShared.selector, address(currency)));
        vm.prank(developer);
        launchpad.launch(modelId, tokenTerms(), terms.sale, terms.price, allocationTerms());
    }

    function test_Launch_RefusesACurrencyThatSharesRevenueItself() public {
        launch();
        Launchpad first = launchpad;
        address[2] memory shares = [address(token), address(0)];
        deployLaunchpad();
        launch();
        shares[1] = address(token);
        modelId = registerModel("paid in shares", address(launchpad));
        TokenTerms memory ofToken = tokenTerms();
        ofToken.revenueAssets = shares_(shares);
        OfferingTerms memory terms = offeringTerms();
        for (uint256 i = 0; i < 2; i++) {
            terms.sale.currency = shares[i];
            vm.expectRevert(abi.encodeWithSelector(ILaunchpad.LaunchpadCurrencySharesRevenue.selector, shares[i]));
            vm.prank(developer);
            launchpad.launch(modelId, ofToken, terms.sale, terms.price, allocationTerms());
        }
        assertEq(launchpad.modelIdOfToken(shares[0]), 0, "made by another launchpad");
        assertGt(first.modelIdOfToken(shares[0]), 0);
        // As revenue they are welcome: what they earn in ether is the holders' again.
        terms.sale.currency = address(0);
        launch(ofToken, terms);
    }

    function shares_(address[2] memory two) private pure returns (address[] memory list) {
        list = new address[](2);
        (list[0], list[1]) = (two[0], two[1]);
    }

    function test_Launch_BoundsTheLiquidityShare() public {
        OfferingTerms memory terms = offeringTerms();
        string[2] memory rules = ["liquidityShareBasisPoints < 2000", "liquidityShareBasisPoints > 10000"];
        uint16[2] memory shares = [uint16(1999), 10_001];
        for (uint256 i = 0; i < 2; i++) {
            terms.sale.liquidityShareBasisPoints = shares[i];
            vm.expectRevert(abi.encodeWithSelector(IOffering.OfferingBadTerms.selector, rules[i]));
            vm.prank(developer);
            launchpad.launch(modelId, tokenTerms(), terms.sale, terms.price, allocationTerms());
        }
    }

    function test_AssetSale_WalksThroughItsWholeLife() public {
        launchIn(new PlainAsset());
        pay(alice, 150_000 * UNIT);
        pay(bob, 50_000 * UNIT);
        vm.prank(bob);
        offering.withdraw(10_000 * UNIT);
        assertEq(currency.balanceOf(bob), 10_000 * UNIT);
        pay(bob, 10_000 * UNIT);
        warpToEnd();
        offering.finalise();
        offering.claim(alice);
        offering.claim(bob);
        assertEq(token.balanceOf(alice), 750_000e18);
        assertEq(currency.balanceOf(alice), 75_000 * UNIT);
        assertEq(currency.balanceOf(bob), 35_000 * UNIT);
        skip(1 hours);
        assertEq(offering.withdrawRaise(), 80_000 * UNIT);
        assertEq(currency.balanceOf(developer), 80_000 * UNIT);
        offering.releaseLiquidity();
        assertEq(held(), 0);
        (,, uint256 redeemPool) = token.assetPools(address(currency));
        assertEq(redeemPool, 20_000 * UNIT);
        uint256 quarter = token.balanceOf(bob);
        vm.prank(bob);
        token.burn(quarter);
        assertEq(currency.balanceOf(bob), 40_000 * UNIT);
    }

    function test_Collect_TakesTheCurrencyOnly() public {
        launchIn(new PlainAsset());
        vm.expectRevert(abi.encodeWithSelector(IOffering.OfferingWrongValue.selector, 1, 0));
        vm.prank(alice);
        offering.commit{value: 1}(1);
        vm.prank(alice);
        vm.expectRevert();
        offering.commit(1);
        modelId = registerModel("in ether", address(launchpad));
        launch();
        vm.expectRevert(abi.encodeWithSelector(IOffering.OfferingWrongValue.selector, 1, 2));
        vm.prank(alice);
        offering.commit{value: 1}(2);
    }

    // permit

    function signed(PermitAsset asset, uint256 key, uint256 amount) internal view returns (uint8, bytes32, bytes32) {
        bytes32 permit = keccak256(
            abi.encode(
                keccak256("Permit(address owner,address spender,uint256 value,uint256 nonce,uint256 deadline)"),
                vm.addr(key),
                address(offering),
                amount,
                asset.nonces(vm.addr(key)),
                block.timestamp
            )
        );
        return vm.sign(key, keccak256(abi.encodePacked("\x19\x01", asset.DOMAIN_SEPARATOR(), permit)));
    }

    function launchWithPermits() internal returns (PermitAsset asset, address account, uint256 key) {
        asset = new PermitAsset();
        launchIn(PlainAsset(address(asset)));
        (account, key) = makeAddrAndKey("signer");
        asset.mint(account, 100);
    }

    function test_CommitWithPermit_NeedsNoApproval() public {
        (PermitAsset asset, address account, uint256 key) = launchWithPermits();
        (uint8 v, bytes32 r, bytes32 s) = signed(asset, key, 60);
        vm.prank(account);
        offering.commitWithPermit(60, block.timestamp, v, r, s);
        assertEq(offering.committed(account), 60);
        assertEq(asset.balanceOf(account), 40);
        vm.prank(account);
        vm.expectRevert();
        offering.commitWithPermit(1, block.timestamp, v, r, s);
    }

    function test_Attack_UsingThePermitFirstHarmsNothing() public {
        (PermitAsset asset, address account, uint256 key) = launchWithPermits();
        (uint8 v, bytes32 r, bytes32 s) = signed(asset, key, 60);
        vm.prank(outsider);
        asset.permit(account, address(offering), 60, block.timestamp, v, r, s);
        vm.prank(outsider);
        vm.expectRevert();
        offering.commitWithPermit(60, block.timestamp, v, r, s);
        vm.prank(account);
        offering.commitWithPermit(60, block.timestamp, v, r, s);
        assertEq(offering.committed(account), 60);
    }

    function test_CommitWithPermit_TakesNoEther() public {
        launch();
        vm.expectRevert(abi.encodeWithSelector(IOffering.OfferingWrongValue.selector, 0, 5));
        vm.prank(alice);
        offering.commitWithPermit(5, block.timestamp, 27, 0, 0);
    }

    // hostile currencies

    function test_Attack_AnAssetThatKeepsAFeeIsRefused() public {
        launchIn(new FeeAsset());
        currency.mint(alice, 100 * UNIT);
        vm.startPrank(alice);
        currency.approve(address(offering), 100 * UNIT);
        vm.expectRevert(abi.encodeWithSelector(IOffering.OfferingWrongReceipt.selector, 99 * UNIT, 100 * UNIT));
        offering.commit(100 * UNIT);
    }

    function test_Attack_AReenteredCollectionCountsNothingTwice() public {
        CallingAsset asset = new CallingAsset();
        launchIn(asset);
        ReenteringCommitter buyer = new ReenteringCommitter(offering, asset);
        asset.mint(address(buyer), 100 * UNIT);
        buyer.commit(10 * UNIT);
        asset.watch(address(buyer));
        for (uint256 i = 0; i < 4; i++) {
            buyer.enterBy(i);
            vm.expectRevert();
            buyer.commit(10 * UNIT);
        }
        assertEq(offering.totalCommitted(), 10 * UNIT);
        assertEq(held(), 10 * UNIT);
    }

    function test_Attack_ABlacklistedBuyerGetsItsTokensAndBlocksNobody() public {
        FickleAsset asset = new FickleAsset();
        launchIn(asset);
        pay(alice, 150_000 * UNIT);
        pay(bob, 50_000 * UNIT);
        warpToEnd();
        offering.finalise();
        asset.refuse(alice);
        offering.claim(alice);
        assertEq(token.balanceOf(alice), 750_000e18);
        assertEq(offering.refundOwed(alice), 75_000 * UNIT);
        offering.claim(bob);
        vm.expectPartialRevert(IOffering.OfferingPaymentFailed.selector);
        offering.refund(alice);
        vm.prank(alice);
        offering.refundTo(carol);
        assertEq(currency.balanceOf(carol), 75_000 * UNIT);
        assertEq(offering.refundOwed(alice), 0);
    }

    function test_Attack_ABlacklistedDeveloperIsPaidElsewhere_ByItselfOnly() public {
        FickleAsset asset = new FickleAsset();
        launchIn(asset);
        pay(alice, 100_000 * UNIT);
        warpToEnd();
        offering.finalise();
        asset.refuse(developer);
        skip(1 hours);
        vm.expectPartialRevert(IOffering.OfferingPaymentFailed.selector);
        offering.withdrawRaise();
        vm.expectRevert(abi.encodeWithSelector(IOffering.OfferingNotDeveloper.selector, outsider));
        vm.prank(outsider);
        offering.withdrawRaiseTo(outsider);
        vm.startPrank(developer);
        skip(1 hours);
        assertEq(offering.withdrawRaiseTo(carol), 80_000 * UNIT);
        vm.expectRevert(IOffering.OfferingNothingLeft.selector);
        offering.withdrawRaiseTo(carol);
        assertEq(currency.balanceOf(carol), 80_000 * UNIT);
    }

    function test_Attack_ACurrencyThatFailsInEveryWayLosesNobodysMoney() public {
        Mood[5] memory moods =
            [Mood.Reverts, Mood.ReturnsFalse, Mood.ReturnsGarbage, Mood.BurnsAllGas, Mood.ReturnsMuch];
        for (uint256 i = 0; i < moods.length; i++) {
            modelId = registerModel(string(abi.encodePacked("model", i)), address(launchpad));
            FickleAsset asset = new FickleAsset();
            launchIn(asset);
            pay(alice, 200_000 * UNIT);
            warpToEnd();
            offering.finalise();
            asset.setMood(moods[i]);
            offering.claim(alice);
            assertEq(offering.refundOwed(alice), 100_000 * UNIT);
            skip(1 hours);
            vm.expectPartialRevert(IOffering.OfferingPaymentFailed.selector);
            offering.withdrawRaise();
            asset.setMood(i % 2 == 0 ? Mood.Well : Mood.ReturnsNothing);
            offering.refund(alice);
            skip(1 hours);
            offering.withdrawRaise();
            offering.releaseLiquidity();
            assertEq(held(), 0);
        }
    }

    function test_Attack_AShrinkingCurrencyHarmsTheLastOnly() public {
        RebasingAsset asset = new RebasingAsset();
        launchIn(asset);
        pay(alice, 10_000 * UNIT);
        pay(bob, 10_000 * UNIT);
        asset.rebase(75);
        warpToEnd();
        offering.refund(alice);
        vm.expectPartialRevert(IOffering.OfferingPaymentFailed.selector);
        offering.refund(bob);
        asset.mint(address(offering), 10_000 * UNIT);
        offering.refund(bob);
    }

    function test_Attack_CurrencySentPlainlyReachesNoCap() public {
        launchIn(new PlainAsset());
        pay(alice, 39_999 * UNIT);
        currency.mint(address(offering), 100_000 * UNIT);
        warpToEnd();
        vm.expectPartialRevert(IOffering.OfferingNotSucceeded.selector);
        offering.finalise();
        offering.refund(alice);
    }

    function test_Attack_AFlashLoanTakesNothing() public {
        launchIn(new PlainAsset());
        pay(alice, 100_000 * UNIT);
        // Borrowed, committed, withdrawn and given back: all in one transaction.
        uint256 before = held();
        pay(bob, 1_000_000_000 * UNIT);
        vm.prank(bob);
        offering.withdraw(1_000_000_000 * UNIT);
        assertEq(held(), before);
        vm.warp(offering.cutOff());
        pay(bob, 1_000_000_000 * UNIT);
        vm.expectPartialRevert(IOffering.OfferingCommitmentsBind.selector);
        vm.prank(bob);
        offering.withdraw(1);
    }

    // liquidity without a locker

    function test_ReleaseLiquidity_FeedsRedemptionAtOnceWhereThereIsNoLocker() public {
        launch();
        commit(alice, 50 ether);
        warpToEnd();
        vm.expectRevert(IOffering.OfferingNotFinalised.selector);
        offering.releaseLiquidity();
        offering.finalise();
        assertEq(offering.finalisedAt(), block.timestamp);
        assertEq(offering.liquiditySupply(), 0);
        (uint256 tokens, uint256 amount) = offering.liquidity();
        assertEq(tokens, 0);
        assertEq(amount, 10 ether);
        vm.expectRevert(IOffering.OfferingNoLocker.selector);
        offering.seedLiquidity();
        vm.expectEmit(address(token));
        emit IRevenueShareToken.RedemptionFunded(address(offering), address(0), 10 ether);
        vm.prank(outsider);
        offering.releaseLiquidity();
        assertTrue(offering.liquiditySettled());
        assertEq(token.redeemPoolWei(), 10 ether);
        vm.expectRevert(IOffering.OfferingNothingLeft.selector);
        offering.releaseLiquidity();
        // A developer that had bought everything itself gets back only its part of this.
        offering.claim(alice);
        assertEq(token.redeemableOnBurn(token.balanceOf(alice)), 10 ether);
    }

    function test_ReleaseLiquidity_AWholeShareLeavesTheDeveloperNothing() public {
        OfferingTerms memory terms = offeringTerms();
        terms.sale.liquidityShareBasisPoints = 10_000;
        launch(tokenTerms(), terms);
        commit(alice, 50 ether);
        warpToEnd();
        offering.finalise();
        vm.expectRevert(IOffering.OfferingNothingLeft.selector);
        offering.withdrawRaise();
        offering.releaseLiquidity();
        assertEq(token.redeemPoolWei(), 50 ether);
    }

    // the token's side

    function test_FundRedemption_RevertsBeforeTheStartAndForUnknownAssets() public {
        launch();
        vm.expectRevert(IRevenueShareToken.RevenueShareLaunchNotSucceeded.selector);
        token.fundRedemption{value: 1}(address(0), 1);
        sellEverythingTo(alice);
        address unknown = address(new PlainAsset());
        vm.expectRevert(abi.encodeWithSelector(IRevenueShareToken.RevenueShareAssetUnknown.selector, unknown));
        token.fundRedemption(unknown, 1);
        token.fundRedemption{value: 5}(address(0), 7);
        assertEq(token.redeemPoolWei(), 5);
    }

    function test_FundRedemption_InAnAssetTakesNoEther() public {
        launchIn(new PlainAsset());
        pay(alice, 100_000 * UNIT);
        warpToEnd();
        offering.finalise();
        offering.claim(alice);
        currency.mint(outsider, 7);
        vm.startPrank(outsider);
        currency.approve(address(token), 7);
        vm.expectRevert(abi.encodeWithSelector(IRevenueShareToken.RevenueShareEtherNotTaken.selector, 1));
        token.fundRedemption{value: 1}(address(currency), 7);
        token.fundRedemption(address(currency), 7);
        assertEq(token.sync(), 0);
        (,, uint256 redeemPool) = token.assetPools(address(currency));
        assertEq(redeemPool, 7);
    }

    function test_ReleaseLiquidity_TakesTheWholeOfTheLargestRaise() public {
        currency = new PlainAsset();
        OfferingTerms memory terms = saleTerms();
        terms.sale.liquidityShareBasisPoints = 10_000;
        terms.price.hardCap = type(uint120).max;
        terms.price.softCap = type(uint120).max;
        TokenTerms memory ofToken = tokenTerms();
        ofToken.revenueAssets = new address[](1);
        ofToken.revenueAssets[0] = address(currency);
        launch(ofToken, terms);
        pay(alice, type(uint120).max);
        warpToEnd();
        offering.finalise();
        offering.releaseLiquidity();
        (,, uint256 redeemPool) = token.assetPools(address(currency));
        assertEq(redeemPool, type(uint120).max);
    }

    function test_Discard_LeavesTheRedemptionToTheOthers() public {
        launch();
        sellEverythingTo(alice);
        give(alice, bob, 500_000e18);
        token.fundRedemption{value: 8 ether}(address(0), 0);
        uint256 before = bob.balance;
        vm.prank(bob);
        token.discard(250_000e18);
        assertEq(bob.balance, before);
        assertEq(token.totalSupply(), 750_000e18);
        assertEq(token.redeemPoolWei(), 8 ether);
        assertEq(token.redeemableOnBurn(750_000e18), 8 ether);
    }
}
