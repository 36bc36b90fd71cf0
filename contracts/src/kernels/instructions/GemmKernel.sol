// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {DotProducts} from "../DotProducts.sol";
import {Instruction} from "../Instructions.sol";
import {TensorTypes} from "../TensorTypes.sol";
import {WeightedSum} from "../WeightedSum.sol";
import {Reader, Witness} from "../Witness.sol";

/// @title GemmKernel
/// @notice `y[r, c] = limited(requantise(bias[c] + sum over k of x[r, k] * w[c, k], M[c], shift))`.
library GemmKernel {
    using TensorTypes for uint256;

    function isWrong(Reader memory reader, Instruction memory instruction, uint256 element, int256 found)
        internal
        pure
        returns (bool)
    {
        unchecked {
            (uint256 channels, uint256 columns) =
                (instruction.constantType.dimension(0), instruction.constantType.dimension(1));
            uint256 x = Witness.operand(reader, instruction, 0, element / channels * columns, columns);
            uint256 head = Witness.row(reader, instruction, element % channels);
            return found != WeightedSum.limited(instruction, head, DotProducts.load(x, columns), columns);
        }
    }
}
