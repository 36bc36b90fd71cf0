// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {RevenueClaimer} from "../../../contracts/src/token/RevenueClaimer.sol";
import {GasMeter} from "../offering/GasMeter.sol";
import {AssetFixture} from "./assets/AssetFixture.sol";
import {PlainAsset} from "./assets/PlainAsset.sol";

/// @notice The dearest claim: of ether and four assets after the balance moved in each of 1,000 periods with revenue in all, of which a
/// call sums up 100 for each asset, closing another period.
contract RevenueClaimerGasTest is AssetFixture, GasMeter {
    RevenueClaimer private claimer = new RevenueClaimer();
    address[] private tokens;

    function setUp() public {
        for (uint256 i = 0; i < 4; i++) {
            assets.push(new PlainAsset());
            _coldAccounts.push(address(assets[i]));
        }
        deployLaunchpad();
        circulate();
        for (uint256 i = 0; i < 1000; i++) {
            for (uint256 k = 0; k < 4; k++) {
                depositAsset(assets[k], 1e18);
            }
            closePeriodWith(1 ether);
            give(alice, bob, 1e18);
        }
        for (uint256 k = 0; k < 4; k++) {
            depositAsset(assets[k], 1e18);
        }
        depositRevenue(1 ether);
        warpPeriods(1);
        tokens.push(address(token));
        _coldAccounts.push(address(token));
        _coldAccounts.push(launchpad.tokenImplementation());
    }

    /// @notice Assets that need all the gas they may have, and a receiver that needs a million, still leave it below the limit.
    function test_Gas_DearestClaim() public {
        uint256 gas = measure(
            "token_claim_dearest",
            7_200_000,
            outsider,
            address(claimer),
            0,
            abi.encodeCall(claimer.claimMany, (bob, tokens))
        );
        assertLt(gas + 4 * 306_000 + 1_000_000, claimer.CLAIM_GAS());
    }
}
