// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IERC721Errors} from "@openzeppelin/contracts/interfaces/draft-IERC6093.sol";
import {IERC4906} from "@openzeppelin/contracts/interfaces/IERC4906.sol";
import {IERC165} from "@openzeppelin/contracts/interfaces/IERC165.sol";

import {IAigcCollection} from "../../../contracts/src/aigc/IAigcCollection.sol";
import {TokenStatus} from "../../../contracts/src/aigc/IAigcRenderer.sol";
import {IERC7007} from "../../../contracts/src/aigc/IERC7007.sol";
import {IERC7007Enumerable} from "../../../contracts/src/aigc/IERC7007Enumerable.sol";
import {IERC7007Updatable} from "../../../contracts/src/aigc/IERC7007Updatable.sol";
import {Request, RequestStatus} from "../../../contracts/src/oracle/IInferenceOracle.sol";
import {AigcFixture} from "./AigcFixture.sol";

/// @notice `verify`, `update`, overturned answers and void requests, and the faults of ERC-7007's reference implementation by name.
contract AigcCollectionVerifyTest is AigcFixture {
    uint256 private id = _idOf(PROMPT);

    function test_VerifiesWhatIsFinalAndUpToDate() public {
        Request memory request = _answered(alice);
        _mints(request);
        assertFalse(collection.verify(PROMPT, OUTPUT, ""), "provisional");
        _finalise(request);
        assertFalse(collection.verify(PROMPT, OUTPUT, ""), "contested");
        vm.warp(collection.tokenOf(id).contestEnd);
        assertTrue(collection.verify(PROMPT, OUTPUT, ""));
        assertFalse(collection.verify(PROMPT, RIGHT, ""), "other data");
        assertFalse(collection.verify(PROMPT, OUTPUT, "proof"), "a proof of nothing");
        assertFalse(collection.verify("another prompt", OUTPUT, ""));
        collection.settle(id);
        vm.prank(alice);
        collection.transferFrom(alice, stranger, id);
        assertTrue(collection.verify(PROMPT, OUTPUT, ""), "whoever has it");
    }

    function test_AnOverturnedAnswerIsUpdatedByAnyone() public {
        Request memory request = _answered(alice);
        _mints(request);
        vm.expectRevert(
            abi.encodeWithSelector(
                IAigcCollection.AigcRequestState.selector, oracle.requestIdOf(request), RequestStatus.Answered
            )
        );
        collection.update(PROMPT, OUTPUT);
        _overturns(request);
        skip(collection.CONTEST_SECONDS());
        _assertStatus(id, TokenStatus.Outdated);
        assertFalse(collection.verify(PROMPT, OUTPUT, ""), "the wrong answer");
        assertFalse(collection.verify(PROMPT, RIGHT, ""), "not up to date");

        vm.expectRevert(
            abi.encodeWithSelector(IAigcCollection.AigcDataMismatch.selector, keccak256(OUTPUT), keccak256(RIGHT))
        );
        collection.update(PROMPT, OUTPUT);
        vm.expectEmit();
        emit IERC7007Updatable.Update(id, PROMPT, RIGHT);
        vm.expectEmit();
        emit IERC4906.MetadataUpdate(id);
        vm.prank(stranger);
        collection.update(PROMPT, RIGHT);
        assertTrue(collection.verify(PROMPT, RIGHT, ""));
        assertFalse(collection.verify(PROMPT, OUTPUT, ""));
        assertEq(collection.tokenOf(id).aigcData, RIGHT);
        assertEq(bytes(collection.prompt(id)), PROMPT);
        assertEq(collection.ownerOf(id), alice, "the token stays whose it was");
        vm.expectRevert(abi.encodeWithSelector(IAigcCollection.AigcUpToDate.selector, id));
        collection.update(PROMPT, RIGHT);
    }

    function test_AnOverturnedAnswerThatIsMintedAfterwardsIsTheRightOne() public {
        Request memory request = _answered(alice);
        _overturns(request);
        vm.expectPartialRevert(IAigcCollection.AigcDataMismatch.selector);
        _mints(request);
        _mints(request, PROMPT, RIGHT, 0);
        skip(collection.CONTEST_SECONDS());
        assertTrue(collection.verify(PROMPT, RIGHT, ""));
    }

    function test_UpdatesNothingThatNobodyMinted() public {
        Request memory request = _answered(alice);
        _finalise(request);
        vm.expectRevert(abi.encodeWithSelector(IERC721Errors.ERC721NonexistentToken.selector, id));
        collection.update(PROMPT, OUTPUT);
    }

    function test_AVoidRequestsTokenSaysSoAndIsFreeAgain() public {
        Request memory request = _answered(alice);
        _mints(request);
        _contradict(request);
        _nobodyWins(request);
        _assertStatus(id, TokenStatus.Void);
        assertFalse(collection.verify(PROMPT, OUTPUT, ""));
        assertTrue(collection.locked(id));
        vm.expectRevert(abi.encodeWithSelector(IAigcCollection.AigcLocked.selector, id));
        vm.prank(alice);
        collection.transferFrom(alice, stranger, id);
        vm.expectPartialRevert(IAigcCollection.AigcRequestState.selector);
        collection.update(PROMPT, OUTPUT);

        Request memory next = _answered(mallory);
        _mints(next);
        assertEq(collection.ownerOf(id), mallory);
        assertEq(collection.tokenOf(id).contestEnd, block.timestamp + collection.CONTEST_SECONDS(), "again");
        _decides(next);
        assertTrue(collection.verify(PROMPT, OUTPUT, ""));
    }

    // The faults of the reference implementation.

    function test_Reference_TrueForPromptsThatWereNeverMinted() public {
        Request memory request = _answered(alice);
        _decides(request);
        assertFalse(collection.verify(PROMPT, OUTPUT, ""));
        assertFalse(collection.verify("never asked", "", ""));
        assertFalse(collection.verify("", "", ""));
    }

    function test_Reference_OutsidersOverwriteTheData() public {
        Request memory request = _answered(alice);
        _mints(request);
        vm.startPrank(mallory);
        vm.expectPartialRevert(IAigcCollection.AigcRequestState.selector);
        collection.update(PROMPT, "graffiti");
        vm.expectPartialRevert(IAigcCollection.AigcNotRequester.selector);
        collection.addAigcData(id, PROMPT, OUTPUT, abi.encode(request, bytes32(0), mallory));
        vm.expectRevert();
        collection.addAigcData(id, PROMPT, "graffiti", "");
        vm.stopPrank();
        _decides(request);
        vm.prank(mallory);
        vm.expectPartialRevert(IAigcCollection.AigcDataMismatch.selector);
        collection.update(PROMPT, "graffiti");
        assertEq(collection.tokenOf(id).aigcData, OUTPUT);
    }

    function test_Reference_SupportsInterfaceIsFalse() public view {
        assertEq(bytes32(type(IERC7007).interfaceId), bytes32(bytes4(0x702c55a6)));
        assertEq(bytes32(type(IERC7007Enumerable).interfaceId), bytes32(bytes4(0xfa1a557a)));
        assertEq(bytes32(type(IERC7007Updatable).interfaceId), bytes32(bytes4(0x3f37dce2)));
        // ERC-165, 721, its metadata, 2981, 4906, 5192, 7007 and its two extensions.
        bytes4[9] memory ids = [
            bytes4(0x01ffc9a7),
            0x80ac58cd,
            0x5b5e139f,
            0x2a55205a,
            0x49064906,
            0xb45a3c0e,
            0x702c55a6,
            0xfa1a557a,
            0x3f37dce2
        ];
        for (uint256 i = 0; i < ids.length; i++) {
            assertTrue(IERC165(address(collection)).supportsInterface(ids[i]));
        }
        assertFalse(collection.supportsInterface(0xffffffff));
        // ERC721Enumerable isn't ERC7007Enumerable.
        assertFalse(collection.supportsInterface(0x780e9d63));
    }

    /// @dev Of `abi.encodePacked(prompt, data)` both pairs have the same hash.
    function test_Reference_PromptAndDataArePackedAmbiguously() public {
        Request memory request = _asks(alice, "ab");
        _answers(request, "cd");
        _mints(request, "ab", "cd", 0);
        _decides(request);
        assertTrue(collection.verify("ab", "cd", ""));
        assertFalse(collection.verify("abc", "d", ""));
        assertFalse(collection.verify("a", "bcd", ""));
        assertFalse(collection.verify("abcd", "", ""));
    }

    /// @dev Solidity hashes indexed bytes into the topic; the text indexes `aigcData`, the reference doesn't.
    function test_Reference_AigcDataIsNotIndexed() public {
        Request memory request = _answered(alice);
        vm.recordLogs();
        _mints(request);
        // After `Locked`.
        bytes32[] memory topics = vm.getRecordedLogs()[1].topics;
        assertEq(topics[0], IERC7007.AigcData.selector);
        assertEq(topics.length, 4);
        assertEq(topics[3], keccak256(OUTPUT));
    }
}
