// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {GasMeter} from "../offering/GasMeter.sol";
import {AssetFixture} from "./assets/AssetFixture.sol";
import {PlainAsset} from "./assets/PlainAsset.sol";

/// @notice With four further assets, each of which had revenue in each of 30 periods. What does not pay or count them costs what it
/// costs without them.
contract RevenueAssetsGasTest is AssetFixture, GasMeter {
    function setUp() public {
        for (uint256 i = 0; i < 4; i++) {
            assets.push(new PlainAsset());
            _coldAccounts.push(address(assets[i]));
            assets[i].mint(outsider, 10 ** 24);
        }
        deployLaunchpad();
        circulate();
        for (uint256 i = 0; i < 30; i++) {
            depositAll();
            closePeriodWith(1 ether);
        }
        depositAll();
        depositRevenue(1 ether);
        token.claimFor(alice);
        give(alice, bob, 1e18);
        for (uint256 i = 0; i < 4; i++) {
            vm.prank(outsider);
            assets[i].approve(address(token), type(uint256).max);
        }
        warpPeriods(1);
        token.snapshot();
        give(alice, bob, 1e18);
        depositAll();
        _coldAccounts.push(launchpad.tokenImplementation());
    }

    function depositAll() private {
        for (uint256 i = 0; i < 4; i++) {
            depositAsset(assets[i], 1e18);
        }
    }

    function test_Gas_TransferInTheSamePeriodIsTheSame() public {
        measure(
            "token_assets_transfer_same_period",
            21_500,
            alice,
            address(token),
            0,
            abi.encodeCall(token.transfer, (bob, 1000e18))
        );
    }

    function test_Gas_DepositOfEtherIsTheSame() public {
        measure(
            "token_assets_deposit_ether",
            19_000,
            outsider,
            address(token),
            1 ether,
            abi.encodeWithSignature("deposit()")
        );
    }

    function test_Gas_CloseIsTheSame() public {
        // The supply has not moved, and assets are not touched.
        depositRevenue(1 ether);
        warpPeriods(1);
        measure("token_assets_close", 43_000, outsider, address(token), 0, abi.encodeCall(token.snapshot, ()));
    }

    function test_Gas_DepositOfAnAsset() public {
        vm.prank(outsider);
        assets[0].approve(address(token), 1e18);
        measure(
            "token_assets_deposit",
            75_000,
            outsider,
            address(token),
            0,
            abi.encodeWithSignature("deposit(address,uint256)", address(assets[0]), 1e18)
        );
    }

    function test_Gas_ClaimAllOfFiveAssets() public {
        measure("token_assets_claim_all", 480_000, bob, address(token), 0, abi.encodeCall(token.claimAll, ()));
    }

    function test_Gas_ClaimOfOnePeriodOfFiveAssets() public {
        measure("token_assets_claim_one", 480_000, bob, address(token), 0, abi.encodeCall(token.claim, (7)));
    }

    function test_Gas_BurnOfFiveAssets() public {
        measure("token_assets_burn", 480_000, bob, address(token), 0, abi.encodeCall(token.burn, (1000e18)));
    }
}
