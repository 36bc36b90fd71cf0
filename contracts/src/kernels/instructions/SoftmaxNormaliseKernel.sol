// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {Elements} from "../Elements.sol";
import {Instruction} from "../Instructions.sol";
import {Reader} from "../Witness.sol";

/// @title SoftmaxNormaliseKernel
/// @notice `min(32767, floor((max(0, e[r, c]) * 2^15 + floor(b / 2)) / b))` with `b = max(1, s[r])`.
library SoftmaxNormaliseKernel {
    int256 private constant MOST = 32_767;

    function isWrong(Reader memory reader, Instruction memory instruction, uint256 element, int256 found)
        internal
        pure
        returns (bool)
    {
        unchecked {
            int256 numerator = Elements.element(reader, instruction, 0, element);
            int256 divisor = Elements.ofRow(reader, instruction, 1, element);
            if (numerator < 0) numerator = 0;
            if (divisor < 1) divisor = 1;
            int256 quotient = ((numerator << 15) + divisor / 2) / divisor;
            return found != (quotient > MOST ? MOST : quotient);
        }
    }
}
