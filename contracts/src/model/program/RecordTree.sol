// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {Hashes} from "@openzeppelin/contracts/utils/cryptography/Hashes.sol";
import {Instructions} from "../../kernels/Instructions.sol";
import {TensorTypes} from "../../kernels/TensorTypes.sol";
import {IProgramRegistry, RecordRun} from "../IProgramRegistry.sol";

/// @title RecordTree
/// @notice Opens runs of records under a program's root.
library RecordTree {
    /// @notice Reverts unless these are records of the program with this root, all of them before `recordCount`.
    /// @dev Siblings that begin after the last record are computed, never read. So the run with the last record shows that
    /// every leaf after it is empty, and a program has no records that nobody validated.
    function verify(bytes32 programRoot, RecordRun calldata run, uint256 recordCount) internal pure {
        (uint256 first, uint256[16][] calldata records) = (run.first, run.records);
        uint256 count = records.length;
        require(
            count > 0 && count <= recordCount && first <= recordCount - count, IProgramRegistry.ProgramRunWrong(first)
        );
        unchecked {
            // A free place before the nodes takes a left sibling, one after them a right one.
            bytes32[] memory nodes = new bytes32[](count + 2);
            for (uint256 i = 0; i < count; i++) {
                nodes[i + 1] = Instructions.leafOf(records[i]);
            }
            uint256 used = _climb(run, nodes, recordCount);
            bool isWhole = used == run.siblings.length && nodes[1] == programRoot;
            require(isWhole, IProgramRegistry.ProgramRunWrong(first));
        }
    }

    /// @dev Leaves the root at place 1 of `nodes`.
    /// @return used How many siblings were read.
    function _climb(RecordRun calldata run, bytes32[] memory nodes, uint256 recordCount)
        private
        pure
        returns (uint256 used)
    {
        unchecked {
            (uint256 first, uint256 count) = (run.first, run.records.length);
            uint256 levels = TensorTypes.depthOf(recordCount);
            bytes32 empty = 0;
            for (uint256 level = 0; level < levels; level++) {
                uint256 begin = 1 - (first & 1);
                if (begin == 0) {
                    nodes[0] = _sibling(run, used++);
                    first--;
                    count++;
                }
                if (count & 1 == 1) {
                    bool isPadding = (first + count) << level >= recordCount;
                    nodes[begin + count] = isPadding ? empty : _sibling(run, used++);
                    count++;
                }
                for (uint256 i = 0; i < count; i += 2) {
                    nodes[1 + i / 2] = Hashes.efficientKeccak256(nodes[begin + i], nodes[begin + i + 1]);
                }
                empty = Hashes.efficientKeccak256(empty, empty);
                first /= 2;
                count /= 2;
            }
        }
    }

    function _sibling(RecordRun calldata run, uint256 index) private pure returns (bytes32) {
        require(index < run.siblings.length, IProgramRegistry.ProgramRunWrong(run.first));
        return run.siblings[index];
    }
}
