// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {Instruction} from "./Instructions.sol";
import {TensorTypes} from "./TensorTypes.sol";
import {Reader, Witness} from "./Witness.sol";

/// @title Elements
/// @notice Single elements of an instruction's operands.
library Elements {
    using TensorTypes for uint256;

    /// @notice Element `index` of operand `place`.
    function element(Reader memory reader, Instruction memory instruction, uint256 place, uint256 index)
        internal
        pure
        returns (int256)
    {
        uint256 pointer = Witness.operand(reader, instruction, place, index, 1);
        return Witness.at(pointer, instruction.operandTypes[place], 0);
    }

    /// @notice Element of operand `place`, which has one for each row of the output, for the row of `index`.
    function ofRow(Reader memory reader, Instruction memory instruction, uint256 place, uint256 index)
        internal
        pure
        returns (int256)
    {
        unchecked {
            return element(reader, instruction, place, index / instruction.output.columns());
        }
    }

    /// @notice Two elements of operand 0, which is int16.
    /// @dev Where one leaf holds both, it is shown once.
    function pair(Reader memory reader, Instruction memory instruction, uint256 left, uint256 right)
        internal
        pure
        returns (int256, int256)
    {
        unchecked {
            uint256 log2Elements = instruction.operandTypes[0].log2Leaf() - 1;
            if (left >> log2Elements != right >> log2Elements) {
                int256 value = element(reader, instruction, 0, left);
                return (value, element(reader, instruction, 0, right));
            }
            uint256 first = left < right ? left : right;
            uint256 count = (left < right ? right : left) + 1 - first;
            uint256 pointer = Witness.operand(reader, instruction, 0, first, count);
            return (Witness.int16At(pointer, left - first), Witness.int16At(pointer, right - first));
        }
    }
}
