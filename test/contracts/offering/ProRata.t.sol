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
            total: total
        });
    }

    /// @notice Invariants 2 and 3.
    /// forge-config: default.fuzz.runs = 10000
    function testFuzz_Allocation_NeverExceedsSupplyOrCommitments(
        uint120[6] calldata committed,
        uint96 supply,
        uint128 hardCap,
        uint128 softCap
    ) public pure {
        uint256 total;
        for (uint256 i = 0; i < committed.length; i++) {
            total += committed[i];
        }
        Sale memory s = sale(supply, hardCap, softCap, total);
        uint256 tokens;
        uint256 spent;
        uint256 refunds;
        for (uint256 i = 0; i < committed.length; i++) {
            (uint256 t, uint256 p, uint256 r) = s.allocation(committed[i]);
            assertEq(p + r, committed[i]);
            tokens += t;
            spent += p;
            refunds += r;
        }
        if (!s.succeeds()) {
            assertEq(refunds, total);
            assertEq(tokens, 0);
            return;
        }
        assertLe(tokens, s.soldTokens());
        assertLe(s.soldTokens(), s.saleSupply);
        assertLt(s.soldTokens() - tokens, committed.length);
        assertLe(refunds + s.raised(), total);
        assertLt(spent - s.raised(), committed.length);
        if (total > s.hardCap) assertEq(s.raised(), s.hardCap);
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
        (uint256 wholeTokens, uint256 wholeSpent,) = s.allocation(uint256(a) + b);
        (uint256 tokensA, uint256 spentA,) = s.allocation(a);
        (uint256 tokensB, uint256 spentB,) = s.allocation(b);
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
        (uint256 tokens, uint256 spent, uint256 refund) = s.allocation(c);
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
