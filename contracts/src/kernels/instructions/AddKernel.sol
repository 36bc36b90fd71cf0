// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {Elements} from "../Elements.sol";
import {Instruction} from "../Instructions.sol";
import {Requantisation} from "../Requantisation.sol";
import {TensorTypes} from "../TensorTypes.sol";
import {Reader} from "../Witness.sol";

/// @title AddKernel
/// @notice `y[i] = limited((left[i] * leftMultiplier + right[i mod n] * rightMultiplier + 2^(shift - 1)) >> shift)`.
library AddKernel {
    function isWrong(Reader memory reader, Instruction memory instruction, uint256 element, int256 found)
        internal
        pure
        returns (bool)
    {
        unchecked {
            int256[5] memory attributes = instruction.attributes;
            uint256 period = TensorTypes.elements(instruction.operandTypes[1]);
            int256 sum = Elements.element(reader, instruction, 0, element) * attributes[0];
            sum += Elements.element(reader, instruction, 1, element % period) * attributes[1];
            // A sum whose multipliers have signs: their place is taken by the 1.
            int256 scaled = Requantisation.requantise(sum, 1, uint256(attributes[2]));
            return found != Requantisation.limit(scaled, attributes[3], attributes[4]);
        }
    }
}
