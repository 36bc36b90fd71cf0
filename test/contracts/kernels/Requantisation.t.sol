// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {Test} from "forge-std/Test.sol";
import {Requantisation} from "../../../contracts/src/kernels/Requantisation.sol";

/// @notice Roundings and limits, which random numbers seldom meet.
contract RequantisationTest is Test {
    function test_halvesGoTowardsPlusInfinity() external pure {
        // A quarter of each.
        uint256 quarter = 1 << 30;
        assertEq(Requantisation.requantise(6, quarter, 32), 2);
        assertEq(Requantisation.requantise(2, quarter, 32), 1);
        assertEq(Requantisation.requantise(-2, quarter, 32), 0);
        assertEq(Requantisation.requantise(-6, quarter, 32), -1);
        // What is below zero is rounded, too, and not cut off.
        assertEq(Requantisation.requantise(-3, quarter, 32), -1);
        assertEq(Requantisation.requantise(-5, quarter, 32), -1);
        // A little less than a half.
        assertEq(Requantisation.requantise(1, (1 << 31) - 1, 32), 0);
        assertEq(Requantisation.requantise(-1, (1 << 31) - 1, 32), 0);
    }

    function test_theTopBitOfAMultiplierIsIgnored() external pure {
        assertEq(Requantisation.requantise(12, (1 << 31) | (1 << 30), 32), 3);
        assertEq(Requantisation.requantise(12, 1 << 31, 32), 0);
    }

    function test_extremesFitInInt32() external pure {
        uint256 most = (1 << 31) - 1;
        assertEq(Requantisation.requantise(type(int32).min, most, 32), -1_073_741_823);
        assertEq(Requantisation.requantise(type(int32).max, most, 32), 1_073_741_823);
        assertEq(Requantisation.requantise(type(int32).min, most, 62), -1);
    }

    function test_limits() external pure {
        assertEq(Requantisation.limit(-5, -4, 4), -4);
        assertEq(Requantisation.limit(5, -4, 4), 4);
        assertEq(Requantisation.limit(5, 7, 7), 7);
        assertEq(Requantisation.saturate(-32_768), -32_767);
        assertEq(Requantisation.saturate(32_768), 32_767);
        assertEq(Requantisation.saturate(-32_767), -32_767);
    }

    function test_accumulatorsWrap() external pure {
        assertEq(Requantisation.toInt32(1 << 31), type(int32).min);
        assertEq(Requantisation.toInt32(-(1 << 31) - 1), type(int32).max);
        assertEq(Requantisation.toInt32((1 << 40) + 7), 7);
    }
}
