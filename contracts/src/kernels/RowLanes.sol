// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

/// @title RowLanes
/// @notice Reductions of rows of int16 in calldata, little-endian, of at most 4096 elements, sixteen at a time.
/// @dev An element is taken as `x + 2^15`, and one past the row's end as 0: it is the least, and has no weight in a sum that then
/// takes `count * 2^15` off.
library RowLanes {
    uint256 private constant WORD_BYTES = 32;
    uint256 private constant OFFSET = 1 << 15;
    /// @dev The sign bits, as the elements lie in calldata.
    uint256 private constant SIGNS = 0x0080008000800080008000800080008000800080008000800080008000800080;
    uint256 private constant LOW_BYTES = 0x00ff00ff00ff00ff00ff00ff00ff00ff00ff00ff00ff00ff00ff00ff00ff00ff;
    /// @dev Every second element, so that each has 32 bits to grow in, and a one in each of those.
    uint256 private constant HALF = 0x0000ffff0000ffff0000ffff0000ffff0000ffff0000ffff0000ffff0000ffff;
    uint256 private constant ONES = 0x0000000100000001000000010000000100000001000000010000000100000001;
    uint256 private constant CARRIES = 0x0001000000010000000100000001000000010000000100000001000000010000;
    /// @dev Two elements of a word. The square of what they leave is their squares and, in between, twice their product: three
    /// numbers below 2^33, 64 bits apart, of which 4096 can be added.
    uint256 private constant TWO_LANES = 0xffff000000000000ffff;

    /// @notice The largest of `count` elements; -2^15 of none.
    function largest(uint256 pointer, uint256 count) internal pure returns (int256) {
        unchecked {
            (uint256 end, uint256 last, uint256 tail) = _ends(pointer, count);
            uint256 most;
            for (; pointer < end; pointer += WORD_BYTES) {
                uint256 word = _word(pointer);
                if (pointer > last) word &= tail;
                assembly ("memory-safe") {
                    word := or(shl(8, and(word, LOW_BYTES)), and(shr(8, word), LOW_BYTES))
                    // As `_larger`, twice; written out, because a call would cost as much.
                    let next := and(word, HALF)
                    let isMost := mul(and(shr(16, sub(or(most, CARRIES), next)), ONES), 0xffff)
                    most := xor(next, and(xor(most, next), isMost))
                    next := and(shr(16, word), HALF)
                    isMost := mul(and(shr(16, sub(or(most, CARRIES), next)), ONES), 0xffff)
                    most := xor(next, and(xor(most, next), isMost))
                }
            }
            for (uint256 width = 128; width > 16; width >>= 1) {
                most = _larger(most, most >> width);
            }
            return int256(most & 0xffff) - int256(OFFSET);
        }
    }

    /// @notice The sum of `count` elements.
    function sum(uint256 pointer, uint256 count) internal pure returns (int256) {
        unchecked {
            (uint256 end, uint256 last, uint256 tail) = _ends(pointer, count);
            // Of the low and of the high bytes: 256 of each fit in 16 bits.
            (uint256 low, uint256 high) = (0, 0);
            for (; pointer < end; pointer += WORD_BYTES) {
                uint256 word = _word(pointer);
                if (pointer > last) word &= tail;
                low += (word >> 8) & LOW_BYTES;
                high += word & LOW_BYTES;
            }
            return int256(_total(low) + (_total(high) << 8)) - int256(count * OFFSET);
        }
    }

    /// @notice The sum of the squares of `count` elements whose sum is `total`.
    function sumOfSquares(uint256 pointer, uint256 count, int256 total) internal pure returns (int256) {
        unchecked {
            (uint256 end, uint256 last, uint256 tail) = _ends(pointer, count);
            uint256 products;
            for (; pointer < end; pointer += WORD_BYTES) {
                uint256 word = _word(pointer);
                if (pointer > last) word &= tail;
                assembly ("memory-safe") {
                    word := or(shl(8, and(word, LOW_BYTES)), and(shr(8, word), LOW_BYTES))
                    // Eight products of two elements each; a loop would cost as much as they do.
                    let two := and(word, TWO_LANES)
                    products := add(products, mul(two, two))
                    two := and(shr(16, word), TWO_LANES)
                    products := add(products, mul(two, two))
                    two := and(shr(32, word), TWO_LANES)
                    products := add(products, mul(two, two))
                    two := and(shr(48, word), TWO_LANES)
                    products := add(products, mul(two, two))
                    two := and(shr(128, word), TWO_LANES)
                    products := add(products, mul(two, two))
                    two := and(shr(144, word), TWO_LANES)
                    products := add(products, mul(two, two))
                    two := and(shr(160, word), TWO_LANES)
                    products := add(products, mul(two, two))
                    two := and(shr(176, word), TWO_LANES)
                    products := add(products, mul(two, two))
                }
            }
            // x^2 = (x + 2^15)^2 - 2^16 * x - 2^30.
            int256 squares = int256((products & type(uint64).max) + (products >> 128));
            return squares - (total << 16) - int256(count << 30);
        }
    }

    /// @dev The row's end, the last place of a whole word, and what a word after that has of the row.
    function _ends(uint256 pointer, uint256 count) private pure returns (uint256 end, uint256 last, uint256 tail) {
        unchecked {
            end = pointer + 2 * count;
            last = end - WORD_BYTES;
            tail = ~(type(uint256).max >> (8 * (2 * count % WORD_BYTES)));
        }
    }

    function _word(uint256 pointer) private pure returns (uint256 word) {
        assembly ("memory-safe") {
            word := xor(calldataload(pointer), SIGNS)
        }
    }

    /// @dev The sum of sixteen lanes.
    function _total(uint256 lanes) private pure returns (uint256) {
        unchecked {
            return (((lanes & HALF) + ((lanes >> 16) & HALF)) * ONES) >> 224;
        }
    }

    /// @dev Of every two 32-bit lanes below 2^16 the larger one: bit 16 of the difference says which.
    function _larger(uint256 left, uint256 right) private pure returns (uint256) {
        unchecked {
            uint256 isLeft = ((((left | CARRIES) - right) >> 16) & ONES) * 0xffff;
            return right ^ ((left ^ right) & isLeft);
        }
    }
}
