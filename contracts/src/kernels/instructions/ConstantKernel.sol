// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {Instruction} from "../Instructions.sol";
import {Reader, Witness} from "../Witness.sol";

/// @title ConstantKernel
/// @notice The elements of a table, in their order.
library ConstantKernel {
    function isWrong(Reader memory reader, Instruction memory instruction, uint256 element, int256 found)
        internal
        pure
        returns (bool)
    {
        unchecked {
            uint256 pointer = Witness.table(reader, instruction, element, 1);
            return found != Witness.at(pointer, instruction.constantType, 0);
        }
    }
}
