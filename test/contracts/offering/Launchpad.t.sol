// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IModelRegistry} from "../../../contracts/src/model/IModelRegistry.sol";
import {RevenueRoute} from "../../../contracts/src/model/IRevenueRouter.sol";
import {ILaunchpad, Launch, SaleKind} from "../../../contracts/src/offering/ILaunchpad.sol";
import {TokenTerms} from "../../../contracts/src/token/IRevenueShareToken.sol";
import {SixDecimalAsset} from "../oracle/assets/SixDecimalAsset.sol";
import {LaunchFixture, OfferingTerms} from "./LaunchFixture.sol";

contract LaunchpadTest is LaunchFixture {
    function setUp() public {
        deployLaunchpad();
    }

    function assertRoute(RevenueRoute route, address recipient) internal view {
        (RevenueRoute r, address a) = launchpad.revenueRoute(modelId);
        assertEq(uint8(r), uint8(route));
        assertEq(a, recipient);
    }

    function test_Launch_CreatesBothWherePredicted() public {
        (address predictedToken, address predictedOffering) = launchpad.predictLaunch(modelId, SaleKind.FixedPrice);
        OfferingTerms memory fixedTerms = offeringTerms();
        fixedTerms.sale.start = uint40(block.timestamp);
        vm.expectEmit(address(launchpad));
        emit ILaunchpad.Launched(
            modelId, developer, predictedToken, predictedOffering, SaleKind.FixedPrice, tokenTerms(), fixedTerms.sale
        );
        launch();
        assertEq(address(token), predictedToken);
        assertEq(address(offering), predictedOffering);
        Launch memory launched = launchpad.launchOf(modelId);
        assertEq(launched.token, predictedToken);
        assertEq(launched.offering, predictedOffering);
        assertEq(launched.launchedAt, block.timestamp);
        assertEq(launchpad.launchCount(modelId), 1);
        assertEq(launchpad.modelIdOfToken(predictedToken), modelId);
        assertEq(address(launchpad.registry()), address(registry));
    }

    function test_Launch_RevertsForOthersAndUnknownModels() public {
        vm.expectRevert(abi.encodeWithSelector(ILaunchpad.LaunchpadNotDeveloper.selector, modelId, alice));
        vm.prank(alice);
        launchpad.launch(modelId, tokenTerms(), offeringTerms().sale, offeringTerms().price, allocationTerms());
        vm.expectRevert(abi.encodeWithSelector(ILaunchpad.LaunchpadNotDeveloper.selector, 7, developer));
        vm.prank(developer);
        launchpad.launch(7, tokenTerms(), offeringTerms().sale, offeringTerms().price, allocationTerms());
    }

    function test_Launch_RevertsWhenTheRevenueGoesElsewhere() public {
        address[2] memory routers = [address(0), address(registry)];
        for (uint256 i = 0; i < 2; i++) {
            uint256 id = registerModel("elsewhere", routers[i]);
            vm.expectRevert(abi.encodeWithSelector(ILaunchpad.LaunchpadNotRouter.selector, id, routers[i]));
            vm.prank(developer);
            launchpad.launch(id, tokenTerms(), offeringTerms().sale, offeringTerms().price, allocationTerms());
        }
    }

    function test_Launch_RevertsWhenTheTokenDoesNotShareTheFeesAsset() public {
        (address feeAsset, address other) = (address(new SixDecimalAsset()), address(new SixDecimalAsset()));
        modelId = registerModel("in an asset", address(launchpad), feeAsset);
        TokenTerms memory terms = tokenTerms();
        for (uint256 i = 0; i < 2; i++) {
            vm.expectRevert(abi.encodeWithSelector(ILaunchpad.LaunchpadFeeAssetNotShared.selector, modelId, feeAsset));
            vm.prank(developer);
            launchpad.launch(modelId, terms, offeringTerms().sale, offeringTerms().price, allocationTerms());
            terms.revenueAssets = new address[](1);
            terms.revenueAssets[0] = other;
        }
        terms.revenueAssets = new address[](2);
        (terms.revenueAssets[0], terms.revenueAssets[1]) = (other, feeAsset);
        launch(terms, offeringTerms());
        assertEq(token.revenueAssets(), terms.revenueAssets);
    }

    function expectAlreadyLaunched() internal {
        vm.expectRevert(
            abi.encodeWithSelector(ILaunchpad.LaunchpadAlreadyLaunched.selector, modelId, address(offering))
        );
        vm.prank(developer);
        launchpad.launch(modelId, tokenTerms(), offeringTerms().sale, offeringTerms().price, allocationTerms());
    }

    function test_Launch_RevertsUnlessTheEarlierOneFailed() public {
        launch();
        expectAlreadyLaunched();
        commit(alice, SOFT_CAP);
        warpToEnd();
        expectAlreadyLaunched();
        offering.finalise();
        expectAlreadyLaunched();
    }

    function test_Launch_AgainAfterAFailure() public {
        launch();
        (address first, address firstOffering) = (address(token), address(offering));
        depositRevenue(1 ether);
        commit(alice, 1 ether);
        warpToEnd();
        (address predictedToken, address predictedOffering) = launchpad.predictLaunch(modelId, SaleKind.FixedPrice);
        launch();
        assertEq(address(token), predictedToken);
        assertEq(address(offering), predictedOffering);
        assertTrue(first != predictedToken && firstOffering != predictedOffering);
        assertEq(launchpad.launchCount(modelId), 2);
        assertEq(launchpad.modelIdOfToken(first), modelId);
        assertRoute(RevenueRoute.Wait, address(0));
    }

    function test_RevenueRoute_FollowsTheLaunch() public {
        assertRoute(RevenueRoute.Account, developer);
        launch();
        assertRoute(RevenueRoute.Wait, address(0));
        commit(alice, SOFT_CAP);
        warpToEnd();
        assertRoute(RevenueRoute.Wait, address(0));
        offering.finalise();
        assertRoute(RevenueRoute.Token, address(token));
        vm.warp(block.timestamp + 3650 days);
        assertRoute(RevenueRoute.Token, address(token));
    }

    function test_RevenueRoute_IsTheDevelopersAfterAFailure() public {
        launch();
        warpToEnd();
        assertRoute(RevenueRoute.Account, developer);
    }

    function test_RevenueRoute_RevertsForAnUnknownModel() public {
        vm.expectRevert(abi.encodeWithSelector(IModelRegistry.ModelUnknown.selector, 7));
        launchpad.revenueRoute(7);
    }

    function test_Attack_FrontRunningTheCreationTakesNoAddress() public {
        (address predictedToken, address predictedOffering) = launchpad.predictLaunch(modelId, SaleKind.FixedPrice);
        // Another model of another developer is launched first, with the same terms.
        address honest = developer;
        developer = alice;
        uint256 mine = modelId;
        modelId = registerModel("digits", address(launchpad));
        launch();
        assertTrue(address(token) != predictedToken && address(offering) != predictedOffering);
        (developer, modelId) = (honest, mine);
        launch();
        assertEq(address(token), predictedToken);
        assertEq(address(offering), predictedOffering);
    }
}
