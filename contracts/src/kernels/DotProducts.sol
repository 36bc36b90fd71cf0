// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

/// @title DotProducts
/// @notice Dot products of int16 with int8 or int16, modulo 2^32, eight or four products for each multiplication.
/// @dev Two words of signed lanes, one of them in the reverse order, are multiplied modulo 2^256: the product's top lane is the sum
/// of the products of their lanes, and the others hold sums of fewer. A bias in those keeps them from borrowing of the lane above.
library DotProducts {
    uint256 private constant LOW_BYTES = 0x00ff00ff00ff00ff00ff00ff00ff00ff00ff00ff00ff00ff00ff00ff00ff00ff;
    uint256 private constant SIGNS = 0x8000800080008000800080008000800080008000800080008000800080008000;

    /// @dev Lanes of 32 bits: int16 and weights in offset binary, and what the offsets are.
    uint256 private constant HALVES = 0x0000ffff0000ffff0000ffff0000ffff0000ffff0000ffff0000ffff0000ffff;
    uint256 private constant HALVES_OFFSET = 0x0000800000008000000080000000800000008000000080000000800000008000;
    uint256 private constant BYTES = 0x000000ff000000ff000000ff000000ff000000ff000000ff000000ff000000ff;
    uint256 private constant BYTES_OFFSET = 0x0000008000000080000000800000008000000080000000800000008000000080;
    uint256 private constant BIAS = 0x0000000080000000800000008000000080000000800000008000000080000000;
    uint256 private constant TOP_LANE = 0xffffffff00000000000000000000000000000000000000000000000000000000;
    /// @dev 1024 bytes of x are 64 multiplications, of at most 7 * 2^22 in a lower lane: below 2^31 in all.
    uint256 private constant STRETCH_BYTES = 1024;

    /// @dev Lanes of 64 bits: int16 in offset binary. 4096 products are below 2^42.
    uint256 private constant QUARTERS = 0x000000000000ffff000000000000ffff000000000000ffff000000000000ffff;
    uint256 private constant QUARTERS_OFFSET = 0x0000000000008000000000000000800000000000000080000000000000008000;
    uint256 private constant QUARTERS_BIAS = 0x0000000000000000800000000000000080000000000000008000000000000000;
    uint256 private constant ODD_LANES = 0x0000000000000000ffffffffffffffff0000000000000000ffffffffffffffff;

    /// @notice Makes room in memory for `count` int16, and zeros up to a whole number of the pairs of words that `weighted` reads.
    function allocate(uint256 count) internal pure returns (uint256 place) {
        assembly ("memory-safe") {
            let size := and(add(shl(1, count), 63), not(63))
            place := mload(0x40)
            mstore(0x40, add(place, size))
            // Past its end, calldata reads as zeros.
            calldatacopy(place, calldatasize(), size)
        }
    }

    /// @notice Copies `count` int16 from calldata to room that `allocate` made.
    function load(uint256 pointer, uint256 count) internal pure returns (uint256 place) {
        place = allocate(count);
        assembly ("memory-safe") {
            calldatacopy(place, pointer, shl(1, count))
        }
    }

    /// @notice Element `i` of int16 at a place in memory.
    function at(uint256 place, uint256 i) internal pure returns (int256 value) {
        assembly ("memory-safe") {
            let word := shr(240, mload(add(place, shl(1, i))))
            value := signextend(1, or(shr(8, word), shl(8, word)))
        }
    }

    /// @notice The sum of `x[k] * w[k]`, modulo 2^32, read as int32.
    /// @param x Place of `allocate` in memory: zeros past the last column, so that weights there are of no weight.
    /// @param weights Place in calldata of blocks of weights in lane order.
    function weighted(uint256 x, uint256 weights, uint256 count) internal pure returns (int256) {
        unchecked {
            uint256 end = x + ((2 * count + 63) & ~uint256(63));
            return _weighted(x, weights, end, LOW_BYTES, SIGNS, HALVES, HALVES_OFFSET, BYTES, BYTES_OFFSET);
        }
    }

    /// @notice The sum of `left[k] * right[k]`, modulo 2^32, read as int32.
    /// @param left Place of `load` in memory: zeros past the last element, so that what follows `right` is of no weight.
    /// @param right Place in calldata of int16.
    function products(uint256 left, uint256 right, uint256 count) internal pure returns (int256) {
        unchecked {
            uint256 end = left + 2 * count;
            return _products(left, right, end, LOW_BYTES, SIGNS, QUARTERS, QUARTERS_OFFSET, ODD_LANES);
        }
    }

    /// @dev Masks are parameters so that they lie on the stack: where size counts, the compiler would compute a constant of 32
    /// bytes anew wherever it is used.
    function _weighted(
        uint256 x,
        uint256 weights,
        uint256 end,
        uint256 lowBytes,
        uint256 signs,
        uint256 halves,
        uint256 halvesOffset,
        uint256 bytesMask,
        uint256 bytesOffset
    ) private pure returns (int256 sum) {
        assembly ("memory-safe") {
            sum := BIAS
            for {} lt(x, end) {} {
                let stretch := add(x, STRETCH_BYTES)
                if gt(stretch, end) { stretch := end }
                for {} lt(x, stretch) {
                    x := add(x, 0x40)
                    weights := add(weights, 0x20)
                } {
                    let lanes := calldataload(weights)
                    let word := mload(x)
                    word := xor(or(shl(8, and(word, lowBytes)), and(shr(8, word), lowBytes)), signs)
                    sum := add(
                        sum,
                        mul(sub(and(shr(16, word), halves), halvesOffset), sub(and(lanes, bytesMask), bytesOffset))
                    )
                    sum := add(
                        sum,
                        mul(sub(and(word, halves), halvesOffset), sub(and(shr(8, lanes), bytesMask), bytesOffset))
                    )
                    word := mload(add(x, 0x20))
                    word := xor(or(shl(8, and(word, lowBytes)), and(shr(8, word), lowBytes)), signs)
                    sum := add(
                        sum,
                        mul(
                            sub(and(shr(16, word), halves), halvesOffset),
                            sub(and(shr(16, lanes), bytesMask), bytesOffset)
                        )
                    )
                    sum := add(
                        sum,
                        mul(sub(and(word, halves), halvesOffset), sub(and(shr(24, lanes), bytesMask), bytesOffset))
                    )
                }
                sum := or(and(sum, TOP_LANE), BIAS)
            }
            sum := signextend(3, shr(224, sum))
        }
    }

    function _products(
        uint256 left,
        uint256 right,
        uint256 end,
        uint256 lowBytes,
        uint256 signs,
        uint256 quarters,
        uint256 offset,
        uint256 oddLanes
    ) private pure returns (int256 sum) {
        assembly ("memory-safe") {
            sum := QUARTERS_BIAS
            for {} lt(left, end) {
                left := add(left, 0x20)
                right := add(right, 0x20)
            } {
                let a := mload(left)
                a := xor(or(shl(8, and(a, lowBytes)), and(shr(8, a), lowBytes)), signs)
                let b := calldataload(right)
                b := xor(or(shl(8, and(b, lowBytes)), and(shr(8, b), lowBytes)), signs)
                b := or(shl(128, b), shr(128, b))
                b := or(shl(64, and(b, oddLanes)), and(shr(64, b), oddLanes))
                sum := add(sum, mul(sub(and(a, quarters), offset), sub(and(b, quarters), offset)))
                sum := add(sum, mul(sub(and(shr(16, a), quarters), offset), sub(and(shr(16, b), quarters), offset)))
                sum := add(sum, mul(sub(and(shr(32, a), quarters), offset), sub(and(shr(32, b), quarters), offset)))
                sum := add(sum, mul(sub(and(shr(48, a), quarters), offset), sub(and(shr(48, b), quarters), offset)))
            }
            sum := signextend(3, shr(192, sum))
        }
    }
}
