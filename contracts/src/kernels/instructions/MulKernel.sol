// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {Elements} from "../Elements.sol";
import {Instruction} from "../Instructions.sol";
import {Requantisation} from "../Requantisation.sol";
import {TensorTypes} from "../TensorTypes.sol";
import {Reader} from "../Witness.sol";

/// @title MulKernel
/// @notice `y[i] = limited(requantise(left[i] * right[i mod n], multiplier, shift))`.
library MulKernel {
    function isWrong(Reader memory reader, Instruction memory instruction, uint256 element, int256 found)
        internal
        pure
        returns (bool)
    {
        unchecked {
            int256[5] memory attributes = instruction.attributes;
            uint256 period = TensorTypes.elements(instruction.operandTypes[1]);
            int256 product = Elements.element(reader, instruction, 0, element);
            product *= Elements.element(reader, instruction, 1, element % period);
            int256 scaled = Requantisation.requantise(product, uint256(attributes[0]), uint256(attributes[1]));
            return found != Requantisation.limit(scaled, attributes[2], attributes[3]);
        }
    }
}
