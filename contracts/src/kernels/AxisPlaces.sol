// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {TensorTypes} from "./TensorTypes.sol";

/// @notice Where an element lies, seen from one axis of its tensor.
struct AxisPlace {
    /// Number of the element's part of the tensor in which only `index` and the dimensions after it change.
    uint256 outer;
    /// Index along the axis.
    uint256 index;
    /// Place in what lies at that index.
    uint256 inner;
    /// Elements at each index.
    uint256 stride;
}

/// @title AxisPlaces
/// @notice Takes elements apart along an axis, and puts them together in a tensor that differs in it.
library AxisPlaces {
    using TensorTypes for uint256;

    function split(uint256 typeWord, uint256 element, uint256 axis) internal pure returns (AxisPlace memory place) {
        unchecked {
            uint256 stride = strideOf(typeWord, axis);
            place.stride = stride;
            place.inner = element % stride;
            place.index = element / stride % typeWord.dimension(axis);
            place.outer = element / stride / typeWord.dimension(axis);
        }
    }

    /// @notice The element at another index of a tensor of `size` along the axis.
    function join(AxisPlace memory place, uint256 size, uint256 index) internal pure returns (uint256) {
        unchecked {
            return (place.outer * size + index) * place.stride + place.inner;
        }
    }

    /// @notice How far apart elements are that lie next to each other along an axis.
    function strideOf(uint256 typeWord, uint256 axis) internal pure returns (uint256 stride) {
        unchecked {
            stride = 1;
            for (uint256 d = typeWord.rank() - 1; d > axis; d--) {
                stride *= typeWord.dimension(d);
            }
        }
    }
}
