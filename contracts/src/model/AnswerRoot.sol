// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {TensorTypes} from "../kernels/TensorTypes.sol";
import {Program} from "./IProgramRegistry.sol";
import {TraceNodes} from "../kernels/TraceNodes.sol";

/// @title AnswerRoot
/// @notice A trace determines its answer: of a program that is run once the outputs' tensors are in it, of one with steps the
/// end is. So two claims of one root have one answer, and padding an answer is no way to make another claim.
library AnswerRoot {
    using TensorTypes for uint256;

    /// @dev Levels below a list's root that are shown at once, by a claim and by each move.
    uint256 internal constant TOP_LEVELS = 4;

    /// @notice Node of a run's end that has just these tokens, and whether a run can have them.
    function endOf(uint256 promptType, uint256 tokenLimit, bytes calldata answer)
        internal
        pure
        returns (bool possible, bytes32 node)
    {
        uint256 bytesLog2 = promptType.log2Bytes();
        uint256 tokens = answer.length >> bytesLog2;
        if (tokens << bytesLog2 != answer.length || tokens > tokenLimit) return (false, 0);
        node = TraceNodes.pair(
            TraceNodes.number(promptType.log2Leaf(), tokens),
            TraceNodes.tensor(tokensTypeOf(promptType, tokenLimit), answer)
        );
        return (true, node);
    }

    /// @notice Levels that `top` leaves out of a list with so many.
    function levelsBelowDepth(uint256 depth) internal pure returns (uint256) {
        unchecked {
            return depth < TOP_LEVELS ? 0 : depth - TOP_LEVELS;
        }
    }

    /// @notice Type of the tensor of an answer's tokens: `[tokenLimit]` of the prompt's element type and leaf size.
    function tokensType(Program memory program) internal pure returns (uint256) {
        return tokensTypeOf(program.inputType, program.tokenLimit);
    }

    function tokensTypeOf(uint256 promptType, uint256 tokenLimit) internal pure returns (uint256) {
        return (promptType & ~uint256(type(uint128).max)) | (tokenLimit << 96);
    }
}
