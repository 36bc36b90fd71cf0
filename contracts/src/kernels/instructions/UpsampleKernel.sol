// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {Elements} from "../Elements.sol";
import {Instruction} from "../Instructions.sol";
import {TensorTypes} from "../TensorTypes.sol";
import {Reader} from "../Witness.sol";

/// @title UpsampleKernel
/// @notice `y[n, h, w, c] = x[n, floor(h / factorHeight), floor(w / factorWidth), c]`.
library UpsampleKernel {
    using TensorTypes for uint256;

    function isWrong(Reader memory reader, Instruction memory instruction, uint256 element, int256 found)
        internal
        pure
        returns (bool)
    {
        unchecked {
            uint256 channels = instruction.output.dimension(3);
            (uint256 position, uint256 channel) = (element / channels, element % channels);
            uint256 width = instruction.output.dimension(2);
            uint256 w = position % width / uint256(instruction.attributes[1]);
            // Rows of all images: the output's height is a whole multiple of the factor.
            uint256 row = position / width / uint256(instruction.attributes[0]);
            uint256 source = (row * instruction.operandTypes[0].dimension(2) + w) * channels + channel;
            return found != Elements.element(reader, instruction, 0, source);
        }
    }
}
