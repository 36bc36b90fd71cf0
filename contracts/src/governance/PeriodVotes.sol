// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {
    GovernorCountingSimpleUpgradeable
} from "@openzeppelin/contracts-upgradeable/governance/extensions/GovernorCountingSimpleUpgradeable.sol";
import {Clones} from "@openzeppelin/contracts/proxy/Clones.sol";
import {IERC6372} from "@openzeppelin/contracts/interfaces/IERC6372.sol";
import {IGovernor} from "@openzeppelin/contracts/governance/IGovernor.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {Time} from "@openzeppelin/contracts/utils/types/Time.sol";
import {IRevenueShareToken} from "../token/IRevenueShareToken.sol";
import {IHolderGovernor} from "./IHolderGovernor.sol";

/// @title PeriodVotes
/// @notice Votes by the revenue token's history of balances at the ends of its periods. A snapshot is the end of the running period;
/// the token numbers periods, the governor counts seconds, so the period of each snapshot is kept here.
abstract contract PeriodVotes is GovernorCountingSimpleUpgradeable, IHolderGovernor {
    uint256 internal constant BASIS_POINTS = 10_000;
    /// @inheritdoc IHolderGovernor
    /// @dev A hundred at a time; whoever takes one back may make another. What nobody votes for fails by itself, so more would do no harm but noise.
    uint256 public constant PROPOSAL_THRESHOLD_BASIS_POINTS = 100;
    /// @inheritdoc IHolderGovernor
    /// @dev More than the usual 4%: tokens of one model lie with few accounts, and what is decided is money. Less than a quarter, as
    /// many never vote.
    uint256 public constant QUORUM_BASIS_POINTS = 2000;

    mapping(uint256 timepoint => uint256 periodId) private _periods;

    /// @inheritdoc IHolderGovernor
    function governance() external view returns (address governance_) {
        (governance_,,) = _parties();
    }

    /// @inheritdoc IHolderGovernor
    function token() external view returns (address) {
        return address(_token());
    }

    /// @inheritdoc IHolderGovernor
    function treasury() public view returns (address treasury_) {
        (,, treasury_) = _parties();
    }

    /// @inheritdoc IHolderGovernor
    function snapshotPeriod(uint256 timepoint) public view returns (uint256 periodId) {
        periodId = _periods[timepoint];
        if (periodId == 0) revert GovernanceSnapshotUnknown(timepoint);
    }

    /// @inheritdoc IERC6372
    function clock() public view override returns (uint48) {
        return Time.timestamp();
    }

    /// @inheritdoc IERC6372
    function CLOCK_MODE() public pure override returns (string memory) {
        return "mode=timestamp";
    }

    /// @notice Only votes for a proposal count: else who wants it could abstain early, and vote for it when nobody can answer.
    function COUNTING_MODE() public pure override returns (string memory) {
        return "support=bravo&quorum=for";
    }

    /// @inheritdoc IGovernor
    function quorum(uint256 timepoint) public view override returns (uint256) {
        return _share(snapshotPeriod(timepoint), QUORUM_BASIS_POINTS);
    }

    /// @notice At the end of the newest closed period.
    function proposalThreshold() public view virtual override returns (uint256) {
        return _share(_token().lastClosedPeriod(), PROPOSAL_THRESHOLD_BASIS_POINTS);
    }

    /// @notice Until the running period ends, in seconds; 0 while the token's periods don't run.
    function votingDelay() public view override returns (uint256) {
        uint256 end = _token().periodEnd();
        return end == 0 ? 0 : end - clock();
    }

    /// @dev The running period is the one after the newest closed, and ends at the snapshot if it has something to share.
    function _recordSnapshot() internal {
        IRevenueShareToken token_ = _token();
        _periods[token_.periodEnd()] = token_.lastClosedPeriod() + 1;
    }

    function _requireThreshold(address proposer) internal view {
        uint256 period = _token().lastClosedPeriod();
        if (period == 0) revert GovernanceNoPeriodClosed();
        uint256 votes = _votesAt(proposer, period);
        uint256 threshold = _share(period, PROPOSAL_THRESHOLD_BASIS_POINTS);
        if (votes < threshold) revert GovernorInsufficientProposerVotes(proposer, votes, threshold);
    }

    function _getVotes(address account, uint256 timepoint, bytes memory) internal view override returns (uint256) {
        return _votesAt(account, snapshotPeriod(timepoint));
    }

    /// @dev A vote of no weight would only take the account's one vote, which may weigh something later: tokens in the vault count once they are taken
    /// out.
    function _countVote(uint256 proposalId, address account, uint8 support, uint256 weight, bytes memory params)
        internal
        override
        returns (uint256)
    {
        if (weight == 0) revert GovernanceNoVotes(account, proposalId);
        return super._countVote(proposalId, account, support, weight, params);
    }

    function _quorumReached(uint256 proposalId) internal view override returns (bool) {
        (, uint256 forVotes,) = proposalVotes(proposalId);
        return forVotes >= quorum(proposalSnapshot(proposalId));
    }

    function _token() internal view returns (IRevenueShareToken token_) {
        (, token_,) = _parties();
    }

    function _parties() internal view returns (address governance_, IRevenueShareToken token_, address treasury_) {
        return abi.decode(Clones.fetchCloneArgs(address(this)), (address, IRevenueShareToken, address));
    }

    function _votesAt(address account, uint256 period) private view returns (uint256) {
        return _token().eligibleBalanceAt(account, period);
    }

    /// @dev Of the supply that can vote, rounded up: the treasury's tokens have nobody to vote with them.
    function _share(uint256 period, uint256 basisPoints) private view returns (uint256) {
        (, uint256 supply) = _token().period(period);
        return Math.ceilDiv((supply - _votesAt(treasury(), period)) * basisPoints, BASIS_POINTS);
    }
}
