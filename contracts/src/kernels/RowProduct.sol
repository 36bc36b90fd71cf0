// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {DotProducts} from "./DotProducts.sol";
import {Instruction} from "./Instructions.sol";
import {Requantisation} from "./Requantisation.sol";
import {Reader, Witness} from "./Witness.sol";

/// @notice A run of each operand: where they begin, and how many elements both have.
struct RunPair {
    uint256 left;
    uint256 right;
    uint256 count;
}

/// @title RowProduct
/// @notice What the products of two values have in common: a run of each operand, and attributes that begin with multiplier and
/// shift.
library RowProduct {
    /// @notice `requantise(sum over k of left[k] * right[k], multiplier, shift)`.
    function requantised(Reader memory reader, Instruction memory instruction, RunPair memory runs)
        internal
        pure
        returns (int256)
    {
        uint256 count = runs.count;
        uint256 left = Witness.operand(reader, instruction, 0, runs.left, count);
        uint256 right = Witness.operand(reader, instruction, 1, runs.right, count);
        int256 sum = DotProducts.products(DotProducts.load(left, count), right, count);
        int256[5] memory attributes = instruction.attributes;
        return Requantisation.requantise(sum, uint256(attributes[0]), uint256(attributes[1]));
    }
}
