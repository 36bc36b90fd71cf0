// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {RecordRun} from "../../../contracts/src/model/IProgramRegistry.sol";
import {TinyPrograms} from "../model/TinyPrograms.sol";

/// @title AigcPrograms
/// @notice The smallest valid programs whose answers have the forms that are shown.
library AigcPrograms {
    uint256 internal constant UINT8 = 1;
    uint256 internal constant INT16 = 3;
    uint256 internal constant INT32 = 4;

    /// @notice Answers with its input, cast to int16: a picture of int16.
    function widePicture(uint256 height, uint256 width, uint256 channels) internal pure returns (RecordRun memory run) {
        run = TinyPrograms.once(1);
        uint256 input = _picture(UINT8, height, width, channels);
        (run.records[0][1], run.records[1][1], run.records[1][5]) =
        (input, _picture(INT16, height, width, channels), input);
    }

    /// @notice Answers with its input, reshaped: a picture of uint8.
    function picture(uint256 height, uint256 width, uint256 channels) internal pure returns (RecordRun memory run) {
        run = TinyPrograms.once(1);
        uint256 input = _picture(UINT8, height, width, channels);
        (run.records[0][1], run.records[1][1], run.records[1][5]) = (input, input, input);
        // Reshape.
        (run.records[1][0], run.records[1][11]) = (13, 0);
    }

    /// @notice The index of the largest of `classes` bytes, then the bytes as int16.
    function classifier(uint256 classes) internal pure returns (RecordRun memory run) {
        run = TinyPrograms.once(classes);
        uint256[16] memory header = run.records[0];
        uint256[16] memory clamp = run.records[1];
        run.records = new uint256[16][](3);
        (run.records[0], run.records[1]) = (header, clamp);
        (header[2], header[4], header[5], header[6]) = (2, 2, 2, 1);
        uint256[16] memory argMax = run.records[2];
        (argMax[0], argMax[1], argMax[2], argMax[3]) = (3, TinyPrograms.vector(INT32, 1), 1, type(uint256).max);
        (argMax[4], argMax[5], argMax[8]) = (type(uint256).max, TinyPrograms.vector(INT16, classes), type(uint256).max);
    }

    /// @notice A step program of int32 tokens.
    function tokens(uint256 promptLimit) internal pure returns (RecordRun memory run) {
        run = TinyPrograms.steps(promptLimit);
        (run.records[1][0], run.records[1][2]) = (TinyPrograms.vector(INT32, promptLimit), promptLimit);
    }

    function _picture(uint256 dtype, uint256 height, uint256 width, uint256 channels) private pure returns (uint256) {
        return (dtype << 136) | (8 << 128) | (1 << 96) | (height << 64) | (width << 32) | channels;
    }
}
