// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {Test} from "forge-std/Test.sol";

import {Address} from "@openzeppelin/contracts/utils/Address.sol";

import {DisputeActors} from "./DisputeActors.sol";

/// The numbers are those of invariants.md. One function checks them all, since each would otherwise run its own campaign.
///
/// forge-config: default.invariant.runs = 16
/// forge-config: default.invariant.depth = 400
/// forge-config: default.invariant.fail-on-revert = true
/// forge-config: default.invariant.check-interval = 10
/// forge-config: default.invariant.shrink-run-limit = 100
contract DisputeCourtInvariantTest is Test {
    uint256 private constant LIVES = 8;
    uint256 private constant LIFE_CALLS = 200;

    DisputeActors private actors;
    bytes4[] private _steps;
    mapping(string state => uint256) private _reached;

    function setUp() public {
        actors = new DisputeActors();
        bytes4[] memory steps = new bytes4[](13);
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
        steps[12] = actors.deliver.selector;
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
        // What every campaign comes to; `test_LongLivesReachEveryState` comes to all there is.
        string[3] memory states = ["contradicted", "settled", "withdrawn"];
        string memory missed = "";
        for (uint256 i = 0; i < states.length; i++) {
            if (actors.reached(states[i]) == 0) missed = string.concat(missed, states[i], "; ");
        }
        assertEq(missed, "", "never reached");
    }

    /// @dev The same calls in an order that is always the same, so that what they reach doesn't hang on a campaign's luck.
    function test_LongLivesReachEveryState() public {
        // All lives together take more than the gas of one test.
        vm.pauseGasMetering();
        for (uint256 number = 0; number < LIVES; number++) {
            // A call of its own, so that its memory is free again.
            this.live(number);
        }
        string memory missed = "";
        string[30] memory states = _states();
        for (uint256 i = 0; i < states.length; i++) {
            if (_reached[states[i]] == 0) missed = string.concat(missed, states[i], "; ");
        }
        assertEq(missed, "", "never reached");
    }

    function live(uint256 number) external {
        actors = new DisputeActors();
        for (uint256 i = 0; i < LIFE_CALLS; i++) {
            uint256 seed = uint256(keccak256(abi.encode("a long life", number, i)));
            Address.functionCall(address(actors), abi.encodePacked(_steps[seed % _steps.length], seed >> 8));
            if (i % 10 == 0) invariant_disputes();
        }
        actors.windDown();
        invariant_disputes();
        string[30] memory states = _states();
        for (uint256 i = 0; i < states.length; i++) {
            _reached[states[i]] += actors.reached(states[i]);
        }
    }

    /// @dev Everything that the actors note.
    function _states() private pure returns (string[30] memory) {
        return [
            "contradicted",
            "claimed",
            "claim refused",
            "claimed again",
            "claimed in the second generation",
            "committed to a trace",
            "merged",
            "duel opened",
            "duel opened with a trace",
            "silenced",
            "moved",
            "could not act",
            "another move refused",
            "fault proved",
            "fault proved without a duel",
            "no fault of the honest claim",
            "timed out",
            "timeout refused",
            "over",
            "reopened",
            "void",
            "decided",
            "settled",
            "withdrawn",
            "delivered",
            "delivered again",
            "delivery failed",
            "delivery refused",
            "error delivered",
            "right answer"
        ];
    }
}
