// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {Instruction} from "./Instructions.sol";
import {StepKernels} from "./StepKernels.sol";
import {Reader} from "./Witness.sol";
import {AddKernel} from "./instructions/AddKernel.sol";
import {ClampKernel} from "./instructions/ClampKernel.sol";
import {ExpShiftKernel} from "./instructions/ExpShiftKernel.sol";
import {GatherKernel} from "./instructions/GatherKernel.sol";
import {LutKernel} from "./instructions/LutKernel.sol";
import {MulKernel} from "./instructions/MulKernel.sol";
import {NormApplyKernel} from "./instructions/NormApplyKernel.sol";
import {RopeKernel} from "./instructions/RopeKernel.sol";
import {SoftmaxNormaliseKernel} from "./instructions/SoftmaxNormaliseKernel.sol";
import {SqrtReciprocalKernel} from "./instructions/SqrtReciprocalKernel.sol";

/// @title ElementKernels
/// @notice The instructions whose elements depend on a few elements at known places.
contract ElementKernels is StepKernels {
    uint256 private constant CLAMP = 1;
    uint256 private constant ADD = 9;
    uint256 private constant MUL = 10;
    uint256 private constant LUT = 11;
    uint256 private constant SQRT_RECIPROCAL = 23;
    uint256 private constant NORM_APPLY = 24;
    uint256 private constant EXP_SHIFT = 25;
    uint256 private constant SOFTMAX_NORMALISE = 26;
    uint256 private constant GATHER = 27;
    uint256 private constant ROPE = 28;

    function _isWrong(Reader memory reader, Instruction memory instruction, uint256 element, int256 found)
        internal
        pure
        override
        returns (bool)
    {
        uint256 opcode = instruction.opcode;
        if (opcode == CLAMP) return ClampKernel.isWrong(reader, instruction, element, found);
        if (opcode == ADD) return AddKernel.isWrong(reader, instruction, element, found);
        if (opcode == MUL) return MulKernel.isWrong(reader, instruction, element, found);
        if (opcode == LUT) return LutKernel.isWrong(reader, instruction, element, found);
        if (opcode == SQRT_RECIPROCAL) return SqrtReciprocalKernel.isWrong(reader, instruction, element, found);
        if (opcode == NORM_APPLY) return NormApplyKernel.isWrong(reader, instruction, element, found);
        if (opcode == EXP_SHIFT) return ExpShiftKernel.isWrong(reader, instruction, element, found);
        if (opcode == SOFTMAX_NORMALISE) return SoftmaxNormaliseKernel.isWrong(reader, instruction, element, found);
        if (opcode == GATHER) return GatherKernel.isWrong(reader, instruction, element, found);
        if (opcode == ROPE) return RopeKernel.isWrong(reader, instruction, element, found);
        revert OpcodeUnknown(opcode);
    }
}
