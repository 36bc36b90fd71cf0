// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {Elements} from "../Elements.sol";
import {Instruction} from "../Instructions.sol";
import {Reader, Witness} from "../Witness.sol";

/// @title LutKernel
/// @notice `y = t[i] + (((t[i + 1] - t[i]) * o + 64) >> 7)` with `i = 256 + (x >> 7)`, `o = x & 127`.
library LutKernel {
    function isWrong(Reader memory reader, Instruction memory instruction, uint256 element, int256 found)
        internal
        pure
        returns (bool)
    {
        unchecked {
            int256 x = Elements.element(reader, instruction, 0, element);
            // From 0 to 511: x is int16, and the table has 513 elements.
            uint256 pointer = Witness.table(reader, instruction, uint256(256 + (x >> 7)), 2);
            int256 from = Witness.int16At(pointer, 0);
            int256 to = Witness.int16At(pointer, 1);
            return found != from + (((to - from) * (x & 127) + 64) >> 7);
        }
    }
}
