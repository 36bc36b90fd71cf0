// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {Test} from "forge-std/Test.sol";
import {Exp2Table} from "../../../contracts/src/kernels/Exp2Table.sol";

/// @notice The table of powers, computed again by roots and products.
contract Exp2TableTest is Test {
    uint256 private constant ONE = 1 << 127;

    function test_entriesAreRoundedPowersOfTwo() external pure {
        // The 256th root of one half with 127 fraction bits: eight square roots.
        uint256 step = ONE / 2;
        for (uint256 i = 0; i < 8; i++) {
            step = Math.sqrt(step * ONE);
        }
        uint256 power = ONE;
        for (uint256 i = 0; i < 256; i++) {
            // No power is as near to a half as what 256 products round off.
            assertEq(Exp2Table.at(i), (32_767 * power + ONE / 2) / ONE);
            power = Math.mulDiv(power, step, ONE);
        }
        assertApproxEqAbs(power, ONE / 2, 1024);
    }
}
