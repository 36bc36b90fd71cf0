// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IRevenueClaimer} from "../../../contracts/src/token/IRevenueClaimer.sol";
import {RevenueClaimer} from "../../../contracts/src/token/RevenueClaimer.sol";
import {AssetFixture} from "./assets/AssetFixture.sol";
import {PlainAsset} from "./assets/PlainAsset.sol";

contract RevenueClaimerTest is AssetFixture {
    RevenueClaimer private claimer = new RevenueClaimer();
    PlainAsset private dollar = new PlainAsset();
    address[] private tokens;

    function setUp() public {
        assets.push(dollar);
        deployLaunchpad();
        circulate();
        tokens.push(address(token));
        modelId = registerModel("second", address(launchpad));
        circulate();
        tokens.push(address(token));
    }

    function test_ClaimMany_PaysTheAccountFromEveryTokenThatHasSomething() public {
        closePeriodWith(10 ether);
        closePeriodWithAsset(dollar, 1000);
        // No token, no code, and one that has nothing for Bob stand in nobody's way.
        tokens.push(address(dollar));
        tokens.push(makeAddr("nothing"));
        uint256 before = bob.balance;
        vm.prank(outsider);
        uint256[] memory amounts = claimer.claimMany(bob, tokens);
        assertEq(amounts.length, 4);
        assertEq(amounts[0] + amounts[2] + amounts[3], 0);
        assertEq(amounts[1], 0.9 ether);
        assertEq(bob.balance - before, 0.9 ether);
        assertEq(dollar.balanceOf(bob), 90);
        vm.expectRevert(abi.encodeWithSelector(IRevenueClaimer.RevenueClaimerNothing.selector, bob));
        claimer.claimMany(bob, tokens);
    }

    function test_ClaimMany_CountsATokenThatPaysOnlyAnotherAsset() public {
        closePeriodWithAsset(dollar, 1000);
        uint256[] memory amounts = claimer.claimMany(alice, tokens);
        assertEq(amounts[0] + amounts[1], 0);
        assertEq(dollar.balanceOf(alice), 810);
    }
}
