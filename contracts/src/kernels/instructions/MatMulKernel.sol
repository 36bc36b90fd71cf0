// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {Instruction} from "../Instructions.sol";
import {Requantisation} from "../Requantisation.sol";
import {RowProduct, RunPair} from "../RowProduct.sol";
import {TensorTypes} from "../TensorTypes.sol";
import {Reader} from "../Witness.sol";

/// @title MatMulKernel
/// @notice `y[b, r, c] = limited(requantise(sum over k of left[b, r, k] * right[b', c, k], multiplier, shift))`.
library MatMulKernel {
    using TensorTypes for uint256;

    function isWrong(Reader memory reader, Instruction memory instruction, uint256 element, int256 found)
        internal
        pure
        returns (bool)
    {
        unchecked {
            uint256 columns = instruction.operandTypes[0].columns();
            uint256 channels = instruction.output.columns();
            uint256 row = element / channels;
            uint256 channel = _matrix(instruction, row, channels) * channels + element % channels;
            RunPair memory runs = RunPair({left: row * columns, right: channel * columns, count: columns});
            int256 scaled = RowProduct.requantised(reader, instruction, runs);
            return found != Requantisation.limit(scaled, instruction.attributes[2], instruction.attributes[3]);
        }
    }

    /// @dev Which of the right operand's matrices a row of the left one is multiplied with.
    function _matrix(Instruction memory instruction, uint256 row, uint256 channels) private pure returns (uint256) {
        unchecked {
            (uint256 left, uint256 right) = (instruction.operandTypes[0], instruction.operandTypes[1]);
            uint256 columns = left.columns();
            uint256 rows = left.dimension(left.rank() - 2);
            uint256 matrices = left.elements() / (rows * columns);
            return row / rows * (right.elements() / (channels * columns)) / matrices;
        }
    }
}
