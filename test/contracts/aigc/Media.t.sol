// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {Test} from "forge-std/Test.sol";

import {AnswerForm, Form, Media} from "../../../contracts/src/aigc/media/AnswerForm.sol";
import {AnswerReader} from "../../../contracts/src/aigc/media/AnswerReader.sol";
import {Png} from "../../../contracts/src/aigc/media/Png.sol";
import {PromptText} from "../../../contracts/src/aigc/media/PromptText.sol";
import {Utf8} from "../../../contracts/src/aigc/media/Utf8.sol";
import {RecordRun} from "../../../contracts/src/model/IProgramRegistry.sol";
import {ProgramRegistry} from "../../../contracts/src/model/ProgramRegistry.sol";
import {TinyPrograms} from "../model/TinyPrograms.sol";
import {AigcPrograms} from "./AigcPrograms.sol";

/// @notice The parts of the metadata against values from their specifications. Whole documents are parsed by
/// test/contracts/aigc/metadata.test.ts.
contract MediaTest is Test {
    ProgramRegistry private programs = new ProgramRegistry();

    function test_Checksums() public pure {
        // The check values of the catalogues of CRCs and of RFC 1950.
        assertEq(Png.crc32("123456789"), 0xcbf43926);
        assertEq(Png.crc32(""), 0);
        assertEq(Png.adler32("Wikipedia"), 0x11e60398);
        assertEq(Png.adler32(""), 1);
    }

    function test_AdlerOfTheLargestPicture() public pure {
        bytes memory white = new bytes(65_535);
        for (uint256 i = 0; i < white.length; i++) {
            white[i] = 0xff;
        }
        uint256 a = (1 + 255 * uint256(65_535)) % 65_521;
        uint256 b = (65_535 + 255 * (uint256(65_535) * 65_536 / 2)) % 65_521;
        assertEq(Png.adler32(white), uint32((b << 16) | a));
    }

    function test_Utf8() public pure {
        bytes[13] memory valid = [
            bytes(""),
            "ascii",
            unicode"ÄÖÜ",
            unicode"日本",
            unicode"🦊",
            hex"00",
            hex"7f",
            hex"c280",
            hex"dfbf",
            hex"e0a080",
            hex"ed9fbf",
            hex"f0908080",
            hex"f48fbfbf"
        ];
        for (uint256 i = 0; i < valid.length; i++) {
            assertTrue(Utf8.isValid(valid[i]), vm.toString(valid[i]));
        }
        // Continuations alone, overlong forms, surrogates, above U+10FFFF, cut off, 0xfe and 0xff.
        bytes[18] memory invalid = [
            bytes(hex"80"),
            hex"bf",
            hex"c0af",
            hex"c1bf",
            hex"e09fbf",
            hex"e08080",
            hex"f08fbfbf",
            hex"eda080",
            hex"edbfbf",
            hex"f4908080",
            hex"f5808080",
            hex"c2",
            hex"e0a0",
            hex"f09080",
            hex"61c2",
            hex"c241",
            hex"e0a041",
            hex"ff"
        ];
        for (uint256 i = 0; i < invalid.length; i++) {
            assertFalse(Utf8.isValid(invalid[i]), vm.toString(invalid[i]));
        }
    }

    function test_PromptsAsText() public pure {
        _assertText("a fox", "a fox", "utf-8");
        _assertText("tab\tand\r\nlines", "tab\tand\r\nlines", "utf-8");
        _assertText(hex"612062000000", "a b", "utf-8-zero-padded");
        _assertText(hex"6100620000", "0x6100620000", "hex");
        _assertText(hex"0000", "0x0000", "hex");
        _assertText(hex"1b5b33316d", "0x1b5b33316d", "hex");
        _assertText(hex"7f", "0x7f", "hex");
        _assertText(hex"05ffffffff01020304", "0x05ffffffff01020304", "hex");
        _assertText("", "0x", "hex");
        // A text that looks like hexadecimal says that it is a text.
        _assertText("0x00", "0x00", "utf-8");
    }

    function test_SamplesOfInt16() public pure {
        Form memory form = Form(Media.Picture, 3, 2, 1, true, 0);
        // 0, 32767, -1, -32768, 16384, 64: little-endian.
        bytes memory answer = hex"0000ff7fffff00800040" hex"4000";
        assertTrue(AnswerReader.fitsPicture(form, answer));
        assertEq(AnswerReader.samples(form, answer), hex"00ff00008000");
        form.wide = false;
        assertFalse(AnswerReader.fitsPicture(form, answer));
        assertEq(AnswerReader.samples(form, hex"010203040506"), hex"010203040506");
    }

    function test_SamplesAreRounded(uint16 value) public pure {
        bytes memory answer = new bytes(2);
        (answer[0], answer[1]) = (bytes1(uint8(value)), bytes1(uint8(value >> 8)));
        uint256 sample = uint8(AnswerReader.samples(Form(Media.Picture, 1, 1, 1, true, 0), answer)[0]);
        if (value > 32_767) {
            assertEq(sample, 0);
        } else {
            // At most half a step away.
            assertLe(2 * _absolute(int256(sample) * 32_767 - int256(uint256(value)) * 255), 32_767);
        }
    }

    function test_Numbers() public pure {
        assertEq(AnswerReader.numbers(hex"01000000" hex"ffffffff" hex"00020000"), "1 -1 512");
        assertEq(AnswerReader.numbers(""), "");
        assertEq(AnswerReader.numbers(hex"010000"), "");
        assertEq(AnswerReader.label(Form(Media.Label, 0, 0, 0, false, 2), hex"aaaa07000000"), "7");
    }

    function test_Forms() public {
        Form memory form = _formOf(AigcPrograms.widePicture(28, 20, 1));
        assertEq(uint8(form.media), uint8(Media.Picture));
        assertEq(form.height, 28);
        assertEq(form.width, 20);
        assertEq(form.channels, 1);
        assertTrue(form.wide);
        form = _formOf(AigcPrograms.picture(8, 9, 3));
        assertEq(form.channels, 3);
        assertFalse(form.wide);
        assertEq(uint8(_formOf(AigcPrograms.picture(8, 9, 2)).media), uint8(Media.Data), "two channels");
        assertEq(uint8(_formOf(AigcPrograms.picture(91, 91, 1)).media), uint8(Media.Data), "too large");
        assertEq(uint8(_formOf(TinyPrograms.once(8)).media), uint8(Media.Data));
        assertEq(uint8(_formOf(TinyPrograms.steps(8)).media), uint8(Media.Text));
        assertEq(uint8(_formOf(AigcPrograms.tokens(8)).media), uint8(Media.Tokens));
        form = _formOf(AigcPrograms.classifier(10));
        assertEq(uint8(form.media), uint8(Media.Label));
        assertEq(form.labelOffset, 0);
    }

    function _absolute(int256 value) private pure returns (uint256) {
        return uint256(value < 0 ? -value : value);
    }

    function _formOf(RecordRun memory whole) private returns (Form memory) {
        return AnswerForm.formOf(programs.program(TinyPrograms.validate(programs, whole)));
    }

    function _assertText(bytes memory data, string memory expected, string memory expectedEncoding) private pure {
        (string memory text, string memory encoding) = PromptText.read(data);
        assertEq(text, expected);
        assertEq(encoding, expectedEncoding);
    }
}
