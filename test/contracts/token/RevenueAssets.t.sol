// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {SaleKind} from "../../../contracts/src/offering/ILaunchpad.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {IERC20Errors} from "@openzeppelin/contracts/interfaces/draft-IERC6093.sol";
import {IERC7641AltRevToken} from "../../../contracts/src/token/IERC7641AltRevToken.sol";
import {IRevenueShareToken, TokenTerms} from "../../../contracts/src/token/IRevenueShareToken.sol";
import {AssetFixture} from "./assets/AssetFixture.sol";
import {PlainAsset} from "./assets/PlainAsset.sol";

contract RevenueAssetsTest is AssetFixture {
    PlainAsset private dollar = new PlainAsset();
    PlainAsset private euro = new PlainAsset();

    function setUp() public {
        assets.push(dollar);
        assets.push(euro);
        deployLaunchpad();
    }

    // terms

    function expectBadAssets(TokenTerms memory terms, string memory rule) internal {
        vm.expectRevert(abi.encodeWithSelector(IRevenueShareToken.RevenueShareBadTerms.selector, rule));
        vm.prank(developer);
        launchpad.launch(modelId, terms, offeringTerms().sale, offeringTerms().price, allocationTerms());
    }

    function test_Terms_RevertsOnBadAssets() public {
        TokenTerms memory terms = tokenTerms();
        terms.revenueAssets = new address[](5);
        expectBadAssets(terms, "more than 4 revenueAssets");
        terms.revenueAssets = new address[](1);
        expectBadAssets(terms, "revenueAsset is no other contract");
        (terms.revenueAssets[0],) = launchpad.predictLaunch(modelId, SaleKind.FixedPrice);
        expectBadAssets(terms, "revenueAsset is no other contract");
        terms.revenueAssets = new address[](2);
        terms.revenueAssets[0] = terms.revenueAssets[1] = address(euro);
        expectBadAssets(terms, "revenueAsset given twice");
    }

    function test_Terms_TellsTheAssetsInTheirOrder() public {
        circulate();
        address[] memory told = token.revenueAssets();
        assertEq(told.length, 2);
        assertEq(told[0], address(dollar));
        assertEq(told[1], address(euro));
        assertTrue(token.supportsInterface(type(IERC7641AltRevToken).interfaceId));
        assertEq(
            type(IERC7641AltRevToken).interfaceId,
            bytes4(keccak256("claimableERC20(address,uint256,address)"))
                ^ bytes4(keccak256("redeemableERC20OnBurn(uint256,address)"))
        );
    }

    // deposit

    function test_Deposit_RevertsOnAnUnknownAssetAndOnNothing() public {
        circulate();
        PlainAsset other = new PlainAsset();
        vm.expectRevert(abi.encodeWithSelector(IRevenueShareToken.RevenueShareAssetUnknown.selector, address(other)));
        token.deposit(address(other), 1);
        vm.expectRevert(IRevenueShareToken.RevenueShareZeroAmount.selector);
        token.deposit(address(dollar), 0);
    }

    function test_Deposit_RevertsWithoutApproval() public {
        circulate();
        dollar.mint(outsider, 5);
        vm.expectRevert(abi.encodeWithSelector(IERC20Errors.ERC20InsufficientAllowance.selector, address(token), 0, 5));
        vm.prank(outsider);
        token.deposit(address(dollar), 5);
    }

    function test_Deposit_RevertsBeyondWhatCanBeCounted() public {
        circulate();
        depositAsset(dollar, 2 ** 127 - 1);
        dollar.mint(address(token), 1);
        vm.expectRevert(
            abi.encodeWithSelector(IRevenueShareToken.RevenueShareAssetOverflow.selector, address(dollar), 1)
        );
        token.sync(address(dollar));
        warpPeriods(1);
        assertEq(token.claimFor(alice), 0);
        assertEq(dollar.balanceOf(alice), uint256(2 ** 127 - 1) * 9 / 10 * 9 / 10);
    }

    function test_Deposit_ClosesADuePeriodFirst() public {
        circulate();
        depositAsset(dollar, 1000);
        warpPeriods(1);
        depositAsset(dollar, 500);
        (uint256 pending, uint256 claimPool, uint256 redeemPool) = token.assetPools(address(dollar));
        assertEq(pending, 500);
        assertEq(claimPool, 900);
        assertEq(redeemPool, 100);
        assertEq(token.lastClosedPeriod(), 1);
        assertEq(token.assetRevenue(address(dollar), 1), 900);
        assertEq(token.assetRevenue(address(dollar), 2), 0);
    }

    function test_Deposit_BeforeTheStartWaitsForTheFirstPeriod() public {
        launch();
        depositAsset(dollar, 1000);
        sellEverythingTo(alice);
        assertEq(claimableOf(alice, dollar), 0);
        warpPeriods(1);
        assertEq(claimableOf(alice, dollar), 900);
    }

    function test_Sync_CountsWhatWasSentPlainly() public {
        circulate();
        dollar.mint(address(token), 700);
        (uint256 pending,,) = token.assetPools(address(dollar));
        assertEq(pending, 0);
        vm.expectEmit(address(token));
        emit IRevenueShareToken.AssetDeposited(address(0), address(dollar), 700);
        assertEq(token.sync(address(dollar)), 700);
        assertEq(token.sync(address(dollar)), 0);
        assertBooks(dollar);
    }

    // periods

    function test_Close_HappensForAnAssetWithoutEther_AndNotForNothing() public {
        circulate();
        warpPeriods(1);
        assertEq(token.snapshot(), 0);
        closePeriodWithAsset(dollar, 1000);
        assertEq(token.lastClosedPeriod(), 1);
        (uint256 revenueWei,) = token.period(1);
        assertEq(revenueWei, 0);
        warpPeriods(1);
        assertEq(token.snapshot(), 1);
    }

    function test_Close_CarriesAnAssetOverWhileNobodyShares() public {
        circulate();
        vm.prank(alice);
        token.excludeSelf();
        vm.prank(bob);
        token.excludeSelf();
        closePeriodWithAsset(dollar, 1000);
        assertEq(token.lastClosedPeriod(), 0);
        give(alice, carol, 1e18);
        depositAsset(dollar, 500);
        warpPeriods(1);
        assertEq(claimableOf(carol, dollar), 1350);
        assertEq(claimableOf(alice, dollar), 0);
    }

    // claim

    function test_Claim_PaysAPeriodOfEveryAssetOnce() public {
        circulate();
        depositRevenue(1 ether);
        depositAsset(dollar, 1000);
        closePeriodWithAsset(euro, 500);
        closePeriodWithAsset(dollar, 2000);
        assertEq(token.claimableERC20(bob, 1, address(dollar)), 90);
        assertEq(token.claimableERC20(bob, 1, address(euro)), 45);
        assertEq(token.claimableERC20(bob, 2, address(dollar)), 180);
        assertEq(token.claimableERC20(bob, 3, address(dollar)), 0);
        vm.prank(bob);
        vm.expectEmit(address(token));
        emit IRevenueShareToken.AssetClaimed(bob, address(dollar), 1, 90);
        token.claim(1);
        assertEq(dollar.balanceOf(bob), 90);
        assertEq(euro.balanceOf(bob), 45);
        assertEq(token.claimableERC20(bob, 1, address(dollar)), 0);
        assertEq(claimableOf(bob, dollar), 180);
        assertEq(claimableOf(bob, euro), 0);

        assertEq(token.claimFor(bob), 0);
        assertEq(dollar.balanceOf(bob), 270);
        vm.expectRevert(abi.encodeWithSelector(IRevenueShareToken.RevenueShareNothingToClaim.selector, bob));
        token.claimFor(bob);
        vm.expectRevert(abi.encodeWithSelector(IRevenueShareToken.RevenueShareNothingToClaim.selector, bob));
        vm.prank(bob);
        token.claim(2);
        assertBooks(dollar);
        assertBooks(euro);
    }

    function test_Claim_FollowsTheBalanceAtEachBoundary() public {
        circulate();
        closePeriodWithAsset(dollar, 1000);
        give(alice, bob, 400_000e18);
        closePeriodWithAsset(euro, 1000);
        give(bob, carol, 500_000e18);
        depositAsset(euro, 1000);
        closePeriodWithAsset(dollar, 1000);
        assertEq(claimableOf(alice, dollar), 810 + 450);
        assertEq(claimableOf(alice, euro), 450 + 450);
        assertEq(claimableOf(bob, dollar), 90);
        assertEq(claimableOf(bob, euro), 450);
        assertEq(claimableOf(carol, dollar), 450);
        assertEq(claimableOf(carol, euro), 450);
    }

    function test_Grant_CountsForAssetsFromTheFirstPeriodOn() public {
        launch();
        commit(alice, 30 ether);
        commit(bob, 70 ether);
        warpToEnd();
        offering.finalise();
        offering.claim(alice);
        closePeriodWithAsset(dollar, 1000);
        closePeriodWithAsset(dollar, 2000);
        give(alice, bob, 100_000e18);
        closePeriodWithAsset(dollar, 1000);
        vm.prank(bob);
        token.claim(3);
        assertEq(dollar.balanceOf(bob), 90);
        offering.claim(bob);
        assertEq(claimableOf(bob, dollar), 630 * 4);
        closePeriodWithAsset(dollar, 1000);
        token.claimFor(bob);
        assertEq(dollar.balanceOf(bob), 90 + 630 * 4 + 720);
        token.claimFor(alice);
        assertEq(dollar.balanceOf(alice), 270 * 3 + 180 + 180);
        (, uint256 claimPool,) = token.assetPools(address(dollar));
        assertEq(claimPool, 0);
    }

    function test_ClaimAll_TakesSeveralCallsAfterMovesInMoreThan100Periods() public {
        circulate();
        uint256 owed;
        for (uint256 i = 0; i < 250; i++) {
            closePeriodWithAsset(dollar, 1_000_000 + i);
            owed += token.claimableERC20(bob, i + 1, address(dollar));
            give(alice, bob, 1e18);
        }
        assertGe(claimableOf(bob, dollar), owed);
        assertLe(claimableOf(bob, dollar), owed + 250);
        owed = claimableOf(bob, dollar);
        for (uint256 calls = 1; calls <= 3; calls++) {
            assertGt(claimableOf(bob, dollar), 0);
            token.claimFor(bob);
            assertEq(dollar.balanceOf(bob) + claimableOf(bob, dollar), owed);
        }
        assertEq(claimableOf(bob, dollar), 0);
        vm.expectRevert(abi.encodeWithSelector(IRevenueShareToken.RevenueShareNothingToClaim.selector, bob));
        token.claimFor(bob);
    }

    // burn

    function test_Burn_RedeemsEveryAssetProRata() public {
        circulate();
        depositRevenue(1 ether);
        depositAsset(euro, 40_000);
        closePeriodWithAsset(dollar, 10_000);
        assertEq(token.redeemableERC20OnBurn(100_000e18, address(dollar)), 100);
        assertEq(token.redeemableERC20OnBurn(type(uint256).max, address(euro)), 4000);
        vm.expectEmit(address(token));
        emit IRevenueShareToken.AssetRedeemed(bob, address(dollar), 100);
        vm.prank(bob);
        token.burn(100_000e18);
        assertEq(dollar.balanceOf(bob), 100);
        assertEq(euro.balanceOf(bob), 400);
        // What closed periods earned stays.
        token.claimFor(bob);
        assertEq(dollar.balanceOf(bob), 100 + 900);
        vm.prank(alice);
        token.burn(900_000e18);
        assertEq(dollar.balanceOf(alice), 900);
        assertEq(euro.balanceOf(alice), 3600);
        assertBooks(dollar);
    }

    // failed launch

    function test_ReturnDeposits_ReturnsAssetsToo() public {
        launch();
        depositAsset(dollar, 1000);
        warpToEnd();
        vm.expectEmit(address(token));
        emit IRevenueShareToken.AssetReturned(developer, address(dollar), 1000);
        token.returnDeposits();
        assertEq(dollar.balanceOf(developer), 1000);
        assertEq(IERC20(dollar).balanceOf(address(token)), 0);
        vm.expectRevert(IRevenueShareToken.RevenueShareZeroAmount.selector);
        token.returnDeposits();
    }
}
