// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {Elements} from "../Elements.sol";
import {Exp2Table} from "../Exp2Table.sol";
import {Instruction} from "../Instructions.sol";
import {Requantisation} from "../Requantisation.sol";
import {Reader} from "../Witness.sol";

/// @title ExpShiftKernel
/// @notice `2^-z` with 15 fraction bits, `z = requantise(max(0, m[r] - x[r, c]), multiplier, shift)` having 8; 0 of a masked
/// element.
library ExpShiftKernel {
    int256 private constant MASKED = -32_768;
    uint256 private constant MAX_EXPONENT = 15;

    function isWrong(Reader memory reader, Instruction memory instruction, uint256 element, int256 found)
        internal
        pure
        returns (bool)
    {
        unchecked {
            int256 x = Elements.element(reader, instruction, 0, element);
            int256 distance = Elements.ofRow(reader, instruction, 1, element) - x;
            if (distance < 0) distance = 0;
            (uint256 multiplier, uint256 shift) =
                (uint256(instruction.attributes[0]), uint256(instruction.attributes[1]));
            uint256 z = uint256(Requantisation.requantise(distance, multiplier, shift));
            uint256 exponent = z >> 8;
            if (x == MASKED || exponent > MAX_EXPONENT) return found != 0;
            return found != int256((Exp2Table.at(z & 255) + ((1 << exponent) >> 1)) >> exponent);
        }
    }
}
