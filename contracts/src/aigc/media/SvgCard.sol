// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {Base64} from "@openzeppelin/contracts/utils/Base64.sol";
import {Strings} from "@openzeppelin/contracts/utils/Strings.sol";
import {Utf8} from "./Utf8.sol";

/// @title SvgCard
/// @notice Square cards of 640 units without script, link or font: a picture, a text or one large word, and a line below.
library SvgCard {
    uint256 private constant LINE_CHARACTERS = 44;
    uint256 private constant MAX_LINES = 19;
    uint256 private constant LINE_UNITS = 28;
    uint256 private constant FIRST_LINE_UNITS = 56;
    /// @dev The longest escape, `&quot;`.
    uint256 private constant MAX_ESCAPE_BYTES = 6;

    /// @param png The picture's file.
    function picture(bytes memory png, string memory caption) internal pure returns (string memory) {
        return _card(
            string.concat(
                "<image width='640' height='640' style='image-rendering:pixelated' href='data:image/png;base64,",
                Base64.encode(png),
                "'/>"
            ),
            caption
        );
    }

    /// @param content Printable UTF-8. Shown up to a number of lines.
    function text(bytes memory content, string memory caption) internal pure returns (string memory) {
        return _card(_lines(content), caption);
    }

    function word(string memory content, string memory caption) internal pure returns (string memory) {
        return _card(
            string.concat(
                "<text x='320' y='390' font-size='200' text-anchor='middle' font-family='sans-serif' fill='#f4f4f5'>",
                content,
                "</text>"
            ),
            caption
        );
    }

    /// @dev The caption is ours, never a stranger's.
    function _card(string memory body, string memory caption) private pure returns (string memory) {
        string memory line = bytes(caption).length == 0
            ? ""
            : string.concat(
                "<rect y='592' width='640' height='48' fill='#18181b'/>",
                "<text x='320' y='623' font-size='22' text-anchor='middle' font-family='sans-serif' fill='#fbbf24'>",
                caption,
                "</text>"
            );
        return string.concat(
            "<svg xmlns='http://www.w3.org/2000/svg' width='640' height='640' viewBox='0 0 640 640'>",
            "<rect width='640' height='640' fill='#18181b'/>",
            body,
            line,
            "</svg>"
        );
    }

    function _lines(bytes memory content) private pure returns (string memory svg) {
        svg = "<text font-size='22' font-family='monospace' fill='#f4f4f5' xml:space='preserve'>";
        uint256 from = 0;
        for (uint256 line = 0; from < content.length && line < MAX_LINES; line++) {
            (uint256 to, uint256 next) = _lineEnd(content, from);
            bool cut = line + 1 == MAX_LINES && next < content.length;
            svg = string.concat(
                svg,
                "<tspan x='32' y='",
                Strings.toString(FIRST_LINE_UNITS + line * LINE_UNITS),
                "'>",
                _escaped(content, from, to),
                cut ? unicode"…" : "",
                "</tspan>"
            );
            from = next;
        }
        svg = string.concat(svg, "</text>");
    }

    /// @dev Where a line ends, at a line break or after so many characters, and where the next one begins.
    function _lineEnd(bytes memory content, uint256 from) private pure returns (uint256 to, uint256 next) {
        to = from;
        for (uint256 count = 0; to < content.length && count < LINE_CHARACTERS; count++) {
            if (content[to] == "\n") return (to, to + 1);
            to += Utf8.sequenceLength(content, to);
        }
        return (to, to < content.length && content[to] == "\n" ? to + 1 : to);
    }

    /// @dev As the text of an XML 1.0 element. Of valid UTF-8, XML forbids control characters, of which printable text has only the
    /// three that count as white space, and U+FFFE and U+FFFF.
    function _escaped(bytes memory content, uint256 from, uint256 to) private pure returns (string memory) {
        bytes memory buffer = new bytes((to - from) * MAX_ESCAPE_BYTES);
        uint256 length = 0;
        for (uint256 i = from; i < to; i++) {
            bytes memory piece = _escape(content, i);
            for (uint256 k = 0; k < piece.length; k++) {
                buffer[length++] = piece[k];
            }
        }
        assembly ("memory-safe") {
            mstore(buffer, length)
        }
        return string(buffer);
    }

    function _escape(bytes memory content, uint256 i) private pure returns (bytes memory) {
        bytes1 code = content[i];
        if (code == "&") return "&amp;";
        if (code == "<") return "&lt;";
        if (code == ">") return "&gt;";
        if (code == "\"") return "&quot;";
        if (code == "'") return "&#39;";
        if (code < " ") return " ";
        bool isNoncharacter = code >= 0xbe && i >= 2 && content[i - 1] == 0xbf && content[i - 2] == 0xef;
        // U+FFFD, the replacement character, has the same first two bytes.
        return isNoncharacter ? bytes(hex"bd") : bytes.concat(code);
    }
}
