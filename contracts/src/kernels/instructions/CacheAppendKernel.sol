// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {Elements} from "../Elements.sol";
import {Instruction} from "../Instructions.sol";
import {TensorTypes} from "../TensorTypes.sol";
import {Reader, Witness} from "../Witness.sol";

/// @title CacheAppendKernel
/// @notice The operand in the row or column of this step, what the instruction gave before in those of earlier steps, 0 in later ones.
library CacheAppendKernel {
    using TensorTypes for uint256;

    function isWrong(Reader memory reader, Instruction memory instruction, uint256 element, int256 found)
        internal
        pure
        returns (bool)
    {
        unchecked {
            uint256 columns = instruction.output.dimension(1);
            (uint256 j, uint256 i) = (element / columns, element % columns);
            if (instruction.attributes[0] == 1) (j, i) = (i, j);
            if (j > reader.step) return found != 0;
            if (j == reader.step) return found != Elements.element(reader, instruction, 0, i);
            uint256 typeWord = instruction.output;
            uint256 pointer = Witness.previousOutput(reader, typeWord, reader.instructionIndex, element, 1);
            return found != Witness.at(pointer, typeWord, 0);
        }
    }
}
