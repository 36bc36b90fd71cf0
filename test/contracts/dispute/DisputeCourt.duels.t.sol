// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {DisputePlay} from "./DisputePlay.sol";
import {Table} from "./DuelTable.sol";

/// @notice Whole disputes at random. The numbers are those of invariants.md.
contract DisputeCourtDuelsTest is DisputePlay {
    /// @dev As many as reach every state.
    uint256 private constant DISPUTES = 60;

    /// forge-config: default.fuzz.runs = 100
    function testFuzz_HonestClaimWinsAnyDispute(uint256 seed) public {
        dispute(seed);
    }

    function test_RandomDisputesReachEveryState() public {
        for (uint256 seed = 0; seed < DISPUTES; seed++) {
            // A call of its own, so that its memory is free again.
            this.dispute(seed);
        }
        string[17] memory states = [
            "batch",
            "fault in an item proved",
            "unused item filled",
            "honest proposer",
            "silent and right",
            "liar proposes",
            "silent and wrong",
            "answer not in trace",
            "acted in the last second",
            "moved",
            "fault proved",
            "end proved",
            "nothing to show",
            "nothing to prove",
            "steered away",
            "timed out",
            "claimed again"
        ];
        for (uint256 i = 0; i < states.length; i++) {
            assertGt(reached[states[i]], 0, string.concat("never reached: ", states[i]));
        }
    }

    function dispute(uint256 seed) public {
        Table memory table = _seat(seed);
        Proposer role = _contradict(table);
        _play(table, role);
        _conclude(table);
        _settleAll(table, role);
        _withdrawAll(table);
    }
}
