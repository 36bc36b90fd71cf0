// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {Elements} from "../Elements.sol";
import {Instruction} from "../Instructions.sol";
import {Requantisation} from "../Requantisation.sol";
import {RowWords} from "../RowWords.sol";
import {TensorTypes} from "../TensorTypes.sol";
import {Reader, Witness} from "../Witness.sol";

/// @title GatherKernel
/// @notice Row `j = x[i]` of the constant: `y[i, c] = saturate(requantise(bias[j] + w[j, c] * 2^16 modulo 2^32, M[j], shift))`,
/// 0 where there is no such row.
library GatherKernel {
    using TensorTypes for uint256;

    function isWrong(Reader memory reader, Instruction memory instruction, uint256 element, int256 found)
        internal
        pure
        returns (bool)
    {
        unchecked {
            uint256 columns = instruction.output.columns();
            int256 index = Elements.element(reader, instruction, 0, element / columns);
            if (index < 0 || uint256(index) >= instruction.constantType.dimension(0)) return found != 0;
            uint256 column = element % columns;
            (uint256 head, uint256 weights) = Witness.rowBlock(reader, instruction, uint256(index), column);
            int256 accumulator = Requantisation.toInt32(RowWords.bias(head) + (RowWords.weight(weights, column) << 16));
            uint256 shift = uint256(instruction.attributes[0]);
            int256 scaled = Requantisation.requantise(accumulator, RowWords.multiplier(head), shift);
            return found != Requantisation.saturate(scaled);
        }
    }
}
