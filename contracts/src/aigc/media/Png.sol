// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

/// @title Png
/// @notice Writes PNG pictures (PNG specification, third edition) without compression: 8 bits a sample, one stored block of deflate.
library Png {
    bytes8 private constant SIGNATURE = 0x89504e470d0a1a0a;
    /// @dev The CRC of each nibble, eight to a word, the first one lowest.
    uint256 private constant CRC_LOW = 0x5005713c4db261586b6b51f476dc419026d930ac3b6e20c81db7106400000000;
    uint256 private constant CRC_HIGH = 0xbdbdf21ca00ae27886d3d2d49b64c2b0cb61b38cd6d6a3e8f00f9344edb88320;
    uint256 private constant ADLER_MODULUS = 65_521;

    error AigcPictureTooLarge(uint256 rawBytes);

    /// @param samples `height * width * channels` bytes, row by row.
    /// @param channels 1 for grey, 3 for red, green and blue.
    function encode(bytes memory samples, uint256 width, uint256 height, uint256 channels)
        internal
        pure
        returns (bytes memory)
    {
        bytes memory raw = _rows(samples, width * channels, height);
        require(raw.length <= type(uint16).max, AigcPictureTooLarge(raw.length));
        bytes1 colourType = channels == 1 ? bytes1(0) : bytes1(0x02);
        uint16 length = uint16(raw.length);
        bytes memory data = bytes.concat(
            // Deflate with a window of 32 KiB; the last block, stored, its length with the low byte first and its complement.
            hex"780101",
            bytes2((length >> 8) | (length << 8)),
            bytes2(~((length >> 8) | (length << 8))),
            raw,
            bytes4(adler32(raw))
        );
        return bytes.concat(
            SIGNATURE,
            _chunk("IHDR", bytes.concat(bytes4(uint32(width)), bytes4(uint32(height)), hex"08", colourType, bytes3(0))),
            _chunk("IDAT", data),
            _chunk("IEND", "")
        );
    }

    /// @notice CRC-32 as PNG and zip have it.
    function crc32(bytes memory data) internal pure returns (uint32) {
        uint256 crc = type(uint32).max;
        unchecked {
            for (uint256 i = 0; i < data.length; i++) {
                crc ^= uint8(data[i]);
                crc = (crc >> 4) ^ _nibbleCrc(crc & 15);
                crc = (crc >> 4) ^ _nibbleCrc(crc & 15);
            }
        }
        return ~uint32(crc);
    }

    /// @notice Adler-32 as zlib has it.
    function adler32(bytes memory data) internal pure returns (uint32) {
        uint256 a = 1;
        uint256 b = 0;
        unchecked {
            // Below 2^64 for any length, so one modulus at the end is enough.
            for (uint256 i = 0; i < data.length; i++) {
                a += uint8(data[i]);
                b += a;
            }
        }
        return uint32(((b % ADLER_MODULUS) << 16) | (a % ADLER_MODULUS));
    }

    /// @dev Each row behind the number of its filter, 0 for none.
    function _rows(bytes memory samples, uint256 stride, uint256 height) private pure returns (bytes memory raw) {
        raw = new bytes(height * (stride + 1));
        uint256 from = 0;
        uint256 to = 0;
        for (uint256 y = 0; y < height; y++) {
            to++;
            for (uint256 x = 0; x < stride; x++) {
                raw[to++] = samples[from++];
            }
        }
    }

    function _chunk(bytes4 name, bytes memory data) private pure returns (bytes memory) {
        bytes memory named = bytes.concat(name, data);
        return bytes.concat(bytes4(uint32(data.length)), named, bytes4(crc32(named)));
    }

    function _nibbleCrc(uint256 nibble) private pure returns (uint256) {
        return ((nibble < 8 ? CRC_LOW : CRC_HIGH) >> (32 * (nibble & 7))) & type(uint32).max;
    }
}
