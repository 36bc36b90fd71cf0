// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {Test} from "forge-std/Test.sol";
import {ProRata, Sale} from "../../../contracts/src/offering/ProRata.sol";

/// @notice The arithmetic alone, at any totals.
contract ProRataTest is Test {
    using ProRata for Sale;

    function sale(uint96 supply, uint128 hardCap, uint128 softCap, uint256 total) internal pure returns (Sale memory) {
        hardCap = uint128(bound(hardCap, 1, type(uint128).max));
        return Sale({
            saleSupply: bound(supply, 1, type(uint96).max),
            hardCap: hardCap,
            softCap: bound(softCap, 1, hardCap),
            total: total,
            guaranteed: 0
        });
    }

    struct Case {
        uint256 tokens;
        uint256 spent;
        uint256 refunds;
    }

    /// @notice 100,000 random sales, 100 for each seed: up to 5 accounts that commit in public, in rounds or both, with totals around the
    /// caps. Invariants 2, 3 and 12.
    /// forge-config: default.fuzz.runs = 1000
    function testFuzz_AHundredSales(uint256 seed) public pure {
        for (uint256 i = 0; i < 100; i++) {
            seed = uint256(keccak256(abi.encode(seed)));
            checkSale(seed);
        }
    }

    /// @dev With `require`, since a call of the test framework for each check would take longer than all the rest.
    function checkSale(uint256 seed) internal pure {
        uint256 count = 1 + seed % 5;
        // From one base unit to all there is.
        uint256 random = word(seed, 0);
        uint256 hardCap = 1 + (random >> (136 + (seed >> 8) % 120));
        Sale memory s = Sale({
            saleSupply: 1 + (uint256(uint96(random)) >> (seed >> 16) % 96),
            hardCap: hardCap,
            softCap: 1 + (word(seed, 1) >> 136) % hardCap,
            total: 0,
            guaranteed: 0
        });
        uint256[] memory inPublic = new uint256[](count);
        uint256[] memory guaranteed = new uint256[](count);
        for (uint256 i = 0; i < count; i++) {
            random = word(seed, 2 + i);
            if (random % 3 != 0) inPublic[i] = (random >> 136) % (hardCap * 2 / count + 2);
            if ((random >> 8) % 3 == 0) {
                guaranteed[i] = uint120(random >> 16) % (hardCap - s.guaranteed + 1);
                s.guaranteed += guaranteed[i];
            }
            s.total += inPublic[i] + guaranteed[i];
        }
        if (s.total == 0) return;

        Case memory c;
        for (uint256 i = 0; i < count; i++) {
            (uint256 tokens, uint256 spent, uint256 refund) = s.allocation(inPublic[i], guaranteed[i]);
            require(spent + refund == inPublic[i] + guaranteed[i], "nothing is lost");
            if (s.succeeds()) {
                require(tokens >= guaranteed[i] * s.saleSupply / hardCap, "12: a place was taken");
                require(refund <= inPublic[i], "12: a place was refunded");
                // Nobody pays more than the price, but for one base unit.
                require(tokens <= (spent * s.saleSupply) / hardCap + s.saleSupply / hardCap + 1, "below the price");
            }
            c.tokens += tokens;
            c.spent += spent;
            c.refunds += refund;
        }
        if (!s.succeeds()) {
            require(c.refunds == s.total, "5");
            require(c.tokens == 0, "5");
            return;
        }
        require(c.tokens <= s.soldTokens(), "2");
        require(s.soldTokens() <= s.saleSupply, "2");
        require(s.soldTokens() - c.tokens < 2 * count, "2: dust");
        require(c.refunds + s.raised() <= s.total, "3");
        require(c.spent - s.raised() < count, "3: dust");
        if (s.total > hardCap) require(s.soldTokens() == s.saleSupply, "all is sold");
    }

    function word(uint256 seed, uint256 place) internal pure returns (uint256) {
        return uint256(keccak256(abi.encode(seed, place)));
    }

    /// @notice Invariant 4, and committing in two accounts instead of one gains nothing.
    /// forge-config: default.fuzz.runs = 10000
    function testFuzz_Allocation_SplittingGainsNothing(
        uint120 a,
        uint120 b,
        uint120 others,
        uint96 supply,
        uint128 hardCap,
        uint128 softCap
    ) public pure {
        Sale memory s = sale(supply, hardCap, softCap, uint256(a) + b + others);
        (uint256 wholeTokens, uint256 wholeSpent,) = s.allocation(uint256(a) + b, 0);
        (uint256 tokensA, uint256 spentA,) = s.allocation(a, 0);
        (uint256 tokensB, uint256 spentB,) = s.allocation(b, 0);
        assertLe(tokensA + tokensB, wholeTokens);
        assertGe(spentA + spentB, wholeSpent);
    }

    /// @notice The formulas of the specification, written down anew.
    /// forge-config: default.fuzz.runs = 10000
    function testFuzz_Allocation_FollowsTheSpecification(
        uint120 c,
        uint120 others,
        uint96 supply,
        uint128 hardCap,
        uint128 softCap
    ) public pure {
        uint256 total = uint256(c) + others;
        Sale memory s = sale(supply, hardCap, softCap, total);
        (uint256 tokens, uint256 spent, uint256 refund) = s.allocation(c, 0);
        if (total < s.softCap) {
            assertEq(tokens, 0);
            assertEq(spent, 0);
            assertEq(refund, c);
        } else if (total <= s.hardCap) {
            assertEq(tokens, uint256(c) * s.saleSupply / s.hardCap);
            assertEq(spent, c);
        } else {
            assertEq(tokens, uint256(c) * s.saleSupply / total);
            uint256 product = uint256(c) * s.hardCap;
            assertEq(spent, product / total + (product % total == 0 ? 0 : 1));
            assertEq(refund, c - spent);
        }
    }
}
