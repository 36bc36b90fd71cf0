// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {Test} from "forge-std/Test.sol";
import {GumbelBins} from "../../../contracts/src/kernels/GumbelBins.sol";
import {Philox} from "../../../contracts/src/kernels/Philox.sol";

/// @notice Which element of the table a logit's noise is.
contract GumbelBinsTest is Test {
    /// @dev The generator's authors publish these three as known answers.
    function test_philoxGivesTheKnownAnswers() external pure {
        _assertWords([uint256(0), 0, 0, 0], 0, 0, [uint256(0x6627e8d5), 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8]);
        uint256 f = 0xffffffff;
        _assertWords([f, f, f, f], f, f, [uint256(0x408f276d), 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd]);
        _assertWords(
            [uint256(0x243f6a88), 0x85a308d3, 0x13198a2e, 0x03707344],
            0xa4093822,
            0x299f31d0,
            [uint256(0xd16cfe09), 0x94fdcceb, 0x5001e420, 0x24126ea1]
        );
    }

    /// @dev The second known answer again, taken apart: its key and half of its counter are a seed of ones.
    function test_theSeedIsKeyAndHalfOfTheCounter() external pure {
        uint256 index = 0xffffffff * 4 + 2;
        uint256 bin = GumbelBins.binOf(bytes16(type(uint128).max), 0xffffffff, index);
        assertEq(bin, GumbelBins.binOfWord(0xa20bc7c6));
        assertEq(bin, (0xa20bc7c6 << 1 & 0xffffffff) >> 24);
    }

    /// @dev The third one: the seed's words are little-endian.
    function test_theSeedsWordsAreLittleEndian() external pure {
        bytes16 seed = hex"223809a4d0319f292e8a191344737003";
        assertEq(GumbelBins.binOf(seed, 0x85a308d3, 0x243f6a88 * 4), GumbelBins.binOfWord(0xd16cfe09));
        assertEq(GumbelBins.binOf(seed, 0x85a308d3, 0x243f6a88 * 4 + 3), GumbelBins.binOfWord(0x24126ea1));
    }

    function test_binsOfTheEnds() external pure {
        assertEq(GumbelBins.binOfWord(0), 8191);
        assertEq(GumbelBins.binOfWord(1), 31 * 256);
        assertEq(GumbelBins.binOfWord(2), 30 * 256);
        assertEq(GumbelBins.binOfWord(3), 30 * 256 + 128);
        assertEq(GumbelBins.binOfWord(0x80000000), 0);
        assertEq(GumbelBins.binOfWord(0xffffffff), 255);
    }

    /// @dev By counting: the leading zeros one by one, the bits one by one.
    function testFuzz_binsAreThePowerOfTwoAndEightBits(uint32 word, uint8 zerosAtLeast) external pure {
        word >>= zerosAtLeast % 32;
        vm.assume(word != 0);
        uint256 zeros;
        while ((uint256(word) << zeros) & 0x80000000 == 0) zeros++;
        uint256 bits;
        for (uint256 i = 0; i < 8; i++) {
            int256 place = 30 - int256(zeros + i);
            bits = 2 * bits + (place < 0 ? 0 : (word >> uint256(place)) & 1);
        }
        assertEq(GumbelBins.binOfWord(word), 256 * zeros + bits);
    }

    function _assertWords(uint256[4] memory counter, uint256 k0, uint256 k1, uint256[4] memory expected) private pure {
        uint256[4] memory found = Philox.words(counter, k0, k1);
        for (uint256 i = 0; i < 4; i++) {
            assertEq(found[i], expected[i]);
        }
    }
}
