// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {Strings} from "@openzeppelin/contracts/utils/Strings.sol";
import {Utf8} from "./Utf8.sol";

/// @title PromptText
/// @notice Bytes as text that people read, and that says itself how to get the bytes back.
library PromptText {
    /// @notice `utf-8` where the bytes are printable UTF-8; `utf-8-zero-padded` where they are after zeros at the end are left out, as
    /// in a text of fixed length; `hex` for everything else.
    function read(bytes memory data) internal pure returns (string memory text, string memory encoding) {
        uint256 end = data.length;
        while (end > 0 && data[end - 1] == 0) end--;
        bytes memory trimmed = new bytes(end);
        for (uint256 i = 0; i < end; i++) {
            trimmed[i] = data[i];
        }
        if (end == 0 || !isPrintable(trimmed)) return (Strings.toHexString(data), "hex");
        return (string(trimmed), end == data.length ? "utf-8" : "utf-8-zero-padded");
    }

    /// @notice Whether the bytes are UTF-8 without control characters other than tabulators and line breaks.
    function isPrintable(bytes memory data) internal pure returns (bool) {
        for (uint256 i = 0; i < data.length; i++) {
            uint256 code = uint8(data[i]);
            if (code == 0x7f || (code < 0x20 && code != 0x09 && code != 0x0a && code != 0x0d)) return false;
        }
        return Utf8.isValid(data);
    }
}
