// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {DotProducts} from "../DotProducts.sol";
import {Instruction} from "../Instructions.sol";
import {Requantisation} from "../Requantisation.sol";
import {Window, Windows} from "../Windows.sol";
import {Reader} from "../Witness.sol";

/// @title SumPoolKernel
/// @notice The sum of `x[n, h, w, c]` over the window, 0 outside x, requantised and saturated.
library SumPoolKernel {
    uint256 private constant WINDOW = 2;

    function isWrong(Reader memory reader, Instruction memory instruction, uint256 element, int256 found)
        internal
        pure
        returns (bool)
    {
        unchecked {
            Window memory window = Windows.window(instruction, element, WINDOW);
            uint256 count = window.kernelHeight * window.kernelWidth;
            uint256 x = DotProducts.allocate(count);
            Windows.gather(reader, instruction, window, window.channel, 1, x);
            int256 sum;
            for (uint256 i = 0; i < count; i++) {
                sum += DotProducts.at(x, i);
            }
            (uint256 multiplier, uint256 shift) =
                (uint256(instruction.attributes[0]), uint256(instruction.attributes[1]));
            return found != Requantisation.saturate(Requantisation.requantise(sum, multiplier, shift));
        }
    }
}
