// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IRevenueClaimer} from "../../../contracts/src/token/IRevenueClaimer.sol";
import {RevenueClaimer} from "../../../contracts/src/token/RevenueClaimer.sol";
import {RevenueShareToken} from "../../../contracts/src/token/RevenueShareToken.sol";
import {AssetFixture} from "./assets/AssetFixture.sol";
import {FickleAsset, Mood} from "./assets/FickleAsset.sol";
import {PlainAsset} from "./assets/PlainAsset.sol";
import {BurningToken} from "./hostile/BurningToken.sol";
import {DearReceiver} from "./hostile/DearReceiver.sol";
import {RefusingHolder} from "./hostile/RefusingHolder.sol";

/// @notice Two tokens with ether and two assets each. Whatever the gas, a transaction pays all that can be paid, or reverts.
contract RevenueClaimerHostileTest is AssetFixture {
    RevenueClaimer private claimer = new RevenueClaimer();
    PlainAsset private dollar = new PlainAsset();
    FickleAsset private fickle = new FickleAsset();
    address[] private tokens;
    address private holder;

    /// What reaches the holder, of which a transaction either pays all or nothing.
    struct Paid {
        uint256 amountWei;
        uint256 dollars;
        uint256 fickles;
    }

    function prepare(address holder_) private {
        holder = holder_;
        assets.push(dollar);
        assets.push(fickle);
        deployLaunchpad();
        for (uint256 i = 0; i < 2; i++) {
            if (i == 1) modelId = registerModel("second", address(launchpad));
            circulate();
            give(alice, holder, 200_000e18);
            depositAsset(dollar, 1000);
            depositAsset(fickle, 1000);
            closePeriodWith(1 ether);
            tokens.push(address(token));
        }
    }

    function test_Attack_NoGasLimitUnderpays() public {
        prepare(makeAddr("holder"));
        Paid memory all = checkEveryGas();
        assertEq(all.amountWei, 2 * 0.18 ether);
        assertEq(all.dollars, 2 * 180);
        assertEq(all.fickles, 2 * 180);
    }

    function test_Attack_NoGasLimitUnderpays_WhereAnAssetRefuses() public {
        prepare(makeAddr("holder"));
        fickle.refuse(holder);
        Paid memory all = checkEveryGas();
        assertEq(all.amountWei, 2 * 0.18 ether);
        assertEq(all.dollars, 2 * 180);
        assertEq(all.fickles, 0);
    }

    function test_Attack_NoGasLimitUnderpays_WhereAnAssetBurnsAllGas() public {
        prepare(makeAddr("holder"));
        fickle.setMood(Mood.BurnsAllGas);
        Paid memory all = checkEveryGas();
        assertEq(all.amountWei, 2 * 0.18 ether);
        assertEq(all.dollars, 2 * 180);
        assertEq(all.fickles, 0);
    }

    function test_Attack_NoGasLimitUnderpays_WhereAnAssetNeedsMuchGas() public {
        prepare(makeAddr("holder"));
        fickle.setMood(Mood.NeedsMuchGas);
        assertEq(checkEveryGas().fickles, 2 * 180);
    }

    function test_Attack_NoGasLimitUnderpays_AReceiverThatNeedsMuchGas() public {
        prepare(address(new DearReceiver(4_000_000)));
        assertEq(checkEveryGas().amountWei, 2 * 0.18 ether);
    }

    /// @notice It is held up by itself only: its tokens pay nothing in this way, however much gas there is.
    function test_Attack_NoGasLimitUnderpays_AReceiverThatRefuses() public {
        prepare(address(new RefusingHolder()));
        vm.expectRevert(abi.encodeWithSelector(IRevenueClaimer.RevenueClaimerNothing.selector, holder));
        claimer.claimMany(holder, tokens);
        (bool ok,) = address(claimer).call{gas: 1_000_000}(abi.encodeCall(claimer.claimMany, (holder, tokens)));
        assertFalse(ok);
    }

    /// @notice Others in the list, before and after: one that is no token, one without code, one that has nothing, one that burns
    /// whatever gas it gets.
    function test_Attack_NoGasLimitUnderpays_AmongOthersThatFail() public {
        prepare(makeAddr("holder"));
        address[] memory list = new address[](6);
        list[0] = address(dollar);
        list[1] = tokens[0];
        list[2] = address(new BurningToken());
        list[3] = makeAddr("nothing");
        list[4] = tokens[1];
        list[5] = tokens[0];
        tokens = list;
        uint256 least = leastGas(10_000_000);
        assertGt(least, claimer.CLAIM_GAS());
        (, Paid memory all) = tryWith(60_000_000);
        assertEq(all.amountWei, 2 * 0.18 ether);
        checkGas(least - 1, least, all);
        for (uint256 gas = 100_000; gas < 40_000_000; gas += 1_700_000) {
            checkGas(gas, least, all);
        }
    }

    /// @notice Somebody claims for the account first. That costs the account nothing, and its own transaction goes on with the gas that
    /// was estimated before.
    function test_Attack_ClaimingForSomebodyFirstHoldsUpNothing() public {
        prepare(makeAddr("holder"));
        uint256 gas = leastGas(0);
        vm.prank(outsider);
        RevenueShareToken(payable(tokens[0])).claimFor(holder);
        (bool ok,) = address(claimer).call{gas: gas}(abi.encodeCall(claimer.claimMany, (holder, tokens)));
        assertTrue(ok);
        assertEq(holder.balance, 2 * 0.18 ether);
        assertEq(dollar.balanceOf(holder), 2 * 180);
    }

    /// @notice A transaction needs no more gas than it uses, if nothing fails.
    function test_LeastGas_IsHardlyMoreThanWhatIsUsed() public {
        prepare(makeAddr("holder"));
        uint256 state = vm.snapshotState();
        uint256 before = gasleft();
        claimer.claimMany(holder, tokens);
        uint256 used = before - gasleft();
        vm.revertToState(state);
        assertLt(leastGas(0), used * 11 / 10 + 10_000);
    }

    /// @return all What a transaction with more gas than enough pays.
    function checkEveryGas() private returns (Paid memory all) {
        bool ok;
        (ok, all) = tryWith(60_000_000);
        assertTrue(ok, "enough gas");
        uint256 least = leastGas(0);
        // Around the least gas, where the last calls run out of it; then further below and above.
        for (uint256 gas = least > 300_000 ? least - 300_000 : 0; gas < least + 300_000; gas += 4001) {
            checkGas(gas, least, all);
        }
        for (uint256 gas = 0; gas < 20_000_000; gas += 1 + gas / 25 + 9973) {
            checkGas(gas, least, all);
        }
        for (uint256 gas = least - 20; gas < least + 20; gas++) {
            checkGas(gas, least, all);
        }
    }

    function checkGas(uint256 gas, uint256 least, Paid memory all) private {
        (bool ok, Paid memory paid) = tryWith(gas);
        // So an estimate by halves, as nodes make it, finds the least.
        assertEq(ok, gas >= least, "a gas limit between");
        assertEq(keccak256(abi.encode(paid)), keccak256(abi.encode(ok ? all : Paid(0, 0, 0))), "underpaid");
    }

    /// @param low With which it reverts.
    function leastGas(uint256 low) private returns (uint256 least) {
        least = 60_000_000;
        while (least - low > 1) {
            uint256 middle = (least + low) / 2;
            (bool ok,) = tryWith(middle);
            if (ok) least = middle;
            else low = middle;
        }
    }

    function tryWith(uint256 gas) private returns (bool ok, Paid memory paid) {
        uint256 state = vm.snapshotState();
        (ok,) = address(claimer).call{gas: gas}(abi.encodeCall(claimer.claimMany, (holder, tokens)));
        paid = Paid(holder.balance, dollar.balanceOf(holder), fickle.balanceOf(holder));
        vm.revertToState(state);
    }
}
