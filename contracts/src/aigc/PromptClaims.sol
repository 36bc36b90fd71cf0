// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IInferenceOracle, Request, RequestState, RequestStatus} from "../oracle/IInferenceOracle.sol";
import {IAigcCollection} from "./IAigcCollection.sol";

/// @title PromptClaims
/// @notice Who may mint what: which requests count, and which of two is the earlier.
abstract contract PromptClaims is IAigcCollection {
    /// @inheritdoc IAigcCollection
    /// @dev About 50 minutes of twelve seconds: enough to wait until the commitment can't be reorganised away, too few to keep
    /// commitments to many prompts alive in the hope that somebody asks one.
    uint256 public constant COMMITMENT_BLOCKS = 256;
    /// @inheritdoc IAigcCollection
    /// @dev Leaves room for requests with something at stake, and none for a bond that only its own requester can pay: neither to have a
    /// false answer stand, nor to keep a request from being answered until somebody else wants its prompt.
    uint256 public constant MAX_BOND_MULTIPLE = 10;
    /// @inheritdoc IAigcCollection
    uint256 public immutable MIN_WINDOW_SECONDS;
    /// @inheritdoc IAigcCollection
    /// @dev So whoever asked before the first mint, with the default timeout, has the answer and a whole window to come with it.
    uint256 public immutable CONTEST_SECONDS;
    /// @notice The oracle whose answers are minted.
    IInferenceOracle public immutable ORACLE;

    /// @inheritdoc IAigcCollection
    mapping(bytes32 commitment => uint256 blockNumber) public committedBlock;

    constructor(IInferenceOracle oracle) {
        ORACLE = oracle;
        MIN_WINDOW_SECONDS = oracle.DEFAULT_WINDOW_SECONDS();
        CONTEST_SECONDS = uint256(oracle.DEFAULT_TIMEOUT_SECONDS()) + oracle.DEFAULT_WINDOW_SECONDS();
    }

    /// @inheritdoc IAigcCollection
    function commit(bytes32 commitment) external {
        uint256 known = committedBlock[commitment];
        require(known == 0, AigcCommitmentKnown(commitment, known));
        committedBlock[commitment] = block.number;
        emit Committed(commitment);
    }

    /// @inheritdoc IAigcCollection
    function commitmentOf(address claimant, bytes32 promptHash, bytes32 salt) public view returns (bytes32) {
        return keccak256(abi.encode(block.chainid, address(this), claimant, promptHash, salt));
    }

    /// @dev The state of a request whose answer the caller may mint.
    /// @param inputHash Of the prompt, as the oracle computes `Request.inputHash`.
    function _mintable(Request memory request, uint256 modelId, bytes32 inputHash)
        internal
        view
        returns (uint256 requestId, RequestState memory state)
    {
        require(request.modelId == modelId, AigcOtherModel(request.modelId, modelId));
        require(msg.sender == request.requester, AigcNotRequester(msg.sender, request.requester));
        require(inputHash == request.inputHash, AigcPromptMismatch(inputHash, request.inputHash));
        // A final answer says little where nobody had the time or the money to contradict it.
        require(
            request.windowSeconds >= MIN_WINDOW_SECONDS, AigcWindowTooShort(request.windowSeconds, MIN_WINDOW_SECONDS)
        );
        uint256 highestWei = MAX_BOND_MULTIPLE * ORACLE.bondFor(request.operatorRewardWei, 0);
        require(request.bondWei <= highestWei, AigcBondTooHigh(request.bondWei, highestWei));

        requestId = ORACLE.requestIdOf(request);
        state = ORACLE.requestState(requestId);
        // A disputed answer counts, too: else whoever holds the prompt could contradict the earlier claim until the contest is over.
        require(
            state.status == RequestStatus.Answered || state.status == RequestStatus.Disputed
                || state.status == RequestStatus.Final,
            AigcRequestState(requestId, state.status)
        );
    }

    /// @dev The block of the claim.
    function _priorityBlock(Request memory request, bytes32 promptHash, bytes32 salt)
        internal
        view
        returns (uint256 priorityBlock)
    {
        if (salt == 0) return request.blockNumber;
        bytes32 commitment = commitmentOf(request.requester, promptHash, salt);
        priorityBlock = committedBlock[commitment];
        require(priorityBlock > 0, AigcCommitmentUnknown(commitment));
        // In the request's own block the commitment could have been made by somebody who saw the request first.
        require(
            priorityBlock < request.blockNumber && request.blockNumber <= priorityBlock + COMMITMENT_BLOCKS,
            AigcCommitmentOutOfTime(priorityBlock, request.blockNumber)
        );
    }
}
