// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {Instruction} from "../Instructions.sol";
import {Reader, Witness} from "../Witness.sol";

/// @title SqrtReciprocalKernel
/// @notice `[m, h]` of a pair of limbs: `1 / sqrt(v)` is `m / 2^(h + 29)`.
/// @dev The mantissa is checked without a root: `m^2 * v <= 2^(2h + 58) < (m + 1)^2 * v`.
library SqrtReciprocalKernel {
    uint256 private constant LOW_MASK = 0xffffffff;
    uint256 private constant HIGH_MASK = 0x7fffff;
    int256 private constant MANTISSA_MAX = 1 << 30;
    uint256 private constant BOUND_SHIFT = 58;

    function isWrong(Reader memory reader, Instruction memory instruction, uint256 element, int256 found)
        internal
        pure
        returns (bool)
    {
        unchecked {
            uint256 pair = Witness.operand(reader, instruction, 0, element & ~uint256(1), 2);
            uint256 v = (uint256(Witness.int32At(pair, 1)) & HIGH_MASK) << 32;
            v += (uint256(Witness.int32At(pair, 0)) & LOW_MASK) + uint256(instruction.attributes[0]);
            // Half of the bit length, rounded up.
            uint256 half = Math.log2(v) / 2 + 1;
            if (element & 1 == 1) return found != int256(half);
            if (found < 0 || found > MANTISSA_MAX) return true;
            (uint256 m, uint256 bound) = (uint256(found), 1 << (2 * half + BOUND_SHIFT));
            return m * m * v > bound || (m + 1) * (m + 1) * v <= bound;
        }
    }
}
