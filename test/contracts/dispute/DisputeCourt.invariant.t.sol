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
    uint256 private constant LONG_LIFE_CALLS = 300;

    DisputeActors private actors;
    bytes4[] private _steps;

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
        // Forge gives ether to whom it lets call, and takes contracts of the fixture for that, too.
        targetSender(address(0xCA11E7));
        targetContract(address(actors));
        _steps = steps;
        targetSelector(FuzzSelector(address(actors), steps));
    }

    function invariant_disputes() public view {
        actors.checkRequests();
        actors.checkMoney();
    }

    function afterInvariant() public {
        actors.windDown();
        invariant_disputes();
        // What every campaign comes to; `test_ALongLifeReachesEveryState` comes to more.
        string[3] memory states = ["contradicted", "settled", "withdrawn"];
        string memory missed = "";
        for (uint256 i = 0; i < states.length; i++) {
            if (actors.reached(states[i]) == 0) missed = string.concat(missed, states[i], "; ");
        }
        assertEq(missed, "", "never reached");
    }

    /// @dev The same calls in an order that is always the same, so that what it reaches doesn't hang on a campaign's luck. The rarer states
    /// (moves of longer duels, reopened, void, claimed again, refused calls) have tests of their own in the other files of this folder.
    function test_ALongLifeReachesEveryState() public {
        for (uint256 i = 0; i < LONG_LIFE_CALLS; i++) {
            uint256 seed = uint256(keccak256(abi.encode("a long life", i)));
            (bool done,) = address(actors).call(abi.encodePacked(_steps[seed % _steps.length], seed >> 8));
            assertTrue(done, "a handler reverted");
            if (i % 10 == 0) invariant_disputes();
        }
        actors.windDown();
        invariant_disputes();
        string[8] memory states = [
            "contradicted", "claimed", "committed to a trace", "duel opened", "over", "decided", "settled", "withdrawn"
        ];
        for (uint256 i = 0; i < states.length; i++) {
            assertGt(actors.reached(states[i]), 0, states[i]);
        }
    }
}
