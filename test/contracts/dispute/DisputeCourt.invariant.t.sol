// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {Test} from "forge-std/Test.sol";

import {DisputeActors} from "./DisputeActors.sol";

/// The numbers are those of invariants.md. One function checks them all, since each would otherwise run its own campaign.
///
/// forge-config: default.invariant.runs = 16
/// forge-config: default.invariant.depth = 400
/// forge-config: default.invariant.fail-on-revert = true
/// forge-config: default.invariant.check-interval = 10
/// forge-config: default.invariant.shrink-run-limit = 100
contract DisputeCourtInvariantTest is Test {
    DisputeActors private actors;

    function setUp() public {
        actors = new DisputeActors();
        bytes4[] memory steps = new bytes4[](12);
        steps[0] = actors.ask.selector;
        steps[1] = actors.claim.selector;
        steps[2] = actors.commitTrace.selector;
        steps[3] = actors.silence.selector;
        steps[4] = actors.openDuel.selector;
        steps[5] = actors.act.selector;
        steps[6] = actors.proveClaimFault.selector;
        steps[7] = actors.timeout.selector;
        steps[8] = actors.finaliseDispute.selector;
        steps[9] = actors.settle.selector;
        steps[10] = actors.withdraw.selector;
        steps[11] = actors.pass.selector;
        targetContract(address(actors));
        targetSelector(FuzzSelector(address(actors), steps));
    }

    function invariant_disputes() public view {
        actors.checkRequests();
        actors.checkMoney();
    }

    function afterInvariant() public {
        actors.windDown();
        invariant_disputes();
        // What every campaign comes to. The rarer states (moves of longer duels, merged, reopened, void, claimed again, refused calls) have tests of their own
        // in the other files of this folder.
        string[8] memory states = [
            "contradicted", "claimed", "committed to a trace", "duel opened", "over", "decided", "settled", "withdrawn"
        ];
        string memory missed = "";
        for (uint256 i = 0; i < states.length; i++) {
            if (actors.reached(states[i]) == 0) missed = string.concat(missed, states[i], "; ");
        }
        assertEq(missed, "", "never reached");
    }
}
