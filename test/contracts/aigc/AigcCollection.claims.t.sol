// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IAigcCollection} from "../../../contracts/src/aigc/IAigcCollection.sol";
import {TokenStatus} from "../../../contracts/src/aigc/IAigcRenderer.sol";
import {Request, RequestOptions} from "../../../contracts/src/oracle/IInferenceOracle.sol";
import {AigcFixture} from "./AigcFixture.sol";

/// @notice Who gets a prompt. Alice thinks of it; Mallory reads the mempool and the chain, and pays any operator she likes.
contract AigcCollectionClaimsTest is AigcFixture {
    uint256 private id = _idOf(PROMPT);

    function test_ACommitmentKeepsItsFirstBlock() public {
        bytes32 commitment = collection.commitmentOf(alice, keccak256(PROMPT), SALT);
        vm.expectEmit();
        emit IAigcCollection.Committed(commitment);
        collection.commit(commitment);
        uint256 first = block.number;
        assertEq(collection.committedBlock(commitment), first);
        vm.roll(first + 9);
        vm.expectRevert(abi.encodeWithSelector(IAigcCollection.AigcCommitmentKnown.selector, commitment, first));
        collection.commit(commitment);
        assertEq(collection.committedBlock(commitment), first);
    }

    function test_ACommitmentIsBoundToChainCollectionClaimantAndPrompt() public {
        bytes32 own = collection.commitmentOf(alice, keccak256(PROMPT), SALT);
        assertNotEq(own, collection.commitmentOf(mallory, keccak256(PROMPT), SALT));
        assertNotEq(own, collection.commitmentOf(alice, keccak256("other"), SALT));
        assertNotEq(own, collection.commitmentOf(alice, keccak256(PROMPT), "other"));
        vm.chainId(7);
        assertNotEq(own, collection.commitmentOf(alice, keccak256(PROMPT), SALT));
    }

    function test_ACommittedClaimHasTheCommitmentsBlock() public {
        uint256 committed = block.number;
        _commits(alice, PROMPT);
        vm.roll(committed + collection.COMMITMENT_BLOCKS());
        _mints(_answered(alice), PROMPT, OUTPUT, SALT);
        assertEq(collection.tokenOf(id).priorityBlock, committed);
    }

    function test_RevertsForACommitmentThatNobodyMade() public {
        Request memory request = _answered(alice);
        bytes32 commitment = collection.commitmentOf(alice, bytes32(id), SALT);
        vm.expectRevert(abi.encodeWithSelector(IAigcCollection.AigcCommitmentUnknown.selector, commitment));
        _mints(request, PROMPT, OUTPUT, SALT);
    }

    function test_RevertsForACommitmentOutOfTime() public {
        uint256 committed = block.number;
        _commits(alice, PROMPT);
        vm.roll(committed + collection.COMMITMENT_BLOCKS() + 1);
        Request memory request = _answered(alice);
        vm.expectRevert(
            abi.encodeWithSelector(IAigcCollection.AigcCommitmentOutOfTime.selector, committed, request.blockNumber)
        );
        _mints(request, PROMPT, OUTPUT, SALT);
        // Without it the claim has the request's block.
        _mints(request);
        assertEq(collection.tokenOf(id).priorityBlock, request.blockNumber);
    }

    /// @dev Alice's request shows the prompt, so a commitment in its block may be a copy.
    function test_RevertsForACommitmentInTheRequestsBlock() public {
        Request memory request = _asks(alice, PROMPT);
        vm.roll(request.blockNumber);
        _commits(alice, PROMPT);
        _answers(request, OUTPUT);
        vm.expectPartialRevert(IAigcCollection.AigcCommitmentOutOfTime.selector);
        _mints(request, PROMPT, OUTPUT, SALT);
    }

    /// @dev She sees the prompt on chain, has her own request answered first and mints first.
    function test_ASniperWhoMintsFirstLosesToTheEarlierRequest() public {
        Request memory request = _asks(alice, PROMPT);
        Request memory copy = _asks(mallory, PROMPT);
        assertGt(copy.blockNumber, request.blockNumber);
        _answers(copy, "another sample");
        _mints(copy, PROMPT, "another sample", 0);
        uint256 end = collection.tokenOf(id).contestEnd;
        vm.prank(mallory);
        collection.approve(mallory, id);

        _answers(request, OUTPUT);
        vm.warp(end - 1);
        vm.expectEmit();
        emit IAigcCollection.PromptClaimed(id, oracle.requestIdOf(request), alice, request.blockNumber, end);
        _mints(request);
        assertEq(collection.ownerOf(id), alice);
        assertEq(collection.balanceOf(mallory), 0);
        assertEq(collection.getApproved(id), address(0));
        assertEq(collection.tokenOf(id).aigcData, OUTPUT);
        assertEq(collection.tokenOf(id).contestEnd, end, "a takeover doesn't prolong the contest");
        vm.expectPartialRevert(IAigcCollection.AigcPromptTaken.selector);
        _mints(copy, PROMPT, "another sample", 0);
    }

    /// @dev She sees the request before it is mined, and has hers mined in front of it.
    function test_ASniperInTheSameBlockLosesToACommitment() public {
        _commits(alice, PROMPT);
        vm.roll(block.number + 5);
        uint256 shown = block.number;
        _commits(mallory, PROMPT);
        vm.roll(shown);
        Request memory copy = _asks(mallory, PROMPT);
        vm.roll(shown);
        Request memory request = _asks(alice, PROMPT);
        assertEq(copy.blockNumber, request.blockNumber);
        _answers(copy, OUTPUT);
        _answers(request, OUTPUT);
        vm.expectPartialRevert(IAigcCollection.AigcCommitmentOutOfTime.selector);
        _mints(copy, PROMPT, OUTPUT, SALT);
        _mints(copy);
        _mints(request, PROMPT, OUTPUT, SALT);
        assertEq(collection.ownerOf(id), alice);
    }

    /// @dev Even if Alice's request is held back for long.
    function test_ASniperWithHerOwnCommitmentIsLater() public {
        _commits(alice, PROMPT);
        _commits(mallory, PROMPT);
        Request memory copy = _answered(mallory);
        _mints(copy, PROMPT, OUTPUT, SALT);
        vm.roll(block.number + 100);
        Request memory request = _answered(alice);
        _mints(request, PROMPT, OUTPUT, SALT);
        assertEq(collection.ownerOf(id), alice);
    }

    function test_ACopiedCommitmentIsOfNoUse() public {
        bytes32 commitment = collection.commitmentOf(alice, bytes32(id), SALT);
        vm.prank(mallory);
        collection.commit(commitment);
        vm.roll(block.number + 1);
        Request memory copy = _answered(mallory);
        vm.expectPartialRevert(IAigcCollection.AigcCommitmentUnknown.selector);
        _mints(copy, PROMPT, OUTPUT, SALT);
        // It is Alice's all the same: it can only have made her earlier.
        Request memory request = _answered(alice);
        _mints(request, PROMPT, OUTPUT, SALT);
        assertEq(collection.ownerOf(id), alice);
    }

    /// @dev Commitments to prompts that others may think of are worth nothing later.
    function test_AnOldCommitmentDoesNotWait() public {
        _commits(mallory, PROMPT);
        vm.roll(block.number + collection.COMMITMENT_BLOCKS() + 1);
        Request memory request = _answered(alice);
        _mints(request);
        Request memory copy = _answered(mallory);
        vm.expectPartialRevert(IAigcCollection.AigcCommitmentOutOfTime.selector);
        _mints(copy, PROMPT, OUTPUT, SALT);
        vm.expectPartialRevert(IAigcCollection.AigcPromptTaken.selector);
        _mints(copy);
    }

    function test_OfEqualClaimsTheFirstHolds() public {
        Request memory first = _asks(alice, PROMPT);
        vm.roll(first.blockNumber);
        Request memory second = _asks(mallory, PROMPT);
        _answers(first, OUTPUT);
        _answers(second, OUTPUT);
        _mints(second);
        vm.expectRevert(
            abi.encodeWithSelector(IAigcCollection.AigcPromptTaken.selector, id, oracle.requestIdOf(second))
        );
        _mints(first);
    }

    function test_AfterTheContestTheHolderStays() public {
        Request memory early = _answered(alice);
        Request memory late = _answered(mallory);
        _mints(late);
        vm.warp(collection.tokenOf(id).contestEnd);
        vm.expectPartialRevert(IAigcCollection.AigcPromptTaken.selector);
        _mints(early);
    }

    /// @dev She keeps the earlier claim from being answered without contradiction as long as the contest goes on.
    function test_ADisputeDoesNotKeepTheEarlierClaimAway() public {
        Request memory request = _answered(alice);
        Request memory copy = _answered(mallory);
        _mints(copy);
        _contradictFrom(mallory, request);
        _mints(request);
        assertEq(collection.ownerOf(id), alice);
        _assertStatus(id, TokenStatus.Disputed);
    }

    /// @dev A request that nobody can answer, or that was never answered, blocks nobody.
    function test_AnUnansweredRequestHoldsNothing() public {
        RequestOptions memory options;
        options.bondWei = type(uint96).max;
        _asks(mallory, PROMPT, modelId, options);
        Request memory request = _answered(alice);
        _mints(request);
        assertEq(collection.ownerOf(id), alice);
    }

    function test_ARequestOfManyPromptsIsOfOne() public {
        Request memory request = _answered(alice);
        _mints(request);
        vm.expectPartialRevert(IAigcCollection.AigcPromptTaken.selector);
        _mints(request);
        vm.expectPartialRevert(IAigcCollection.AigcPromptMismatch.selector);
        _mints(request, "", OUTPUT, 0);
    }

    function test_OnesOwnCommitmentMakesOnesClaimEarlier() public {
        uint256 committed = block.number;
        _commits(alice, PROMPT);
        Request memory request = _answered(alice);
        _mints(request);
        assertEq(collection.tokenOf(id).priorityBlock, request.blockNumber);
        _mints(request, PROMPT, OUTPUT, SALT);
        assertEq(collection.tokenOf(id).priorityBlock, committed);
        assertEq(collection.balanceOf(alice), 1);
    }

    /// @dev For the same answer nothing is stored again.
    function test_ATakeoverWithTheSameAnswerKeepsItsPlace() public {
        Request memory request = _answered(alice);
        Request memory copy = _answered(mallory);
        uint256 gasBefore = gasleft();
        _mints(copy);
        uint256 minted = gasBefore - gasleft();
        gasBefore = gasleft();
        _mints(request);
        assertLt(gasBefore - gasleft(), minted / 2);
        assertEq(collection.tokenOf(id).aigcData, OUTPUT);
    }
}
