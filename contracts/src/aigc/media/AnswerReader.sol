// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {Strings} from "@openzeppelin/contracts/utils/Strings.sol";
import {Form} from "./AnswerForm.sol";

/// @title AnswerReader
/// @notice Reads answers by their form. Elements are little-endian.
library AnswerReader {
    uint256 private constant WHITE = 32_767;
    uint256 private constant TOKEN_BYTES = 4;
    /// @dev More than a card shows.
    uint256 private constant MAX_NUMBERS = 512;

    /// @notice Whether an answer has the picture's length, as every right one has.
    function fitsPicture(Form memory form, bytes memory answer) internal pure returns (bool) {
        return answer.length == form.width * form.height * form.channels * (form.wide ? 2 : 1);
    }

    /// @notice The picture's samples, 0 to 255: of int16, 0 and less is 0, 32767 is 255, and what lies between is rounded.
    function samples(Form memory form, bytes memory answer) internal pure returns (bytes memory result) {
        if (!form.wide) return answer;
        result = new bytes(answer.length / 2);
        for (uint256 i = 0; i < result.length; i++) {
            uint256 value = uint8(answer[2 * i]) | (uint256(uint8(answer[2 * i + 1])) << 8);
            // No half exists: 510 times anything is even and 32767 is odd.
            if (value <= WHITE) result[i] = bytes1(uint8((value * 510 + WHITE) / (2 * WHITE)));
        }
    }

    function label(Form memory form, bytes memory answer) internal pure returns (string memory) {
        return Strings.toStringSigned(_int32(answer, form.labelOffset));
    }

    /// @notice Tokens as numbers with spaces between.
    function numbers(bytes memory answer) internal pure returns (bytes memory text) {
        uint256 count = answer.length / TOKEN_BYTES;
        for (uint256 i = 0; i < count && i < MAX_NUMBERS; i++) {
            text = bytes.concat(
                text, i == 0 ? bytes("") : bytes(" "), bytes(Strings.toStringSigned(_int32(answer, 4 * i)))
            );
        }
    }

    function _int32(bytes memory answer, uint256 offset) private pure returns (int256) {
        uint256 word = 0;
        for (uint256 i = TOKEN_BYTES; i > 0; i--) {
            word = (word << 8) | uint8(answer[offset + i - 1]);
        }
        return int256(int32(uint32(word)));
    }
}
