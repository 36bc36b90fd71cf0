// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {Case, ClaimKey, IDisputeCourt, Statement, Verdict} from "../dispute/IDisputeCourt.sol";
import {TailCalls} from "../kernels/TailCalls.sol";
import {IModelRegistry} from "../model/IModelRegistry.sol";
import {DeliverAt, IInferenceOracle, ModelRoots, Request, RequestStatus} from "./IInferenceOracle.sol";
import {OracleDelivery} from "./OracleDelivery.sol";
import {OracleRevenue} from "./OracleRevenue.sol";
import {RequestWords} from "./RequestWords.sol";

/// @title OracleDisputes
/// @notice How a request ends, with its court and without, and where its money goes then. Nothing here calls an asset: what is owed
/// is credited.
abstract contract OracleDisputes is OracleRevenue, OracleDelivery {
    using RequestWords for Request;

    /// @dev Of the last argument of `open`: after the case, the author and this offset.
    uint256 private constant STATEMENT_OFFSET_BYTES = 13 * 32;

    /// @inheritdoc IInferenceOracle
    function contradict(Request calldata request, Statement calldata statement)
        external
        payable
        returns (bytes32 caseId)
    {
        uint256 requestId = request.id();
        Progress storage progress = _progress[requestId];
        require(progress.status == RequestStatus.Answered, OracleRequestState(requestId, progress.status));
        require(block.timestamp < progress.windowEnd, OracleWindowOver(progress.windowEnd));
        require(msg.value == request.bondWei, OracleBond(msg.value, request.bondWei));

        progress.status = RequestStatus.Disputed;
        caseId = _open(_caseOf(requestId, request, _rootsOf(request)), statement);
        emit Contradicted(requestId, caseId, msg.sender);
    }

    /// @inheritdoc IInferenceOracle
    function finaliseDispute(Request calldata request, ModelRoots calldata roots, ClaimKey calldata winner) external {
        uint256 requestId = request.id();
        Progress storage progress = _progress[requestId];
        require(progress.status == RequestStatus.Disputed, OracleRequestState(requestId, progress.status));
        (Verdict verdict, address operator) = IDisputeCourt(COURT).conclude(_caseOf(requestId, request, roots), winner);
        if (verdict == Verdict.Answer) _takeAnswer(requestId, request, winner.outputHash, operator);
        else if (verdict == Verdict.Void) _void(requestId, request);
    }

    /// @inheritdoc IInferenceOracle
    function caseOf(Request calldata request) external view returns (Case memory) {
        return _caseOf(request.id(), request, _rootsOf(request));
    }

    /// @dev Pays for an answer that stands: the reward, and the callback that was made with it.
    function _creditOperator(Request calldata request, address operator, address deliverer, uint256 bondWei) internal {
        uint256 operatorWei = bondWei + request.operatorRewardWei;
        if (request.deliverAt == DeliverAt.Answer && request.callbackFeeWei > 0) {
            // Of the two callbacks paid for, `propose` made one and nothing has required the other. When delivery is at
            // finality, the only one stays in escrow for whoever makes it.
            if (deliverer == operator) operatorWei += request.callbackFeeWei;
            else creditWei[deliverer] += request.callbackFeeWei;
            creditWei[request.requester] += request.callbackFeeWei;
        }
        creditWei[operator] += operatorWei;
    }

    function _earn(uint256 requestId, Request calldata request, address operator) internal {
        if (request.feeAmount > 0) unsettledRevenue[request.modelId] += request.feeAmount;
        emit Finalised(requestId, request.modelId, operator, request.feeAmount);
    }

    /// @dev Returns all that the requester paid, each part in what it was paid in.
    function _void(uint256 requestId, Request calldata request) internal {
        Progress storage progress = _progress[requestId];
        progress.status = RequestStatus.Void;
        // A consumer that took an answer before the dispute can be told that it doesn't stand.
        progress.delivered = false;
        progress.deliverySucceeded = false;
        uint256 amountWei =
            _priceWei(0, request.operatorRewardWei, request.callbackFeeWei, _callbacksPaid(request.deliverAt));
        address feeAsset = IModelRegistry(REGISTRY).feeAssetOf(request.modelId);
        if (feeAsset == address(0)) amountWei += request.feeAmount;
        else _creditAsset(request.requester, feeAsset, request.feeAmount);
        _credit(request.requester, amountWei);
        emit Expired(requestId, amountWei, feeAsset, feeAsset == address(0) ? 0 : request.feeAmount);
    }

    /// @dev Makes the court's verdict final. Both bonds are the court's.
    function _takeAnswer(uint256 requestId, Request calldata request, bytes32 outputHash, address operator) private {
        Progress storage progress = _progress[requestId];
        progress.status = RequestStatus.Final;
        if (outputHash == progress.outputHash) {
            _creditOperator(request, operator, progress.proposer, 0);
        } else {
            progress.outputHash = outputHash;
            progress.delivered = false;
            progress.deliverySucceeded = false;
            // One callback stays in escrow for whoever delivers the right answer; the one of the wrong answer isn't paid.
            _credit(operator, request.operatorRewardWei);
            if (request.deliverAt == DeliverAt.Answer) _credit(request.requester, request.callbackFeeWei);
            emit Overturned(requestId, outputHash);
        }
        progress.proposer = operator;
        _earn(requestId, request, operator);
    }

    /// @dev `IDisputeCourt.open`. Nothing of the statement is read here.
    function _open(Case memory dispute, Statement calldata statement) private returns (bytes32 caseId) {
        uint256 tail;
        assembly ("memory-safe") {
            tail := statement
        }
        bytes memory head =
            abi.encodeWithSelector(IDisputeCourt.open.selector, dispute, msg.sender, STATEMENT_OFFSET_BYTES);
        return bytes32(TailCalls.pay(COURT, 2 * msg.value, head, tail));
    }

    function _rootsOf(Request calldata request) private view returns (ModelRoots memory roots) {
        (roots.programRoot, roots.weightsRoot) = IModelRegistry(REGISTRY).rootsOf(request.modelId);
    }

    /// @dev The dispute about the answer that was proposed. With other roots than the model's it is one that nobody has opened.
    function _caseOf(uint256 requestId, Request calldata request, ModelRoots memory roots)
        private
        view
        returns (Case memory dispute)
    {
        Progress memory progress = _progress[requestId];
        dispute.escrow = address(this);
        dispute.subject = requestId;
        (dispute.programRoot, dispute.weightsRoot) = (roots.programRoot, roots.weightsRoot);
        dispute.inputHash = request.inputHash;
        dispute.seed = bytes16(keccak256(abi.encodePacked(requestId, progress.seedSalt)));
        dispute.requester = request.requester;
        dispute.bondWei = request.bondWei;
        dispute.proposer = progress.proposer;
        dispute.outputHash = progress.outputHash;
        dispute.windowEnd = progress.windowEnd;
    }
}
