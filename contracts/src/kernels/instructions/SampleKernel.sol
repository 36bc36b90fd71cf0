// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {Elements} from "../Elements.sol";
import {GumbelBins} from "../GumbelBins.sol";
import {IStepKernels} from "../IStepKernels.sol";
import {Instruction} from "../Instructions.sol";
import {Requantisation} from "../Requantisation.sol";
import {TensorTypes} from "../TensorTypes.sol";
import {Reader, Witness} from "../Witness.sol";

/// @title SampleKernel
/// @notice The index of the largest `requantise(x[i], multiplier, shift) + g[bin(u[i])]`, of equal ones the lowest. It is wrong
/// if it is none, or if another index beats it: whoever proves chooses that one.
library SampleKernel {
    function isWrong(Reader memory reader, Instruction memory instruction, int256 found) internal pure returns (bool) {
        unchecked {
            uint256 count = TensorTypes.elements(instruction.operandTypes[0]);
            if (found < 0 || uint256(found) >= count) return true;
            uint256 rival = Witness.choice(reader);
            require(rival < count, IStepKernels.WitnessWrong());
            (int256 rivalLogit, int256 logit) = Elements.pair(reader, instruction, rival, uint256(found));
            int256 rivalScore = _score(reader, instruction, rival, rivalLogit);
            int256 score = _score(reader, instruction, uint256(found), logit);
            return rivalScore > score || (rivalScore == score && rival < uint256(found));
        }
    }

    function _score(Reader memory reader, Instruction memory instruction, uint256 index, int256 logit)
        private
        pure
        returns (int256)
    {
        unchecked {
            uint256 bin = GumbelBins.binOf(reader.seed, reader.step, index);
            int256 noise = Witness.int16At(Witness.table(reader, instruction, bin, 1), 0);
            (uint256 multiplier, uint256 shift) =
                (uint256(instruction.attributes[0]), uint256(instruction.attributes[1]));
            return Requantisation.requantise(logit, multiplier, shift) + noise;
        }
    }
}
