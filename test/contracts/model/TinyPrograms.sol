// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IProgramRegistry, RecordRun} from "../../../contracts/src/model/IProgramRegistry.sol";

/// @title TinyPrograms
/// @notice The smallest valid programs, so that tests of listings, requests and offerings have real models.
library TinyPrograms {
    uint256 private constant UINT8 = 1;
    uint256 private constant INT16 = 3;
    uint256 private constant INT32 = 4;
    uint256 private constant NONE = type(uint256).max;

    /// @notice Casts `length` bytes to int16.
    function once(uint256 length) internal pure returns (RecordRun memory run) {
        run.records = new uint256[16][](2);
        uint256 input = vector(UINT8, length);
        _header(run.records[0], 1, input);
        uint256[16] memory clamp = run.records[1];
        (clamp[0], clamp[1], clamp[2], clamp[5]) = (1, vector(INT16, length), 0, input);
        (clamp[3], clamp[4], clamp[8], clamp[11]) = (NONE, NONE, NONE, 255);
    }

    /// @notice Answers with the first `outputLength` of `length` bytes.
    function sliced(uint256 length, uint256 outputLength) internal pure returns (RecordRun memory run) {
        run.records = new uint256[16][](2);
        uint256 input = vector(UINT8, length);
        _header(run.records[0], 1, input);
        uint256[16] memory slice = run.records[1];
        (slice[0], slice[1], slice[2], slice[5]) = (15, vector(UINT8, outputLength), 0, input);
        (slice[3], slice[4], slice[8], slice[12]) = (NONE, NONE, NONE, 1);
    }

    /// @notice `once` with a constant that nothing reads.
    function withConstant(uint256 length) internal pure returns (RecordRun memory run) {
        run.records = new uint256[16][](3);
        RecordRun memory bare = once(length);
        (run.records[0], run.records[1]) = (bare.records[0], bare.records[1]);
        run.records[0][3] = 1;
        // A table of int16.
        run.records[2][0] = (2 << 144) | vector(INT16, 1) | (1 << 64);
    }

    /// @notice Takes 1 to `promptLimit` bytes and gives the numbers of its steps.
    function steps(uint256 promptLimit) internal pure returns (RecordRun memory run) {
        run.records = new uint256[16][](3);
        uint256 token = vector(INT32, 1);
        _header(run.records[0], 2, token);
        uint256[16] memory loop = run.records[1];
        (loop[0], loop[1], loop[2], loop[3]) = (vector(UINT8, promptLimit), promptLimit, 1, NONE);
        uint256[16] memory position = run.records[2];
        (position[0], position[1]) = (33, token);
        (position[2], position[3], position[4], position[8]) = (NONE, NONE, NONE, NONE);
    }

    /// @notice Has a whole program validated.
    function validate(IProgramRegistry programs, RecordRun memory whole) internal returns (bytes32 programRoot) {
        programRoot = rootOf(whole.records);
        programs.validate(programRoot, whole, new RecordRun[](0));
    }

    /// @notice Root of a program's records.
    function rootOf(uint256[16][] memory records) internal pure returns (bytes32) {
        uint256 width = 1;
        while (width < records.length) width *= 2;
        bytes32[] memory nodes = new bytes32[](width);
        for (uint256 i = 0; i < records.length; i++) {
            nodes[i] = keccak256(abi.encodePacked(bytes32(uint256(0x030009) << 232), records[i]));
        }
        for (; width > 1; width /= 2) {
            for (uint256 i = 0; i < width; i += 2) {
                nodes[i / 2] = keccak256(abi.encodePacked(nodes[i], nodes[i + 1]));
            }
        }
        return nodes[0];
    }

    /// @notice Type word of a vector with leaves of 256 bytes.
    function vector(uint256 dtype, uint256 length) internal pure returns (uint256) {
        return (dtype << 136) | (8 << 128) | (length << 96);
    }

    function _header(uint256[16] memory header, uint256 version, uint256 input) private pure {
        // One instruction, no constants, one output: value 1.
        (header[0], header[1], header[2], header[4], header[5]) = (version, input, 1, 1, 1);
    }
}
