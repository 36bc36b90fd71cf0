// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {TensorTypes} from "../../kernels/TensorTypes.sol";

/// @title Footprint
/// @notice The most bytes that a proof about one element has to show of an operand under a window. The ranges of shapes bound
/// everything else that a proof shows: it is a few runs of at most 4096 elements.
library Footprint {
    using TensorTypes for uint256;

    /// @notice At 40 gas a byte this is below two million gas.
    uint256 internal constant MAX_BYTES = 40_960;
    uint256 private constant INT16_BYTES = 2;
    uint256 private constant HASH_BYTES = 32;

    /// @notice Of `runs` runs of int16 of a tensor, `count` elements each, wherever they begin.
    function ofRuns(uint256 word, uint256 runs, uint256 count) internal pure returns (uint256) {
        unchecked {
            uint256 log2Leaf = word.log2Leaf();
            uint256 leaves = 1 + TensorTypes.leavesOf((count - 1) * INT16_BYTES, log2Leaf);
            uint256 depth = TensorTypes.depthOf(word.leafCount());
            // One leaf has a sibling on each level, several next to each other have two at most.
            uint256 siblings = leaves == 1 ? depth : 2 * depth;
            return runs * ((leaves << log2Leaf) + siblings * HASH_BYTES);
        }
    }
}
