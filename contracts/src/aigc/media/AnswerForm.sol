// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {TensorTypes} from "../../kernels/TensorTypes.sol";
import {Program} from "../../model/IProgramRegistry.sol";

/// @notice What an answer is, as far as its program tells.
enum Media {
    Picture,
    Text,
    Tokens,
    Label,
    Data
}

/// @notice How to read an answer. The picture's members are 0 for everything else.
struct Form {
    Media media;
    uint256 width;
    uint256 height;
    /// 1 for grey, 3 for red, green and blue.
    uint256 channels;
    /// Whether samples have two bytes, with 32767 for white.
    bool wide;
    /// Where the label's four bytes begin.
    uint256 labelOffset;
}

/// @title AnswerForm
/// @notice Tells from the types of a program's outputs how its answers are shown (docs/nft.md, section "Pictures, texts, labels").
library AnswerForm {
    using TensorTypes for uint256;

    /// @dev So that every picture's data fits one stored block, and a view call.
    uint256 private constant MAX_SAMPLES = 8192;

    function formOf(Program memory program) internal pure returns (Form memory form) {
        if (program.stepLimit > 0) {
            form.media = program.inputType.dtype() == TensorTypes.UINT8 ? Media.Text : Media.Tokens;
            return form;
        }
        if (program.outputTypes.length == 1 && _isPicture(program.outputTypes[0])) {
            uint256 picture = program.outputTypes[0];
            form.media = Media.Picture;
            (form.height, form.width) = (picture.dimension(1), picture.dimension(2));
            form.channels = picture.dimension(3);
            form.wide = picture.dtype() == TensorTypes.INT16;
            return form;
        }
        (bool found, uint256 offset) = _labelOffset(program.outputTypes);
        form.media = found ? Media.Label : Media.Data;
        form.labelOffset = offset;
    }

    /// @dev `[1, height, width, 1 or 3]` of uint8 or int16.
    function _isPicture(uint256 typeWord) private pure returns (bool) {
        if (typeWord.rank() != 4 || typeWord.dimension(0) != 1) return false;
        uint256 dtype = typeWord.dtype();
        if (dtype != TensorTypes.UINT8 && dtype != TensorTypes.INT16) return false;
        uint256 channels = typeWord.dimension(3);
        return (channels == 1 || channels == 3) && typeWord.elements() <= MAX_SAMPLES;
    }

    /// @dev Of the first output that is one int32, as an index of the best score is.
    function _labelOffset(uint256[] memory types) private pure returns (bool found, uint256 offset) {
        for (uint256 i = 0; i < types.length; i++) {
            if (types[i].dtype() == TensorTypes.INT32 && types[i].elements() == 1) return (true, offset);
            offset += types[i].byteLength();
        }
        return (false, 0);
    }
}
