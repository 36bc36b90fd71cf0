// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {DotProducts} from "../DotProducts.sol";
import {Instruction} from "../Instructions.sol";
import {Window, Windows} from "../Windows.sol";
import {Reader} from "../Witness.sol";

/// @title MaxPoolKernel
/// @notice The largest `x[n, h, w, c]` of the window within x; -32768 if there is none.
library MaxPoolKernel {
    uint256 private constant WINDOW = 0;
    int256 private constant LEAST = -32_768;
    /// @dev LEAST, little-endian, sixteen times.
    uint256 private constant LEAST_WORD = 0x0080008000800080008000800080008000800080008000800080008000800080;

    function isWrong(Reader memory reader, Instruction memory instruction, uint256 element, int256 found)
        internal
        pure
        returns (bool)
    {
        unchecked {
            Window memory window = Windows.window(instruction, element, WINDOW);
            uint256 count = window.kernelHeight * window.kernelWidth;
            uint256 x = DotProducts.allocate(count);
            for (uint256 offset = 0; offset < 2 * count; offset += 32) {
                assembly ("memory-safe") {
                    mstore(add(x, offset), LEAST_WORD)
                }
            }
            Windows.gather(reader, instruction, window, window.channel, 1, x);
            int256 largest = LEAST;
            for (uint256 i = 0; i < count; i++) {
                int256 value = DotProducts.at(x, i);
                if (value > largest) largest = value;
            }
            return found != largest;
        }
    }
}
