// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

/// @title Utf8
/// @notice Tells text from other bytes.
library Utf8 {
    /// @notice Whether all bytes are UTF-8 as RFC 3629 says: no overlong form, no surrogate, nothing above U+10FFFF.
    function isValid(bytes memory data) internal pure returns (bool) {
        uint256 i = 0;
        while (i < data.length) {
            uint256 length = sequenceLength(data, i);
            if (length == 0) return false;
            i += length;
        }
        return true;
    }

    /// @notice Bytes of the character at `i`, 0 where none begins.
    function sequenceLength(bytes memory data, uint256 i) internal pure returns (uint256 length) {
        uint256 first = uint8(data[i]);
        if (first < 0x80) return 1;
        // What the second byte may be depends on the first one (RFC 3629, section 4).
        uint256 low = 0x80;
        uint256 high = 0xbf;
        if (first >= 0xc2 && first <= 0xdf) {
            length = 2;
        } else if (first >= 0xe0 && first <= 0xef) {
            length = 3;
            if (first == 0xe0) low = 0xa0;
            if (first == 0xed) high = 0x9f;
        } else if (first >= 0xf0 && first <= 0xf4) {
            length = 4;
            if (first == 0xf0) low = 0x90;
            if (first == 0xf4) high = 0x8f;
        }
        if (length == 0 || i + length > data.length) return 0;
        uint256 second = uint8(data[i + 1]);
        if (second < low || second > high) return 0;
        for (uint256 k = 2; k < length; k++) {
            if (uint8(data[i + k]) & 0xc0 != 0x80) return 0;
        }
    }
}
