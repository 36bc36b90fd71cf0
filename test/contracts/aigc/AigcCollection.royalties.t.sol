// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {AigcCollection} from "../../../contracts/src/aigc/AigcCollection.sol";
import {IAigcCollection} from "../../../contracts/src/aigc/IAigcCollection.sol";
import {IAigcCollections} from "../../../contracts/src/aigc/IAigcCollections.sol";
import {IModelRegistry} from "../../../contracts/src/model/IModelRegistry.sol";
import {RevenueRoute} from "../../../contracts/src/model/IRevenueRouter.sol";
import {BatchAuction} from "../../../contracts/src/offering/BatchAuction.sol";
import {BondingCurve} from "../../../contracts/src/offering/BondingCurve.sol";
import {FixedPriceOffering} from "../../../contracts/src/offering/FixedPriceOffering.sol";
import {ILiquidityLocker} from "../../../contracts/src/offering/../liquidity/ILiquidityLocker.sol";
import {FixedPriceTerms, Round} from "../../../contracts/src/offering/IFixedPriceOffering.sol";
import {SaleTerms} from "../../../contracts/src/offering/IOffering.sol";
import {AllocationTerms} from "../../../contracts/src/offering/ILaunchpad.sol";
import {Launchpad} from "../../../contracts/src/offering/Launchpad.sol";
import {TokenTerms} from "../../../contracts/src/token/IRevenueShareToken.sol";
import {RevenueShareToken} from "../../../contracts/src/token/RevenueShareToken.sol";
import {SharingRecipient} from "../oracle/routers/SharingRecipient.sol";
import {SwitchingRouter} from "../oracle/routers/SwitchingRouter.sol";
import {AigcFixture} from "./AigcFixture.sol";
import {FeeAsset} from "../token/assets/FeeAsset.sol";
import {RebasingAsset} from "../token/assets/RebasingAsset.sol";
import {ForcedEther} from "../token/hostile/ForcedEther.sol";
import {GreedyRecipient} from "./hostile/GreedyRecipient.sol";
import {SettlingAsset} from "./hostile/SettlingAsset.sol";
import {RoyaltyAsset} from "./RoyaltyAsset.sol";

