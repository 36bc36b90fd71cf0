// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IProgramRegistry, RecordRun} from "../../../contracts/src/model/IProgramRegistry.sol";

/// @notice All records of what may be a program.
struct Candidate {
    bytes32 programRoot;
    RecordRun whole;
}

/// @notice Says of many candidates at once whether they are valid programs.
contract ValidationProbe {
    /// @return reasons For each candidate the selector of the error that it was refused with, 0 of a valid one.
    function judge(IProgramRegistry programs, Candidate[] calldata candidates)
        external
        returns (bytes4[] memory reasons)
    {
        reasons = new bytes4[](candidates.length);
        for (uint256 i = 0; i < candidates.length; i++) {
            Candidate calldata candidate = candidates[i];
            try programs.validate(candidate.programRoot, candidate.whole, new RecordRun[](0)) {
                // That a part of a program is valid isn't enough.
                try programs.program(candidate.programRoot) {}
                catch (bytes memory reason) {
                    reasons[i] = bytes4(reason);
                }
            } catch (bytes memory reason) {
                reasons[i] = bytes4(reason);
            }
        }
    }
}
