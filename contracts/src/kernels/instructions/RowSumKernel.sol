// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {Instruction} from "../Instructions.sol";
import {RowLanes} from "../RowLanes.sol";
import {TensorTypes} from "../TensorTypes.sol";
import {Reader, Witness} from "../Witness.sol";

/// @title RowSumKernel
/// @notice The sum of a row.
library RowSumKernel {
    function isWrong(Reader memory reader, Instruction memory instruction, uint256 element, int256 found)
        internal
        pure
        returns (bool)
    {
        unchecked {
            uint256 columns = TensorTypes.columns(instruction.operandTypes[0]);
            uint256 pointer = Witness.operand(reader, instruction, 0, element * columns, columns);
            return found != RowLanes.sum(pointer, columns);
        }
    }
}
