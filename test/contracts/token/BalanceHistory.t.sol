// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {Test} from "forge-std/Test.sol";
import {BalanceHistory, Segment} from "../../../contracts/src/token/BalanceHistory.sol";
import {RevenuePerUnitX128} from "../../../contracts/src/token/RevenuePerUnit.sol";

contract BalanceHistoryTest is Test {
    using BalanceHistory for mapping(uint256 => Segment);

    mapping(uint256 index => Segment) private _segments;

    /// forge-config: default.fuzz.runs = 2000
    function testFuzz_AmountAt_AgreesWithALinearSearch(uint8[12] calldata gaps, uint8 count, uint16 period) public {
        count = count % 13;
        uint32 first = 0;
        uint256 expected = 0;
        for (uint256 i = 0; i < count; i++) {
            first += uint32(gaps[i]) + 1;
            _segments[i] = Segment({firstPeriod: first, amount: uint96(1000 + i), earnedWei: 0});
            if (first <= period) expected = 1000 + i;
        }
        assertEq(_segments.amountAt(count, period), expected);
    }
}

contract RevenuePerUnitTest is Test {
    /// @dev Shares of one period never exceed it, a whole share is exact, and its revenue can be read back.
    /// forge-config: default.fuzz.runs = 10000
    function testFuzz_PlusShared_NeverOverpays(uint96 a, uint96 b, uint96 c, uint104 revenueWei, uint96 earlierWei)
        public
        pure
    {
        uint256 supply = uint256(a) + b + c;
        vm.assume(supply != 0 && supply <= type(uint96).max);
        RevenuePerUnitX128 before = RevenuePerUnitX128.wrap(0).plusShared(earlierWei, supply);
        RevenuePerUnitX128 later = before.plusShared(revenueWei, supply);
        uint256 paid = later.earned(before, a) + later.earned(before, b) + later.earned(before, c);
        assertLe(paid, revenueWei);
        assertGe(paid + 2, revenueWei);
        assertEq(later.earned(before, supply), revenueWei);
        assertEq(later.shared(before, supply), revenueWei);
    }
}
