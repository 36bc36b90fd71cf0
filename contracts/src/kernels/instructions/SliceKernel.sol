// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {AxisPlace, AxisPlaces} from "../AxisPlaces.sol";
import {Elements} from "../Elements.sol";
import {Instruction} from "../Instructions.sol";
import {TensorTypes} from "../TensorTypes.sol";
import {Reader} from "../Witness.sol";

/// @title SliceKernel
/// @notice `y[..., i, ...] = x[..., start + i * step, ...]` along an axis.
library SliceKernel {
    using TensorTypes for uint256;

    function isWrong(Reader memory reader, Instruction memory instruction, uint256 element, int256 found)
        internal
        pure
        returns (bool)
    {
        unchecked {
            uint256 axis = uint256(instruction.attributes[0]);
            AxisPlace memory place = AxisPlaces.split(instruction.output, element, axis);
            uint256 index = uint256(instruction.attributes[1]) + place.index * uint256(instruction.attributes[2]);
            uint256 source = AxisPlaces.join(place, instruction.operandTypes[0].dimension(axis), index);
            return found != Elements.element(reader, instruction, 0, source);
        }
    }
}
