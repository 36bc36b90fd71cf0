// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {Instruction} from "./Instructions.sol";
import {TensorTypes} from "./TensorTypes.sol";
import {Reader, Witness} from "./Witness.sol";

/// @notice A window over operand 0, int16 [batch, height, width, channels], at one position of the output.
struct Window {
    uint256 kernelHeight;
    uint256 kernelWidth;
    uint256 dilationHeight;
    uint256 dilationWidth;
    /// Row and column of the operand that the window begins with; negative where it begins in the padding.
    int256 top;
    int256 left;
    uint256 batch;
    /// Channel of the output's element.
    uint256 channel;
}

/// @notice Places of a row of a window that lie within the operand.
struct WindowRow {
    /// Element of the operand that the first one begins with, and how far apart they are.
    uint256 first;
    uint256 stride;
    uint256 count;
    /// Elements that each has.
    uint256 size;
}

/// @title Windows
/// @notice Brings a window's elements together in memory.
library Windows {
    using TensorTypes for uint256;

    uint256 private constant HASH_BYTES = 32;

    /// @notice The window of an output's element.
    /// @param at The first of the two attributes that are the window.
    function window(Instruction memory instruction, uint256 element, uint256 at)
        internal
        pure
        returns (Window memory made)
    {
        unchecked {
            uint256 kernel = uint256(instruction.attributes[at]);
            uint256 placement = uint256(instruction.attributes[at + 1]);
            made.kernelHeight = uint8(kernel >> 24);
            made.kernelWidth = uint8(kernel >> 16);
            made.dilationHeight = uint8(placement >> 24);
            made.dilationWidth = uint8(placement >> 16);
            (uint256 height, uint256 width) = (instruction.output.dimension(1), instruction.output.dimension(2));
            uint256 channels = instruction.output.dimension(3);
            made.channel = element % channels;
            uint256 position = element / channels;
            made.left = int256(position % width * uint8(kernel)) - int256(uint256(uint8(placement)));
            position /= width;
            made.top = int256(position % height * uint8(kernel >> 8)) - int256(uint256(uint8(placement >> 8)));
            made.batch = position / height;
        }
    }

    /// @notice Copies the window's elements to memory, `size` from channel `channel` on of each position, in the order of the
    /// window's rows.
    /// @param place Room for all of them; what it has is left where the window is outside of the operand.
    function gather(
        Reader memory reader,
        Instruction memory instruction,
        Window memory from,
        uint256 channel,
        uint256 size,
        uint256 place
    ) internal pure {
        unchecked {
            uint256 typeWord = instruction.operandTypes[0];
            (uint256 start, uint256 end) = _within(from, typeWord.dimension(2));
            if (start >= end) return;
            uint256 channels = typeWord.dimension(3);
            WindowRow memory row =
                WindowRow({first: 0, stride: from.dilationWidth * channels, count: end - start, size: size});
            uint256 first = uint256(from.left + int256(start * from.dilationWidth)) * channels + channel;
            place += 2 * size * start;
            for (uint256 i = 0; i < from.kernelHeight; i++) {
                int256 h = from.top + int256(i * from.dilationHeight);
                if (h >= 0 && h < int256(typeWord.dimension(1))) {
                    uint256 line = from.batch * typeWord.dimension(1) + uint256(h);
                    row.first = line * typeWord.dimension(2) * channels + first;
                    _copyRow(reader, instruction, row, place);
                }
                place += 2 * size * from.kernelWidth;
            }
        }
    }

    /// @dev The first of the window's columns that lies within the operand, and the one after the last.
    function _within(Window memory from, uint256 width) private pure returns (uint256 start, uint256 end) {
        unchecked {
            uint256 dilation = from.dilationWidth;
            if (from.left < 0) start = (uint256(-from.left) + dilation - 1) / dilation;
            end = (uint256(int256(width) - from.left) + dilation - 1) / dilation;
            if (end > from.kernelWidth) end = from.kernelWidth;
        }
    }

    function _copyRow(Reader memory reader, Instruction memory instruction, WindowRow memory row, uint256 place)
        private
        pure
    {
        unchecked {
            (uint256 bytesApart, uint256 bytesEach) = (2 * row.stride, 2 * row.size);
            uint256 pointer;
            bool isRun = _isRun(instruction, row);
            if (isRun) {
                uint256 span = (row.count - 1) * row.stride + row.size;
                pointer = Witness.operand(reader, instruction, 0, row.first, span);
            }
            for (uint256 j = 0; j < row.count; j++) {
                if (!isRun) {
                    pointer = Witness.operand(reader, instruction, 0, row.first + j * row.stride, row.size);
                }
                assembly ("memory-safe") {
                    calldatacopy(place, pointer, bytesEach)
                }
                pointer += bytesApart;
                place += bytesEach;
            }
        }
    }

    /// @dev Whether a row is read as one run, with what lies between its places, since that takes less calldata: leaves, and
    /// about two hashes a level, or one for each place.
    function _isRun(Instruction memory instruction, WindowRow memory row) private pure returns (bool) {
        unchecked {
            uint256 typeWord = instruction.operandTypes[0];
            uint256 leafLog2 = typeWord.log2Leaf();
            uint256 path = HASH_BYTES * TensorTypes.depthOf(typeWord.leafCount());
            uint256 last = row.first + (row.count - 1) * row.stride + row.size;
            uint256 leaves = ((2 * last - 1) >> leafLog2) + 1 - (2 * row.first >> leafLog2);
            uint256 each = (TensorTypes.leavesOf(2 * row.size, leafLog2) << leafLog2) + path;
            return (leaves << leafLog2) + 2 * path <= row.count * each || row.stride == row.size;
        }
    }
}
