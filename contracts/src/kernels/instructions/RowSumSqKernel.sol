// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {Instruction} from "../Instructions.sol";
import {Requantisation} from "../Requantisation.sol";
import {RowLanes} from "../RowLanes.sol";
import {TensorTypes} from "../TensorTypes.sol";
import {Reader, Witness} from "../Witness.sol";

/// @title RowSumSqKernel
/// @notice A limb of `q = columns * sum of x^2 - centred * (sum of x)^2`: `q mod 2^32` at even elements, `q >> 32` at odd ones.
library RowSumSqKernel {
    function isWrong(Reader memory reader, Instruction memory instruction, uint256 element, int256 found)
        internal
        pure
        returns (bool)
    {
        unchecked {
            uint256 columns = TensorTypes.columns(instruction.operandTypes[0]);
            uint256 pointer = Witness.operand(reader, instruction, 0, (element >> 1) * columns, columns);
            int256 sum = RowLanes.sum(pointer, columns);
            int256 squares = RowLanes.sumOfSquares(pointer, columns, sum);
            int256 spread = int256(columns) * squares - instruction.attributes[0] * sum * sum;
            return found != (element & 1 == 0 ? Requantisation.toInt32(spread) : spread >> 32);
        }
    }
}
