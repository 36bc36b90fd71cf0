// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {Instruction} from "../Instructions.sol";
import {Requantisation} from "../Requantisation.sol";
import {TensorTypes} from "../TensorTypes.sol";
import {Reader, Witness} from "../Witness.sol";

/// @title RopeKernel
/// @notice Turns a pair of columns (a, b) by the angle (c, s) of its position: `saturate((a * c - b * s + 2^14) >> 15)` and
/// `saturate((a * s + b * c + 2^14) >> 15)`.
library RopeKernel {
    using TensorTypes for uint256;

    uint256 private constant FRACTION_BITS = 15;

    function isWrong(Reader memory reader, Instruction memory instruction, uint256 element, int256 found)
        internal
        pure
        returns (bool)
    {
        unchecked {
            uint256 width = instruction.output.columns();
            uint256 headSize = instruction.constantType.dimension(1);
            // The width is even, so that pairs of columns are pairs of elements.
            uint256 first = element & ~uint256(1);
            uint256 x = Witness.operand(reader, instruction, 0, first, 2);
            uint256 angle = (reader.step + element / width) * headSize + (first % width) % headSize;
            uint256 pair = Witness.table(reader, instruction, angle, 2);
            (int256 a, int256 b) = (Witness.int16At(x, 0), Witness.int16At(x, 1));
            (int256 c, int256 s) = (Witness.int16At(pair, 0), Witness.int16At(pair, 1));
            int256 turned = element == first ? a * c - b * s : a * s + b * c;
            return found != Requantisation.saturate(Requantisation.requantise(turned, 1, FRACTION_BITS));
        }
    }
}
