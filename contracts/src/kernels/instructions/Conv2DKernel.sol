// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {DotProducts} from "../DotProducts.sol";
import {Instruction} from "../Instructions.sol";
import {TensorTypes} from "../TensorTypes.sol";
import {WeightedSum} from "../WeightedSum.sol";
import {Window, Windows} from "../Windows.sol";
import {Reader, Witness} from "../Witness.sol";

/// @title Conv2DKernel
/// @notice `y[n, oh, ow, c] = limited(requantise(bias[c] + sum over i, j, k of x[n, h, w, k] * w[c, i, j, k], M[c], shift))`.
library Conv2DKernel {
    using TensorTypes for uint256;

    uint256 private constant WINDOW = 3;

    function isWrong(Reader memory reader, Instruction memory instruction, uint256 element, int256 found)
        internal
        pure
        returns (bool)
    {
        unchecked {
            Window memory window = Windows.window(instruction, element, WINDOW);
            uint256 columns = instruction.constantType.dimension(1);
            uint256 x = DotProducts.allocate(columns);
            Windows.gather(reader, instruction, window, 0, instruction.operandTypes[0].dimension(3), x);
            uint256 head = Witness.row(reader, instruction, window.channel);
            return found != WeightedSum.limited(instruction, head, x, columns);
        }
    }
}