/// @notice The factory, and the royalties of its collections.
contract AigcCollectionRoyaltiesTest is AigcFixture {
    SwitchingRouter private router = new SwitchingRouter();
    AigcCollection private routed;
    uint256 private routedId;
    /// Has nothing before.
    address private owner = makeAddr("owner of the revenue");

    function setUp() public override {
        super.setUp();
        routedId = _register(_terms("routed", FEE_WEI, REWARD_WEI, address(router)));
        routed = AigcCollection(payable(collections.create(routedId)));
    }

    function test_CreatesOneCollectionForEachModel() public {
        uint256 other = _register(_terms("other", FEE_WEI, REWARD_WEI, address(0)));
        assertEq(collections.collectionOf(other), address(0));
        address predicted = collections.predictCollection(other);
        vm.expectEmit();
        emit IAigcCollections.CollectionCreated(other, predicted, mallory);
        vm.prank(mallory);
        assertEq(collections.create(other), predicted);
        assertEq(collections.collectionOf(other), predicted);
        assertEq(AigcCollection(payable(predicted)).modelId(), other);
        assertEq(AigcCollection(payable(predicted)).name(), "other");
        assertEq(collection.name(), "adder");
        assertEq(collection.symbol(), "AIGC");
        vm.expectRevert(abi.encodeWithSelector(IAigcCollections.AigcCollectionExists.selector, other, predicted));
        collections.create(other);
        vm.expectRevert(abi.encodeWithSelector(IModelRegistry.ModelUnknown.selector, 7));
        collections.create(7);
    }

    function test_TheContestIsAsLongAsADefaultRequest() public view {
        assertEq(collection.CONTEST_SECONDS(), WINDOW_SECONDS + TIMEOUT_SECONDS);
        assertEq(collection.MIN_WINDOW_SECONDS(), WINDOW_SECONDS);
    }

    function test_AsksForFivePercent(uint128 price) public view {
        (address receiver, uint256 royalty) = collection.royaltyInfo(1, price);
        assertEq(receiver, address(collection));
        assertEq(royalty, uint256(price) / 20);
        (, royalty) = collection.royaltyInfo(1, type(uint256).max);
        assertEq(royalty, type(uint256).max / 20);
    }

    function test_PaysTheDeveloperOfAModelWithoutRouter() public {
        vm.expectRevert(abi.encodeWithSelector(IAigcCollection.AigcNoRoyalties.selector, address(0)));
        collection.settleRoyalties();
        (bool sent,) = address(collection).call{value: 3 ether}("");
        assertTrue(sent);
        vm.expectEmit();
        emit IAigcCollection.RoyaltiesSettled(address(0), developer, 3 ether);
        vm.prank(mallory);
        assertEq(collection.settleRoyalties(), 3 ether);
        assertEq(developer.balance, 3 ether);
    }

    function test_WaitsAsLongAsTheRevenueDoes() public {
        vm.deal(address(routed), 1 ether);
        router.set(RevenueRoute.Wait, address(0));
        vm.expectRevert(abi.encodeWithSelector(IAigcCollection.AigcRoyaltiesWait.selector, routedId));
        routed.settleRoyalties();
        assertEq(address(routed).balance, 1 ether);
        SharingRecipient deposit = new SharingRecipient();
        router.set(RevenueRoute.Token, address(deposit));
        assertEq(routed.settleRoyalties(), 1 ether);
        assertEq(deposit.depositedWei(), 1 ether);
        assertEq(address(routed).balance, 0);
    }

    /// @dev The sale of a token rewards the holders of the model's revenue token, by the real launchpad.
    function test_RewardsTheHoldersOfALaunchedModel() public {
        AllocationTerms memory nothingSetAside;
        RoyaltyAsset asset = new RoyaltyAsset();
        address[] memory assets = new address[](1);
        assets[0] = address(asset);
        Launchpad launchpad = new Launchpad(
            registry,
            new RevenueShareToken(),
            new FixedPriceOffering(ILiquidityLocker(address(0))),
            new BatchAuction(ILiquidityLocker(address(0))),
            new BondingCurve(ILiquidityLocker(address(0)))
        );
        uint256 launchedId = _register(_terms("launched", FEE_WEI, REWARD_WEI, address(launchpad)));
        AigcCollection launched = AigcCollection(payable(collections.create(launchedId)));
        vm.prank(developer);
        (address token, address offering) = launchpad.launch(
            launchedId,
            TokenTerms({
                name: "Launched", symbol: "LNCH", periodSeconds: 1 days, holderShareBps: 10_000, revenueAssets: assets
            }),
            SaleTerms({
                currency: address(0),
                liquidityShareBasisPoints: 2000,
                start: 0,
                end: uint40(block.timestamp) + 1 days,
                saleSupply: 1000e18,
                developerSupply: 0
            }),
            FixedPriceTerms({softCap: 1 ether, hardCap: 1 ether, accountCap: 0, rounds: new Round[](0)}),
            nothingSetAside
        );
        vm.deal(address(launched), 2 ether);
        vm.expectRevert(abi.encodeWithSelector(IAigcCollection.AigcRoyaltiesWait.selector, launchedId));
        launched.settleRoyalties();
        vm.prank(stranger);
        FixedPriceOffering(offering).commit{value: 1 ether}(1 ether);
        skip(2 days);
        FixedPriceOffering(offering).finalise();
        assertEq(launched.settleRoyalties(), 2 ether);
        assertEq(RevenueShareToken(payable(token)).pendingWei(), 2 ether);

        asset.mint(address(launched), 500);
        assertEq(launched.settleRoyalties(address(asset)), 500);
        (uint256 pending,,) = RevenueShareToken(payable(token)).assetPools(address(asset));
        assertEq(pending, 500);

        // What the token doesn't share is refused and stays.
        RoyaltyAsset unshared = new RoyaltyAsset();
        unshared.mint(address(launched), 500);
        vm.expectRevert();
        launched.settleRoyalties(address(unshared));
        assertEq(unshared.balanceOf(address(launched)), 500);
    }

    function test_SendsAssetsTheSameWay() public {
        RoyaltyAsset asset = new RoyaltyAsset();
        asset.mint(address(routed), 500);
        router.set(RevenueRoute.Account, stranger);
        assertEq(routed.settleRoyalties(address(asset)), 500);
        assertEq(asset.balanceOf(stranger), 500);
        vm.expectRevert(abi.encodeWithSelector(IAigcCollection.AigcNoRoyalties.selector, address(asset)));
        routed.settleRoyalties(address(asset));
    }

    function test_Attack_ForcedEtherIsARoyaltyLikeAnyOther() public {
        router.set(RevenueRoute.Account, owner);
        vm.deal(address(this), 1 ether);
        new ForcedEther{value: 1 ether}(payable(address(routed)));
        assertEq(routed.settleRoyalties(), 1 ether);
        assertEq(owner.balance, 1 ether);
        assertEq(address(routed).balance, 0);
    }

    function test_Attack_FeeOnTransferAndRebasingAssetsLeaveNothingBehind() public {
        router.set(RevenueRoute.Account, owner);
        FeeAsset keeping = new FeeAsset();
        keeping.mint(address(routed), 500);
        routed.settleRoyalties(address(keeping));
        assertEq(keeping.balanceOf(owner), 495);
        assertEq(keeping.balanceOf(address(routed)), 0);

        RebasingAsset rebasing = new RebasingAsset();
        for (uint256 percent = 50; percent <= 200; percent += 150) {
            rebasing.mint(address(routed), 500);
            rebasing.rebase(percent);
            assertEq(routed.settleRoyalties(address(rebasing)), 5 * percent);
            assertEq(rebasing.balanceOf(address(routed)), 0);
        }
    }

    /// @dev Whatever the asset does in its transfer, it gets no other money of the collection.
    function test_Attack_AnAssetThatCallsBackTakesNoEther() public {
        router.set(RevenueRoute.Account, owner);
        vm.deal(address(routed), 1 ether);
        SettlingAsset asset = new SettlingAsset(routed);
        asset.mint(address(routed), 500);
        assertEq(routed.settleRoyalties(address(asset)), 500);
        assertEq(asset.balanceOf(owner), 500, "once");
        assertEq(owner.balance, 1 ether, "where the revenue goes");
        assertEq(address(asset).balance, 0);
    }

    /// @dev It comes back in for another model's royalties, and refuses its own.
    function test_AHostileRecipientHoldsUpItsOwnModelOnly() public {
        GreedyRecipient greedy = new GreedyRecipient(routed, collection);
        vm.deal(address(routed), 1 ether);
        vm.deal(address(collection), 1 ether);
        router.set(RevenueRoute.Account, address(greedy));
        routed.settleRoyalties();
        assertEq(address(greedy).balance, 1 ether);
        assertEq(developer.balance, 1 ether, "the other model's went to its developer");
        greedy.refuse();
        vm.deal(address(routed), 1 ether);
        vm.expectRevert();
        routed.settleRoyalties();
        assertEq(address(routed).balance, 1 ether);
    }
}
