// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {Elements} from "../Elements.sol";
import {Instruction} from "../Instructions.sol";
import {Requantisation} from "../Requantisation.sol";
import {RowWords} from "../RowWords.sol";
import {TensorTypes} from "../TensorTypes.sol";
import {Reader, Witness} from "../Witness.sol";

/// @title NormApplyKernel
/// @notice An element of a row times the row's `[m, h]`, one over its root mean square or standard deviation, then scaled and
/// shifted by its column's weight and bias.
library NormApplyKernel {
    using TensorTypes for uint256;

    uint256 private constant MANTISSA_MASK = 0x7fffffff;
    uint256 private constant FRACTION_SHIFT = 13;
    uint256 private constant ROW_HEAD_BYTES = 32;

    function isWrong(Reader memory reader, Instruction memory instruction, uint256 element, int256 found)
        internal
        pure
        returns (bool)
    {
        unchecked {
            uint256 columns = instruction.output.columns();
            int256 normalised = _normalised(reader, instruction, element, columns);
            uint256 head = Witness.row(reader, instruction, element % columns);
            // The only weight of the row.
            int256 weight = RowWords.weight(head + ROW_HEAD_BYTES, 0);
            int256 accumulator = Requantisation.toInt32(RowWords.bias(head) + normalised * weight);
            int256[5] memory attributes = instruction.attributes;
            int256 scaled = Requantisation.requantise(accumulator, RowWords.multiplier(head), uint256(attributes[0]));
            return found != Requantisation.limit(scaled, attributes[1], attributes[2]);
        }
    }

    /// @dev Where docs/tensor-programs.md has it modulo 2^32, the accumulator takes it so in the end.
    function _normalised(Reader memory reader, Instruction memory instruction, uint256 element, uint256 columns)
        private
        pure
        returns (int256)
    {
        unchecked {
            int256 centred = int256(columns) * Elements.element(reader, instruction, 0, element);
            uint256 row = element / columns;
            uint256 pair = Witness.operand(reader, instruction, 1, 2 * row, 2);
            int256 mantissa = int256(uint256(Witness.int32At(pair, 0)) & MANTISSA_MASK);
            uint256 exponent = uint256(Witness.int32At(pair, 1)) & 31;
            if (instruction.operands[2] >= 0) centred -= Elements.element(reader, instruction, 2, row);
            return (Requantisation.toInt32(centred) * mantissa) >> (exponent + FRACTION_SHIFT);
        }
    }
}
