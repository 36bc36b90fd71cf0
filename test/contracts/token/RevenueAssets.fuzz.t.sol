// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {AssetFixture} from "./assets/AssetFixture.sol";
import {PlainAsset} from "./assets/PlainAsset.sol";

/// @notice A life at random beside a naive full history of every balance at every boundary. Numbers are those of
/// `invariants.md`.
contract RevenueAssetsFuzzTest is AssetFixture {
    address[] private accounts;
    mapping(address account => mapping(uint256 id => uint256)) private balancesAt;
    mapping(address account => mapping(uint256 id => bool)) private paid;
    mapping(uint256 asset => mapping(uint256 id => uint256)) private revenue;
    mapping(uint256 id => uint256) private supplyAt;
    uint256[2] private pending;
    uint256[2] private redeemed;
    mapping(address account => bool) private excluded;
    mapping(address account => uint256[2]) private redemptions;
    uint256 private pendingWei;
    uint256 private last;
    uint256 private claims;

    function setUp() public {
        assets.push(new PlainAsset());
        assets.push(new PlainAsset());
        deployLaunchpad();
        launch();
        commit(alice, 30 ether);
        commit(bob, 60 ether);
        commit(carol, 10 ether);
        warpToEnd();
        offering.finalise();
        offering.claim(alice);
        accounts = [alice, bob, carol, outsider];
    }

    function closeNaively() private {
        if (block.timestamp < token.periodEnd() && token.lastClosedPeriod() == last) return;
        uint256 supply;
        for (uint256 i = 0; i < accounts.length; i++) {
            if (!excluded[accounts[i]]) supply += token.balanceOf(accounts[i]);
        }
        supply += token.balanceOf(address(offering));
        if (supply == 0 || (pendingWei == 0 && pending[0] == 0 && pending[1] == 0)) return;
        last++;
        supplyAt[last] = supply;
        for (uint256 i = 0; i < 2; i++) {
            revenue[i][last] = pending[i] * 9000 / 10_000;
            redeemed[i] += pending[i] - revenue[i][last];
            pending[i] = 0;
        }
        pendingWei = 0;
        for (uint256 i = 0; i < accounts.length; i++) {
            if (!excluded[accounts[i]]) balancesAt[accounts[i]][last] = token.balanceOf(accounts[i]);
        }
    }

    function step(uint256 seed) private {
        address account = accounts[seed % 4];
        uint256 kind = (seed >> 8) % 12;
        uint256 amount = seed >> 16;
        if (kind < 3) {
            vm.warp(block.timestamp + amount % (40 hours));
            closeNaively();
        } else if (kind < 5) {
            uint256 asset = amount % 2;
            amount = 1 + (amount >> 8) % 10 ** ((seed >> 200) % 30);
            depositAsset(assets[asset], amount);
            pending[asset] += amount;
        } else if (kind == 5) {
            depositRevenue(1 + amount % 1 ether);
            pendingWei++;
        } else if (kind < 8) {
            give(account, accounts[(seed >> 4) % 4], amount % (token.balanceOf(account) + 1));
        } else if (kind == 8) {
            burn(account, amount);
        } else if (kind == 9 && last != 0) {
            claimOne(account, 1 + amount % last);
        } else if (kind == 10) {
            claimAll(account);
        } else if (kind == 11 && !offering.settled(account) && offering.committed(account) != 0) {
            (uint256 tokens,) = offering.claim(account);
            for (uint256 id = 1; id <= last; id++) {
                balancesAt[account][id] += tokens;
            }
        } else if (kind == 11 && amount % 8 == 0) {
            vm.prank(account);
            token.excludeSelf();
            excluded[account] = true;
        }
    }

    function burn(address account, uint256 amount) private {
        amount %= token.balanceOf(account) / 10 + 1;
        if (amount == 0) return;
        uint256 supply = token.totalSupply();
        vm.prank(account);
        token.burn(amount);
        for (uint256 i = 0; i < 2; i++) {
            uint256 payout = amount * redeemed[i] / supply;
            redeemed[i] -= payout;
            redemptions[account][i] += payout;
        }
    }

    function claimOne(address account, uint256 id) private {
        uint256[2] memory told;
        uint256[2] memory before;
        for (uint256 i = 0; i < 2; i++) {
            told[i] = token.claimableERC20(account, id, address(assets[i]));
            before[i] = assets[i].balanceOf(account);
            // 3
            if (paid[account][id]) assertEq(told[i], 0);
            else assertShare(i, account, id, told[i]);
        }
        vm.prank(account);
        try token.claim(id) {
            paid[account][id] = true;
            claims++;
        } catch {
            assertEq(told[0] + told[1], 0);
        }
        for (uint256 i = 0; i < 2; i++) {
            assertEq(assets[i].balanceOf(account) - before[i], told[i]);
        }
    }

    function claimAll(address account) private {
        uint256 owed = claimableOf(account, assets[0]);
        uint256 before = assets[0].balanceOf(account);
        try token.claimFor(account) {
            for (uint256 id = 1; id <= last; id++) {
                paid[account][id] = true;
            }
            claims++;
        } catch {}
        assertEq(assets[0].balanceOf(account) - before, owed);
        assertEq(claimableOf(account, assets[0]), 0);
    }

    /// @dev The naive share, or the next unit where the accumulator's rounding up reaches it: see invariant 3.
    function assertShare(uint256 asset, address account, uint256 id, uint256 told) private view {
        uint256 exact = balancesAt[account][id] * revenue[asset][id];
        uint256 least = exact / supplyAt[id];
        if (told == least) return;
        assertEq(told, least + 1);
        assertLe((told * supplyAt[id] - exact) << 32, supplyAt[id]);
    }

    /// forge-config: default.fuzz.runs = 60
    function testFuzz_Life_AgreesWithTheNaiveHistory(uint256 seed) public {
        life(seed);
    }

    function test_Life_ReachesClaimsAndPeriods() public {
        life(1);
        assertGt(last, 20);
        assertGt(claims, 15);
    }

    function life(uint256 seed) private {
        for (uint256 i = 0; i < 250; i++) {
            step(uint256(keccak256(abi.encode(seed, i))));
        }
        closeNaively();
        assertEq(token.lastClosedPeriod(), last);
        for (uint256 i = 0; i < 2; i++) {
            checkAsset(i);
        }
    }

    function checkAsset(uint256 i) private view {
        PlainAsset asset = assets[i];
        (uint256 pendingTold, uint256 claimPool, uint256 redeemPool) = token.assetPools(address(asset));
        // 14
        assertEq(pendingTold + claimPool + redeemPool, asset.balanceOf(address(token)));
        assertEq(pendingTold, pending[i]);
        uint256 owed;
        for (uint256 a = 0; a < accounts.length; a++) {
            address account = accounts[a];
            // 15
            owed += claimableOf(account, asset);
            uint256 sum;
            for (uint256 id = 1; id <= last; id++) {
                uint256 told = token.claimableERC20(account, id, address(asset));
                if (paid[account][id]) assertEq(told, 0);
                else assertShare(i, account, id, told);
                sum += balancesAt[account][id] * revenue[i][id] / supplyAt[id];
            }
            // 4
            uint256 total = asset.balanceOf(account) - redemptions[account][i] + claimableOf(account, asset);
            assertGe(total + 2, sum);
            assertLe(total, sum + last);
        }
        assertLe(owed, claimPool);
        for (uint256 id = 1; id <= last; id++) {
            assertEq(token.assetRevenue(address(asset), id), revenue[i][id]);
        }
        assertEq(redeemPool, redeemed[i]);
    }
}
