// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {Instruction} from "../Instructions.sol";
import {Requantisation} from "../Requantisation.sol";
import {RowProduct, RunPair} from "../RowProduct.sol";
import {TensorTypes} from "../TensorTypes.sol";
import {Reader} from "../Witness.sol";

/// @title AttentionMixKernel
/// @notice `y[h, d] = saturate(requantise(sum over j up to the step of p[h, j] * v[g, d, j], multiplier, shift))`.
library AttentionMixKernel {
    using TensorTypes for uint256;

    function isWrong(Reader memory reader, Instruction memory instruction, uint256 element, int256 found)
        internal
        pure
        returns (bool)
    {
        unchecked {
            uint256 steps = instruction.operandTypes[0].dimension(1);
            uint256 width = instruction.output.dimension(1);
            uint256 size = width / instruction.operandTypes[0].dimension(0);
            uint256 head = element / size;
            uint256 valueHead = head * instruction.operandTypes[1].dimension(0) / width;
            uint256 value = (valueHead * size + element % size) * steps;
            RunPair memory runs = RunPair({left: head * steps, right: value, count: reader.step + 1});
            int256 scaled = RowProduct.requantised(reader, instruction, runs);
            return found != Requantisation.saturate(scaled);
        }
    }
}
