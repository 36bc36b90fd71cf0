// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {Test} from "forge-std/Test.sol";

import {AigcCollection} from "../../../contracts/src/aigc/AigcCollection.sol";
import {AigcToken} from "../../../contracts/src/aigc/IAigcCollection.sol";
import {TokenStatus} from "../../../contracts/src/aigc/IAigcRenderer.sol";
import {RequestStatus} from "../../../contracts/src/oracle/IInferenceOracle.sol";
import {AigcActors} from "./AigcActors.sol";

/// The numbers are those of invariants.md. One function checks them all, since each would otherwise run its own campaign.
///
/// forge-config: default.invariant.runs = 6
/// forge-config: default.invariant.depth = 400
/// forge-config: default.invariant.fail-on-revert = true
/// forge-config: default.invariant.check-interval = 10
contract AigcCollectionInvariantTest is Test {
    AigcActors private actors;
    AigcCollection private collection;

    function setUp() public {
        actors = new AigcActors();
        actors.prepare();
        collection = actors.nft();
        bytes4[] memory steps = new bytes4[](16);
        steps[0] = actors.commits.selector;
        steps[1] = actors.asks.selector;
        steps[2] = actors.answers.selector;
        steps[3] = actors.expires.selector;
        steps[4] = actors.finalises.selector;
        steps[5] = actors.disputes.selector;
        steps[6] = actors.mints.selector;
        steps[7] = actors.updates.selector;
        steps[8] = actors.transfers.selector;
        steps[9] = actors.pays.selector;
        steps[10] = actors.passes.selector;
        steps[11] = actors.snipes.selector;
        steps[12] = actors.races.selector;
        steps[13] = actors.lies.selector;
        steps[14] = actors.looks.selector;
        steps[15] = actors.lasts.selector;
        // Forge gives ether to whom it lets call, and takes contracts of the fixture for that, too.
        targetSender(address(0xCA11E7));
        targetContract(address(actors));
        targetSelector(FuzzSelector(address(actors), steps));
    }

    function invariant_books() public view {
        uint256 count = actors.heldCount();
        for (uint256 i = 0; i < count; i++) {
            _check(actors.heldAt(i));
        }
        assertEq(address(collection).balance, 0, "8 royalties left");
    }

    function afterInvariant() public view {
        string[26] memory steps = [
            "committed",
            "asked",
            "asked after a commitment",
            "commitment out of time",
            "answered",
            "expired",
            "final",
            "disputed",
            "void",
            "overturned",
            "minted",
            "taken over",
            "minted after a void",
            "mint refused",
            "snipe refused",
            "updated",
            "update refused",
            "transferred",
            "transfer refused",
            "royalties",
            "verified",
            "status 0",
            "status 1",
            "status 2",
            "status 3",
            "status 5"
        ];
        for (uint256 i = 0; i < steps.length; i++) {
            assertGt(actors.reached(steps[i]), 0, string.concat("never reached: ", steps[i]));
        }
    }

    function _check(uint256 prompt) private view {
        AigcActors.Held memory held = actors.held(prompt);
        AigcActors.Asked memory asked = actors.asked(held.asked - 1);
        bytes memory text = actors.promptOf(prompt);
        uint256 id = uint256(keccak256(text));
        AigcToken memory token = collection.tokenOf(id);
        assertEq(token.prompt, text, "1 prompt");
        assertEq(token.aigcData, held.shown, "1 data");
        assertEq(token.priorityBlock, asked.priorityBlock, "2 the earliest");
        assertEq(token.contestEnd, held.contestEnd, "2 contest");
        assertEq(collection.ownerOf(id), held.owner, "4 owner");
        bool decided = actors.isDecided(prompt);
        assertEq(collection.locked(id), !decided, "4 locked");

        bool verified = decided && keccak256(held.shown) == keccak256(asked.answer);
        assertEq(collection.verify(text, held.shown, ""), verified, "5 verified");
        assertFalse(collection.verify(text, "anything else", ""), "5 other data");
        if (held.verified.length > 0) {
            assertTrue(collection.verify(text, held.verified, ""), "5 true for ever");
        }
        TokenStatus status = collection.statusOf(id);
        assertEq(status == TokenStatus.Verified, verified, "5 status");
        assertEq(
            status == TokenStatus.Void, actors.statusOf(held.asked - 1) == RequestStatus.Void, "7 says that it is void"
        );
    }
}
