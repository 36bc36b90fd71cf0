// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {Instruction} from "../Instructions.sol";
import {Requantisation} from "../Requantisation.sol";
import {RowProduct, RunPair} from "../RowProduct.sol";
import {TensorTypes} from "../TensorTypes.sol";
import {Reader} from "../Witness.sol";

/// @title AttentionScoresKernel
/// @notice `y[h, j] = saturate(requantise(sum over d of q[h, d] * k[j, g, d], multiplier, shift))` for `j` up to the step, -32768 for
/// later ones.
library AttentionScoresKernel {
    using TensorTypes for uint256;

    int256 private constant MASKED = -32_768;

    function isWrong(Reader memory reader, Instruction memory instruction, uint256 element, int256 found)
        internal
        pure
        returns (bool)
    {
        unchecked {
            (uint256 heads, uint256 steps) = (instruction.output.dimension(0), instruction.output.dimension(1));
            (uint256 head, uint256 j) = (element / steps, element % steps);
            if (j > reader.step) return found != MASKED;
            uint256 width = instruction.operandTypes[0].elements();
            uint256 keyWidth = instruction.operandTypes[1].dimension(1);
            uint256 size = width / heads;
            uint256 key = j * keyWidth + head * keyWidth / width * size;
            RunPair memory runs = RunPair({left: head * size, right: key, count: size});
            int256 scaled = RowProduct.requantised(reader, instruction, runs);
            return found != Requantisation.saturate(scaled);
        }
    }
}
