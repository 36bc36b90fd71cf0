// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {AxisPlaces} from "../AxisPlaces.sol";
import {Elements} from "../Elements.sol";
import {Instruction} from "../Instructions.sol";
import {TensorTypes} from "../TensorTypes.sol";
import {Reader} from "../Witness.sol";

/// @title TransposeKernel
/// @notice Dimension d of the output is dimension `axis<d>` of the operand.
library TransposeKernel {
    using TensorTypes for uint256;

    function isWrong(Reader memory reader, Instruction memory instruction, uint256 element, int256 found)
        internal
        pure
        returns (bool)
    {
        unchecked {
            (uint256 output, uint256 operand) = (instruction.output, instruction.operandTypes[0]);
            uint256 source;
            for (uint256 d = output.rank(); d > 0;) {
                d--;
                uint256 size = output.dimension(d);
                source += element % size * AxisPlaces.strideOf(operand, uint256(instruction.attributes[d]));
                element /= size;
            }
            return found != Elements.element(reader, instruction, 0, source);
        }
    }
}
