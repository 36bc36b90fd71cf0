// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {Philox} from "./Philox.sol";

/// @title GumbelBins
/// @notice Which element of the table of noise Sample adds to a logit.
library GumbelBins {
    uint256 private constant WORD = 0xffffffff;
    uint256 private constant BIN_OF_ZERO = 8191;

    /// @notice 0 to 8191.
    /// @param seed Of the run: four little-endian words.
    /// @param index Of the logit.
    function binOf(bytes16 seed, uint256 step, uint256 index) internal pure returns (uint256) {
        unchecked {
            uint256[4] memory counter = [index >> 2, step, _word(seed, 2), _word(seed, 3)];
            return binOfWord(Philox.words(counter, _word(seed, 0), _word(seed, 1))[index & 3]);
        }
    }

    /// @notice Which of the table's 32 * 256 parts of the unit interval a word of 32 bits lies in: the power of two, then the 8
    /// bits after its first one bit.
    function binOfWord(uint256 word) internal pure returns (uint256) {
        unchecked {
            if (word == 0) return BIN_OF_ZERO;
            uint256 zeros = 31 - Math.log2(word);
            return 256 * zeros + (((word << (zeros + 1)) & WORD) >> 24);
        }
    }

    function _word(bytes16 seed, uint256 place) private pure returns (uint256 word) {
        unchecked {
            word = uint32(uint128(seed) >> (96 - 32 * place));
            word = ((word & 0x00ff00ff) << 8) | ((word >> 8) & 0x00ff00ff);
            return ((word << 16) | (word >> 16)) & WORD;
        }
    }
}
