// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IERC721Errors} from "@openzeppelin/contracts/interfaces/draft-IERC6093.sol";
import {IERC721} from "@openzeppelin/contracts/token/ERC721/IERC721.sol";

import {AigcToken, IAigcCollection} from "../../../contracts/src/aigc/IAigcCollection.sol";
import {TokenStatus} from "../../../contracts/src/aigc/IAigcRenderer.sol";
import {IERC5192} from "../../../contracts/src/aigc/IERC5192.sol";
import {IERC7007} from "../../../contracts/src/aigc/IERC7007.sol";
import {Request, RequestOptions, RequestStatus} from "../../../contracts/src/oracle/IInferenceOracle.sol";
import {AigcFixture} from "./AigcFixture.sol";
import {PickyReceiver} from "./hostile/PickyReceiver.sol";
import {ReentrantReceiver} from "./hostile/ReentrantReceiver.sol";

/// @notice Minting, transfers and the lock; the cases are those of AigcCollection.tree.
contract AigcCollectionMintTest is AigcFixture {
    function test_MintsAnAnswerThatIsNotFinalYet() public {
        Request memory request = _answered(alice);
        uint256 id = _idOf(PROMPT);
        uint256 end = block.timestamp + collection.CONTEST_SECONDS();
        vm.expectEmit();
        emit IERC5192.Locked(id);
        vm.expectEmit();
        emit IERC7007.AigcData(id, PROMPT, OUTPUT, "");
        vm.expectEmit();
        emit IAigcCollection.PromptClaimed(id, oracle.requestIdOf(request), alice, request.blockNumber, end);
        vm.expectEmit();
        emit IERC721.Transfer(address(0), alice, id);
        assertEq(_mints(request), id);

        assertEq(collection.ownerOf(id), alice);
        AigcToken memory token = collection.tokenOf(id);
        assertEq(token.requestId, oracle.requestIdOf(request));
        assertEq(token.prompt, PROMPT);
        assertEq(token.aigcData, OUTPUT);
        assertEq(collection.tokenId(PROMPT), id);
        assertEq(bytes(collection.prompt(id)), PROMPT);
        assertTrue(collection.locked(id));
        _assertStatus(id, TokenStatus.Provisional);
    }

    function test_MintsByTheStandardsFunction() public {
        Request memory request = _answered(alice);
        uint256 id = _idOf(PROMPT);
        bytes memory proof = abi.encode(request, bytes32(0), stranger);
        vm.expectEmit();
        emit IERC7007.AigcData(id, PROMPT, OUTPUT, proof);
        vm.prank(alice);
        collection.addAigcData(id, PROMPT, OUTPUT, proof);
        assertEq(collection.ownerOf(id), stranger, "to whom the proof says");

        vm.expectRevert(abi.encodeWithSelector(IAigcCollection.AigcTokenMismatch.selector, id + 1, id));
        vm.prank(alice);
        collection.addAigcData(id + 1, PROMPT, OUTPUT, proof);
    }

    function test_RevertsForAnotherModelsRequest() public {
        uint256 other = _register(_terms("other", FEE_WEI, REWARD_WEI, address(0)));
        RequestOptions memory options;
        Request memory request = _asks(alice, PROMPT, other, options);
        _answers(request, OUTPUT);
        vm.expectRevert(abi.encodeWithSelector(IAigcCollection.AigcOtherModel.selector, other, modelId));
        _mints(request);
    }

    function test_RevertsForWhoDidNotAsk() public {
        Request memory request = _answered(alice);
        vm.expectRevert(abi.encodeWithSelector(IAigcCollection.AigcNotRequester.selector, mallory, alice));
        vm.prank(mallory);
        collection.mint(request, PROMPT, OUTPUT, 0, mallory);
        request.requester = mallory;
        // The struct no longer hashes to any request.
        vm.expectPartialRevert(IAigcCollection.AigcRequestState.selector);
        _mints(request);
    }

    function test_RevertsForAnotherPrompt() public {
        Request memory request = _answered(alice);
        vm.expectPartialRevert(IAigcCollection.AigcPromptMismatch.selector);
        _mints(request, "a fox in the rain", OUTPUT, 0);
    }

    function test_RevertsForOtherData() public {
        Request memory request = _answered(alice);
        vm.expectRevert(
            abi.encodeWithSelector(IAigcCollection.AigcDataMismatch.selector, keccak256(RIGHT), keccak256(OUTPUT))
        );
        _mints(request, PROMPT, RIGHT, 0);
    }

    function test_RevertsWithoutAnAnswer() public {
        Request memory request = _asks(alice, PROMPT);
        uint256 id = oracle.requestIdOf(request);
        vm.expectRevert(abi.encodeWithSelector(IAigcCollection.AigcRequestState.selector, id, RequestStatus.Open));
        _mints(request);
        vm.warp(uint256(request.deadline) + 1);
        oracle.expire(request);
        vm.expectRevert(abi.encodeWithSelector(IAigcCollection.AigcRequestState.selector, id, RequestStatus.Void));
        _mints(request);
    }

    function test_RevertsForAShortWindow() public {
        RequestOptions memory options;
        options.windowSeconds = WINDOW_SECONDS - 1;
        Request memory request = _asks(alice, PROMPT, modelId, options);
        _answers(request, OUTPUT);
        vm.expectRevert(
            abi.encodeWithSelector(IAigcCollection.AigcWindowTooShort.selector, WINDOW_SECONDS - 1, WINDOW_SECONDS)
        );
        _mints(request);
    }

    /// @dev Whoever answers itself behind a bond that nobody else has makes any answer final.
    function test_RevertsForABondThatNobodyCanMatch() public {
        uint96 highestWei = uint96(collection.MAX_BOND_MULTIPLE() * oracle.bondFor(REWARD_WEI, 0));
        RequestOptions memory options;
        options.bondWei = highestWei + 1;
        Request memory request = _asks(mallory, PROMPT, modelId, options);
        _answers(request, "a lie");
        _finalise(request);
        vm.expectRevert(abi.encodeWithSelector(IAigcCollection.AigcBondTooHigh.selector, highestWei + 1, highestWei));
        _mints(request, PROMPT, "a lie", 0);
        options.bondWei = highestWei;
        request = _asks(alice, PROMPT, modelId, options);
        _answers(request, OUTPUT);
        _mints(request);
    }

    function test_RevertsForLongContent() public {
        bytes memory long = new bytes(collection.MAX_CONTENT_BYTES() + 1);
        Request memory request = _asks(alice, PROMPT);
        _answers(request, long);
        vm.expectRevert(abi.encodeWithSelector(IAigcCollection.AigcContentLength.selector, 8193, 8192));
        _mints(request, PROMPT, long, 0);
    }

    function test_RevertsForNobody() public {
        Request memory request = _answered(alice);
        vm.expectRevert(abi.encodeWithSelector(IERC721Errors.ERC721InvalidReceiver.selector, address(0)));
        vm.prank(alice);
        collection.mint(request, PROMPT, OUTPUT, 0, address(0));
    }

    function test_RevertsForAReceiverThatDoesNotTakeIt() public {
        Request memory request = _answered(alice);
        address picky = address(new PickyReceiver());
        vm.expectRevert(abi.encodeWithSelector(IERC721Errors.ERC721InvalidReceiver.selector, picky));
        vm.prank(alice);
        collection.mint(request, PROMPT, OUTPUT, 0, picky);
        vm.expectRevert(abi.encodeWithSelector(IERC721Errors.ERC721InvalidReceiver.selector, address(oracle)));
        vm.prank(alice);
        collection.mint(request, PROMPT, OUTPUT, 0, address(oracle));
    }

    /// @dev It mints once more, sends on, settles and brings up to date, all from inside the mint.
    function test_AReceiverThatComesBackInGainsNothing() public {
        ReentrantReceiver receiver = new ReentrantReceiver(collection);
        vm.deal(address(receiver), 1 ether);
        Request memory request = _asks(address(receiver), PROMPT);
        _answers(request, OUTPUT);
        receiver.mint(request, PROMPT, OUTPUT);
        assertEq(receiver.refused(), 4);
        assertEq(collection.ownerOf(_idOf(PROMPT)), address(receiver));
        assertEq(collection.balanceOf(address(receiver)), 1);
        assertTrue(collection.locked(_idOf(PROMPT)));
    }

    function test_LockedUntilTheContestIsOverAndTheAnswerFinal() public {
        Request memory request = _answered(alice);
        uint256 id = _mints(request);
        vm.startPrank(alice);
        vm.expectRevert(abi.encodeWithSelector(IAigcCollection.AigcLocked.selector, id));
        collection.transferFrom(alice, stranger, id);
        skip(collection.CONTEST_SECONDS());
        vm.expectRevert(abi.encodeWithSelector(IAigcCollection.AigcLocked.selector, id));
        collection.transferFrom(alice, stranger, id);
        vm.expectRevert(abi.encodeWithSelector(IAigcCollection.AigcLocked.selector, id));
        collection.settle(id);
        oracle.finalise(request);
        assertFalse(collection.locked(id));
        vm.expectEmit();
        emit IERC5192.Unlocked(id);
        collection.transferFrom(alice, stranger, id);
        vm.stopPrank();
        assertEq(collection.ownerOf(id), stranger);
        vm.expectRevert(abi.encodeWithSelector(IAigcCollection.AigcNotLocked.selector, id));
        collection.settle(id);
    }

    function test_LockedInTheContestThoughFinal() public {
        Request memory request = _answered(alice);
        uint256 id = _mints(request);
        _finalise(request);
        _assertStatus(id, TokenStatus.Contested);
        uint256 end = collection.tokenOf(id).contestEnd;
        vm.warp(end - 1);
        vm.expectRevert(abi.encodeWithSelector(IAigcCollection.AigcLocked.selector, id));
        collection.settle(id);
        vm.warp(end);
        vm.expectEmit();
        emit IERC5192.Unlocked(id);
        vm.prank(stranger);
        collection.settle(id);
        _assertStatus(id, TokenStatus.Verified);
    }

    function test_ALockedTokenIsMovedByNobodyElseEither() public {
        uint256 id = _mints(_answered(alice));
        vm.prank(alice);
        collection.setApprovalForAll(mallory, true);
        vm.expectRevert(abi.encodeWithSelector(IAigcCollection.AigcLocked.selector, id));
        vm.prank(mallory);
        collection.transferFrom(alice, mallory, id);
    }

    function test_ATokenThatDoesNotExistSaysSo() public {
        bytes memory unknown = abi.encodeWithSelector(IERC721Errors.ERC721NonexistentToken.selector, 7);
        vm.expectRevert(unknown);
        collection.tokenOf(7);
        vm.expectRevert(unknown);
        collection.locked(7);
        vm.expectRevert(unknown);
        collection.statusOf(7);
        vm.expectRevert(unknown);
        collection.tokenURI(7);
        vm.expectRevert(unknown);
        collection.prompt(7);
        vm.expectRevert(unknown);
        collection.settle(7);
        vm.expectRevert(unknown);
        vm.prank(alice);
        collection.transferFrom(alice, mallory, 7);
    }

    function test_MintsEveryPromptAndAnswer(bytes memory prompt, bytes memory answer) public {
        vm.assume(prompt.length > 0 && prompt.length <= 1024 && answer.length <= 8192);
        Request memory request = _asks(alice, prompt);
        _answers(request, answer);
        uint256 id = _mints(request, prompt, answer, 0);
        AigcToken memory token = collection.tokenOf(id);
        assertEq(token.prompt, prompt);
        assertEq(token.aigcData, answer);
        assertEq(uint256(keccak256(bytes(collection.prompt(id)))), id);
        _decides(request);
        assertTrue(collection.verify(prompt, answer, ""));
    }
}
