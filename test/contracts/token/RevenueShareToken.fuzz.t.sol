// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {LaunchFixture} from "../offering/LaunchFixture.sol";

contract RevenueShareTokenFuzzTest is LaunchFixture {
    function setUp() public {
        deployLaunchpad();
        launch();
        sellEverythingTo(alice);
        give(alice, bob, 123_456e18 + 7);
        give(alice, carol, 31_337e18 + 1);
    }

    struct Picture {
        uint256 lastClosed;
        uint256 periodEnd;
        uint256 claimPool;
        uint256 redeemPool;
        uint256 alice;
        uint256 bob;
        uint256 carol;
        uint256 revenueWei;
        uint256 supply;
    }

    function picture() internal view returns (bytes32) {
        uint256 last = token.lastClosedPeriod();
        (uint256 revenueWei, uint256 supply) = token.period(last);
        return keccak256(
            abi.encode(
                Picture({
                    lastClosed: last,
                    periodEnd: token.periodEnd(),
                    claimPool: token.claimPoolWei(),
                    redeemPool: token.redeemPoolWei(),
                    alice: token.claimable(alice),
                    bob: token.claimableRevenue(bob, last),
                    carol: token.claimable(carol),
                    revenueWei: revenueWei,
                    supply: supply
                })
            )
        );
    }

    /// @notice Invariants 10 and 12.
    /// forge-config: default.fuzz.runs = 300
    function testFuzz_Close_IsTheSameWhoeverTriggersItAndViewsForetellIt(uint96 revenueWei, uint32 wait) public {
        revenueWei = uint96(bound(revenueWei, 1, 100_000 ether));
        depositRevenue(revenueWei);
        vm.warp(token.periodEnd() + wait % (40 days));
        bytes32 foretold = picture();

        for (uint256 way = 0; way < 6; way++) {
            uint256 state = vm.snapshotState();
            if (way == 0) {
                token.snapshot();
            } else if (way == 1) {
                give(bob, alice, 1e18);
            } else if (way == 2) {
                depositRevenue(3 ether);
            } else if (way == 3) {
                vm.prank(outsider);
                token.approve(bob, 1);
                vm.prank(bob);
                token.transferFrom(outsider, bob, 0);
            } else if (way == 4) {
                token.sync();
            } else {
                vm.prank(carol);
                token.excludeSelf();
            }
            assertEq(picture(), foretold);
            vm.revertToState(state);
        }
    }

    /// @notice Invariant 11: whatever the order, single claims and `claimAll` together pay what `claimAll` alone pays, or a wei
    /// less for each single claim until the next `claimAll`.
    /// forge-config: default.fuzz.runs = 500
    function testFuzz_Claim_PaysEachPeriodOnceInAnyOrder(uint256 seed) public {
        uint256 periods = 3 + seed % 6;
        for (uint256 i = 0; i < periods; i++) {
            closePeriodWith(1 + uint256(keccak256(abi.encode(seed, i))) % 50 ether);
            if (uint256(keccak256(abi.encode(seed, i, "move"))) % 2 == 0) give(bob, carol, 1000e18 + i);
        }
        uint256 owed = token.claimable(bob);
        uint256 before = bob.balance;
        for (uint256 i = 0; i < 12; i++) {
            uint256 choice = uint256(keccak256(abi.encode(seed, i, "claim"))) % (periods + 2);
            uint256 expected = choice == 0 ? token.claimable(bob) : token.claimableRevenue(bob, choice);
            uint256 balance = bob.balance;
            vm.prank(bob);
            if (choice == 0) try token.claimAll() {} catch {} else try token.claim(choice) {} catch {}
            assertEq(bob.balance - balance, expected);
        }
        assertEq(bob.balance - before + token.claimable(bob), owed);
        for (uint256 id = 1; id <= periods; id++) {
            vm.prank(bob);
            try token.claim(id) {} catch {}
            assertEq(token.claimableRevenue(bob, id), 0);
        }
        assertLe(token.claimable(bob), periods);
    }

    /// @notice Invariant 7, across arbitrary burns.
    function testFuzz_Burn_NeverLowersTheValueOfTheRest(uint96 amount, uint96 revenueWei) public {
        closePeriodWith(bound(revenueWei, 1, 100_000 ether));
        amount = uint96(bound(amount, 1, token.balanceOf(bob)));
        uint256 supply = token.totalSupply();
        uint256 pool = token.redeemPoolWei();
        uint256 told = token.redeemableOnBurn(amount);
        uint256 balance = bob.balance;
        vm.prank(bob);
        token.burn(amount);
        assertEq(bob.balance - balance, told);
        assertGe(token.redeemPoolWei() * supply, pool * token.totalSupply());
    }
}
