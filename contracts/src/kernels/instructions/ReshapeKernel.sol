// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {Elements} from "../Elements.sol";
import {Instruction} from "../Instructions.sol";
import {Reader} from "../Witness.sol";

/// @title ReshapeKernel
/// @notice The operand's elements in their order.
library ReshapeKernel {
    function isWrong(Reader memory reader, Instruction memory instruction, uint256 element, int256 found)
        internal
        pure
        returns (bool)
    {
        return found != Elements.element(reader, instruction, 0, element);
    }
}
