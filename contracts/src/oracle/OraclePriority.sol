// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IInferenceOracle, Request, RequestStatus} from "./IInferenceOracle.sol";
import {OracleDelivery} from "./OracleDelivery.sol";
import {RequestWords} from "./RequestWords.sol";

/// @title OraclePriority
/// @notice Whose an answer is, when two have posted the same: the one's who can show the older commitment to it. So copying an
/// answer from the pool of transactions earns nothing.
abstract contract OraclePriority is OracleDelivery {
    using RequestWords for Request;

    /// @dev When a commitment was made: the block orders commitments, the time compares with an answer's.
    struct Moment {
        uint64 blockNumber;
        uint64 timestamp;
    }

    /// @inheritdoc IInferenceOracle
    uint256 public constant COMMITMENT_BLOCKS = 256;

    mapping(bytes32 commitment => Moment) private _commitments;
    /// @dev Block of the commitment by which the answer was taken over last.
    mapping(uint256 requestId => uint256 blockNumber) private _takenOverBy;

    /// @inheritdoc IInferenceOracle
    function commit(bytes32 commitment) external {
        // The first time counts, whoever sends it: only the author that is hashed into it can use it.
        if (_commitments[commitment].blockNumber > 0) return;
        _commitments[commitment] = Moment(uint64(block.number), uint64(block.timestamp));
    }

    /// @inheritdoc IInferenceOracle
    function takeOver(Request calldata request, bytes32 salt) external payable {
        uint256 requestId = request.id();
        Progress storage progress = _progress[requestId];
        require(progress.status == RequestStatus.Answered, OracleRequestState(requestId, progress.status));
        uint256 windowEnd = progress.windowEnd;
        require(block.timestamp < windowEnd, OracleWindowOver(windowEnd));
        require(msg.value == request.bondWei, OracleBond(msg.value, request.bondWei));

        bytes32 commitment = commitmentOf(requestId, progress.outputHash, msg.sender, salt);
        Moment memory made = _commitments[commitment];
        require(
            made.blockNumber > 0 && block.number <= uint256(made.blockNumber) + COMMITMENT_BLOCKS,
            OracleCommitmentUnknown(commitment)
        );
        // The state has no room for the answer's time, but it follows from the window.
        uint256 formerBlock = _takenOverBy[requestId];
        bool isOlder =
            formerBlock == 0 ? made.timestamp < windowEnd - request.windowSeconds : made.blockNumber < formerBlock;
        require(isOlder, OracleCommitmentTooLate(commitment));

        _takenOverBy[requestId] = made.blockNumber;
        address former = progress.proposer;
        progress.proposer = msg.sender;
        _credit(former, request.bondWei);
        emit TakenOver(requestId, msg.sender, former);
    }

    /// @inheritdoc IInferenceOracle
    function commitmentOf(uint256 requestId, bytes32 outputHash, address author, bytes32 salt)
        public
        view
        returns (bytes32)
    {
        return keccak256(abi.encode(address(this), block.chainid, requestId, outputHash, author, salt));
    }
}
