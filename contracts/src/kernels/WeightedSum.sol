// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {DotProducts} from "./DotProducts.sol";
import {Instruction} from "./Instructions.sol";
import {Requantisation} from "./Requantisation.sol";
import {RowWords} from "./RowWords.sol";

/// @title WeightedSum
/// @notice What Gemm and the convolutions have in common: a row of weights, and attributes that begin with shift, low and high.
library WeightedSum {
    uint256 private constant ROW_HEAD_BYTES = 32;

    /// @notice `limited(requantise(bias + sum over k of x[k] * w[k], M, shift))`.
    /// @param head Place of the row's head in calldata, its blocks behind it.
    /// @param x Place of a room of `DotProducts` in memory.
    function limited(Instruction memory instruction, uint256 head, uint256 x, uint256 columns)
        internal
        pure
        returns (int256)
    {
        unchecked {
            int256[5] memory attributes = instruction.attributes;
            int256 sum = RowWords.bias(head) + DotProducts.weighted(x, head + ROW_HEAD_BYTES, columns);
            int256 scaled = Requantisation.requantise(
                Requantisation.toInt32(sum), RowWords.multiplier(head), uint256(attributes[0])
            );
            return Requantisation.limit(scaled, attributes[1], attributes[2]);
        }
    }
}
