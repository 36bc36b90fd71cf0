// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {TokenTerms} from "../../../../contracts/src/token/IRevenueShareToken.sol";
import {LaunchFixture} from "../../offering/LaunchFixture.sol";
import {PlainAsset} from "./PlainAsset.sol";

/// @notice A started token that shares some assets besides ether. Alice holds 90%, Bob 10%.
abstract contract AssetFixture is LaunchFixture {
    PlainAsset[] internal assets;

    function tokenTerms() internal view override returns (TokenTerms memory terms) {
        terms = super.tokenTerms();
        terms.revenueAssets = new address[](assets.length);
        for (uint256 i = 0; i < assets.length; i++) {
            terms.revenueAssets[i] = address(assets[i]);
        }
    }

    function circulate() internal {
        launch();
        sellEverythingTo(alice);
        give(alice, bob, 100_000e18);
    }

    function depositAsset(PlainAsset asset, uint256 amount) internal {
        asset.mint(outsider, amount);
        vm.startPrank(outsider);
        asset.approve(address(token), amount);
        token.deposit(address(asset), amount);
        vm.stopPrank();
    }

    function closePeriodWithAsset(PlainAsset asset, uint256 amount) internal {
        depositAsset(asset, amount);
        warpPeriods(1);
        token.snapshot();
    }

    function claimableOf(address account, PlainAsset asset) internal view returns (uint256) {
        return token.claimableAsset(account, address(asset));
    }

    /// @notice What the books of an asset say that the token holds.
    function stored(PlainAsset asset) internal view returns (uint256) {
        (uint256 pending, uint256 claimPool, uint256 redeemPool) = token.assetPools(address(asset));
        return pending + claimPool + redeemPool;
    }

    function assertBooks(PlainAsset asset) internal view {
        assertEq(stored(asset), asset.balanceOf(address(token)), "books of an asset");
    }
}
