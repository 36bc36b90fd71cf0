// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {GovernorUpgradeable} from "@openzeppelin/contracts-upgradeable/governance/GovernorUpgradeable.sol";
import {
    GovernorSequentialProposalIdUpgradeable
} from "@openzeppelin/contracts-upgradeable/governance/extensions/GovernorSequentialProposalIdUpgradeable.sol";
import {
    GovernorStorageUpgradeable
} from "@openzeppelin/contracts-upgradeable/governance/extensions/GovernorStorageUpgradeable.sol";
import {IGovernor} from "@openzeppelin/contracts/governance/IGovernor.sol";
import {IModelRegistry} from "../model/IModelRegistry.sol";
import {AnswerTime} from "./AnswerTime.sol";
import {IHolderGovernor} from "./IHolderGovernor.sol";
import {IModelGovernance} from "./IModelGovernance.sol";
import {IModelTreasury} from "./IModelTreasury.sol";
import {PeriodVotes} from "./PeriodVotes.sol";

/// @title HolderGovernor
/// @notice The one implementation behind all governors. A clone carries its parties in its code and its rules are constants, so
/// there is nothing to set up and nothing that a proposal could change.
contract HolderGovernor is
    PeriodVotes,
    GovernorStorageUpgradeable,
    GovernorSequentialProposalIdUpgradeable,
    AnswerTime
{
    uint256 private constant DEPOSIT_WEI = 1;
    /// @inheritdoc IHolderGovernor
    /// @dev A week, so that every holder has working days and a weekend of it.
    uint256 public constant VOTING_SECONDS = 7 days;
    /// @inheritdoc IHolderGovernor
    uint256 public constant EXECUTION_DELAY_SECONDS = 2 days;
    /// @inheritdoc IHolderGovernor
    /// @dev What was decided is done soon or not at all: nobody keeps a grant for the day when the treasury is full.
    uint256 public constant EXECUTION_SECONDS = 14 days;
    /// @inheritdoc IHolderGovernor
    uint256 public constant MAX_DESCRIPTION_BYTES = 2048;

    /// @inheritdoc IHolderGovernor
    mapping(address proposer => uint256) public latestProposalOf;

    /// @dev Nothing is sent here on purpose, so nothing is taken.
    receive() external payable override {
        revert GovernorDisabledDeposit();
    }

    /// @inheritdoc IHolderGovernor
    function proposeGrant(address asset, address payee, uint256 amount, string calldata description)
        external
        payable
        returns (uint256 proposalId)
    {
        address treasury_ = treasury();
        if (amount == 0) revert GovernanceBadGrant("amount is 0");
        if (payee == address(0) || payee == treasury_) revert GovernanceBadGrant("payee is nobody else");
        // An asset without code would take every transfer for done.
        if (asset != address(0) && asset.code.length == 0) revert GovernanceBadGrant("asset is no contract");
        proposalId = latestProposalId() + 1;
        emit GrantProposed(proposalId, asset, payee, amount);
        _proposeCall(treasury_, abi.encodeCall(IModelTreasury.grant, (proposalId, asset, payee, amount)), description);
    }

    /// @inheritdoc IHolderGovernor
    function proposeVersion(uint256 versionModelId, string calldata description)
        external
        payable
        returns (uint256 proposalId)
    {
        (address governance_,,) = _parties();
        if (IModelGovernance(governance_).registry().developerOf(versionModelId) == address(0)) {
            revert IModelRegistry.ModelUnknown(versionModelId);
        }
        proposalId = latestProposalId() + 1;
        emit VersionProposed(proposalId, versionModelId);
        _proposeCall(governance_, abi.encodeCall(IModelGovernance.recommend, (proposalId, versionModelId)), description);
    }

    /// @inheritdoc IHolderGovernor
    function executionWindow(uint256 proposalId) public view returns (uint256 from, uint256 until) {
        if (proposalSnapshot(proposalId) == 0) revert GovernorNonexistentProposal(proposalId);
        from = proposalDeadline(proposalId) + EXECUTION_DELAY_SECONDS;
        until = from + EXECUTION_SECONDS;
    }

    /// @notice Reverts: a call of free choice can't be proposed.
    function propose(address[] memory, uint256[] memory, bytes[] memory, string memory)
        public
        pure
        override
        returns (uint256)
    {
        revert GovernanceOnlyTypedProposals();
    }

    /// @inheritdoc IGovernor
    function state(uint256 proposalId) public view override returns (ProposalState state_) {
        state_ = super.state(proposalId);
        if (state_ != ProposalState.Succeeded) return state_;
        (, uint256 until) = executionWindow(proposalId);
        return block.timestamp < until ? ProposalState.Succeeded : ProposalState.Expired;
    }

    /// @inheritdoc IGovernor
    function proposalDeadline(uint256 proposalId)
        public
        view
        override(GovernorUpgradeable, AnswerTime)
        returns (uint256)
    {
        return super.proposalDeadline(proposalId);
    }

    /// @inheritdoc IGovernor
    function getProposalId(
        address[] memory targets,
        uint256[] memory values,
        bytes[] memory calldatas,
        bytes32 descriptionHash
    ) public view override(GovernorUpgradeable, GovernorSequentialProposalIdUpgradeable) returns (uint256) {
        return super.getProposalId(targets, values, calldatas, descriptionHash);
    }

    function proposalThreshold() public view override(GovernorUpgradeable, PeriodVotes) returns (uint256) {
        return super.proposalThreshold();
    }

    /// @inheritdoc IGovernor
    function name() public pure override returns (string memory) {
        return "OpenIMO Holders";
    }

    /// @inheritdoc IGovernor
    function votingPeriod() public pure override returns (uint256) {
        return VOTING_SECONDS;
    }

    /// @dev The id is part of the call, so two proposals are never the same, and nobody takes another's away by making it first
    /// and cancelling it.
    function _proposeCall(address target, bytes memory call, string calldata description) private {
        if (msg.value != DEPOSIT_WEI) revert GovernanceDepositNotOneWei(msg.value);
        if (bytes(description).length > MAX_DESCRIPTION_BYTES) {
            revert GovernanceDescriptionTooLong(bytes(description).length, MAX_DESCRIPTION_BYTES);
        }
        _requireThreshold(msg.sender);
        _requireNoOpenProposal(msg.sender);
        latestProposalOf[msg.sender] = latestProposalId() + 1;

        // A boundary closes a period only when there is something to share. The token is ours and calls nobody back.
        _token().deposit{value: DEPOSIT_WEI}();
        _recordSnapshot();
        address[] memory targets = new address[](1);
        targets[0] = target;
        bytes[] memory calls = new bytes[](1);
        calls[0] = call;
        _propose(targets, new uint256[](1), calls, description, msg.sender);
    }

    function _requireNoOpenProposal(address proposer) private view {
        uint256 earlier = latestProposalOf[proposer];
        if (earlier == 0) return;
        ProposalState state_ = state(earlier);
        if (state_ == ProposalState.Pending || state_ == ProposalState.Active) {
            revert GovernanceProposalStillOpen(proposer, earlier);
        }
    }

    function _propose(
        address[] memory targets,
        uint256[] memory values,
        bytes[] memory calldatas,
        string memory description,
        address proposer
    )
        internal
        override(GovernorUpgradeable, GovernorStorageUpgradeable, GovernorSequentialProposalIdUpgradeable)
        returns (uint256)
    {
        return super._propose(targets, values, calldatas, description, proposer);
    }

    function _executeOperations(
        uint256 proposalId,
        address[] memory targets,
        uint256[] memory values,
        bytes[] memory calldatas,
        bytes32 descriptionHash
    ) internal override {
        if (msg.value != 0) revert GovernorDisabledDeposit();
        (uint256 from,) = executionWindow(proposalId);
        if (block.timestamp < from) revert GovernanceTooEarly(proposalId, from);
        super._executeOperations(proposalId, targets, values, calldatas, descriptionHash);
    }

    function _tallyUpdated(uint256 proposalId) internal override(GovernorUpgradeable, AnswerTime) {
        super._tallyUpdated(proposalId);
    }

    /// @dev Nobody: what only governance may do to its governor can't be done.
    function _executor() internal pure override returns (address) {
        return address(0);
    }

    /// @dev The domain of signed votes; a clone has no constructor to store it.
    function _EIP712Name() internal pure override returns (string memory) {
        return name();
    }

    function _EIP712Version() internal pure override returns (string memory) {
        return "1";
    }
}
