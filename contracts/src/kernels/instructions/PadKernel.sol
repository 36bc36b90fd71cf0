// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {AxisPlace, AxisPlaces} from "../AxisPlaces.sol";
import {Elements} from "../Elements.sol";
import {Instruction} from "../Instructions.sol";
import {TensorTypes} from "../TensorTypes.sol";
import {Reader} from "../Witness.sol";

/// @title PadKernel
/// @notice x with `before` times `value` before it along an axis, and some after it.
library PadKernel {
    using TensorTypes for uint256;

    function isWrong(Reader memory reader, Instruction memory instruction, uint256 element, int256 found)
        internal
        pure
        returns (bool)
    {
        unchecked {
            uint256 axis = uint256(instruction.attributes[0]);
            AxisPlace memory place = AxisPlaces.split(instruction.output, element, axis);
            uint256 size = instruction.operandTypes[0].dimension(axis);
            // Below 0 it is above every size.
            uint256 index = place.index - uint256(instruction.attributes[1]);
            if (index >= size) return found != instruction.attributes[2];
            return found != Elements.element(reader, instruction, 0, AxisPlaces.join(place, size, index));
        }
    }
}
