// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {Test} from "forge-std/Test.sol";

import {DotProducts} from "../../../contracts/src/kernels/DotProducts.sol";

/// @notice Every bit of the sums, which a requantised output mostly hides, against one product after the other.
///
/// forge-config: default.fuzz.runs = 200
contract DotProductsTest is Test {
    uint256 private constant MOST = 4096;
    uint256 private constant BLOCK = 32;

    function testFuzz_weighted(uint256 seed, uint256 manner, uint256 count) public view {
        count = bound(count, 1, MOST);
        int16[] memory x = _numbers(seed, manner, count);
        int16[] memory w = _numbers(~seed, manner >> 8, count);
        for (uint256 k = 0; k < count; k++) {
            w[k] = int8(w[k] >> 8);
        }
        assertEq(this.weighted(_littleEndian(x), _blocks(w, seed), count), _sum(x, w));
    }

    function testFuzz_products(uint256 seed, uint256 manner, uint256 count) public view {
        count = bound(count, 1, MOST);
        int16[] memory left = _numbers(seed, manner, count);
        int16[] memory right = _numbers(~seed, manner >> 8, count);
        bytes memory behind = abi.encode(keccak256(abi.encode(seed)));
        assertEq(
            this.products(_littleEndian(left), bytes.concat(_littleEndian(right), behind), count), _sum(left, right)
        );
    }

    function test_extremes() public view {
        int16[4] memory extremes = [type(int16).min, int16(-1), int16(1), type(int16).max];
        for (uint256 i = 0; i < 16; i++) {
            int16[] memory x = new int16[](MOST);
            int16[] memory y = new int16[](MOST);
            int16[] memory w = new int16[](MOST);
            for (uint256 k = 0; k < MOST; k++) {
                (x[k], y[k]) = (extremes[i & 3], extremes[i >> 2]);
                w[k] = int8(y[k] >> 8);
            }
            assertEq(this.weighted(_littleEndian(x), _blocks(w, i), MOST), _sum(x, w));
            assertEq(this.products(_littleEndian(x), _littleEndian(y), MOST), _sum(x, y));
        }
    }

    function weighted(bytes calldata x, bytes calldata blocks, uint256 count) external pure returns (int256) {
        (uint256 from, uint256 weights) = (_place(x), _place(blocks));
        return DotProducts.weighted(DotProducts.load(from, count), weights, count);
    }

    function products(bytes calldata left, bytes calldata right, uint256 count) external pure returns (int256) {
        (uint256 from, uint256 to) = (_place(left), _place(right));
        return DotProducts.products(DotProducts.load(from, count), to, count);
    }

    function _place(bytes calldata data) private pure returns (uint256 place) {
        assembly ("memory-safe") {
            place := data.offset
        }
    }

    /// @dev Random numbers; only the least and the largest; or few that aren't 0.
    function _numbers(uint256 seed, uint256 manner, uint256 count) private pure returns (int16[] memory numbers) {
        numbers = new int16[](count);
        manner %= 4;
        for (uint256 k = 0; k < count; k++) {
            uint256 random = uint256(keccak256(abi.encode(seed, k)));
            if (manner == 0) numbers[k] = int16(uint16(random));
            else if (manner == 1) numbers[k] = random & 1 == 0 ? type(int16).min : type(int16).max;
            else if (manner == 2) numbers[k] = type(int16).min;
            else if (random & 7 == 0) numbers[k] = int16(uint16(random >> 16));
        }
    }

    function _sum(int16[] memory left, int16[] memory right) private pure returns (int256 sum) {
        for (uint256 k = 0; k < left.length; k++) {
            sum += int256(left[k]) * right[k];
        }
        return int32(sum);
    }

    function _littleEndian(int16[] memory numbers) private pure returns (bytes memory data) {
        data = new bytes(2 * numbers.length);
        for (uint256 k = 0; k < numbers.length; k++) {
            uint16 bits = uint16(numbers[k]);
            data[2 * k] = bytes1(uint8(bits));
            data[2 * k + 1] = bytes1(uint8(bits >> 8));
        }
    }

    /// @dev The last block has weights past the last column, which must not count.
    function _blocks(int16[] memory weights, uint256 seed) private pure returns (bytes memory blocks) {
        blocks = new bytes((weights.length + BLOCK - 1) / BLOCK * BLOCK);
        for (uint256 k = 0; k < blocks.length; k++) {
            uint256 at = k % BLOCK;
            uint256 place = k - at + BLOCK - 1 - 4 * ((at & 15) >> 1) - 2 * (at >> 4) - (at & 1);
            uint8 weight =
                k < weights.length ? uint8(uint16(weights[k] + 128)) : uint8(uint256(keccak256(abi.encode(seed, k))));
            blocks[place] = bytes1(weight);
        }
    }
}
