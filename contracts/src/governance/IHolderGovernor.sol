// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

/// @title IHolderGovernor
/// @notice What is particular to the governor of a revenue token's holders; the rest is OpenZeppelin's `IGovernor`, with proposals
/// numbered from 1. Holders decide two things only: a grant of the model's treasury, and which version of the model they recommend.
/// No other call can be proposed: not to the token, the oracle or the governor itself, whose rules are constants. There is no
/// owner, guardian or upgrade.
///
/// A vote weighs what the account held at the end of the token's period in which the proposal was made, by the history that also
/// shares revenue. So voting begins at that boundary; what is bought, borrowed or moved later weighs nothing, excluded
/// accounts weigh nothing, and tokens that the account had bought but not yet taken from the vault weigh in once it takes them. Where
/// nobody shares at the boundary, the period runs on to one at which somebody does, and voters wait for it.
///
/// There is no delegation: a transfer of the token would have to write a second history for it. An account can sign its
/// vote (`castVoteBySig`) and let anybody send it.
interface IHolderGovernor {
    event GrantProposed(uint256 indexed proposalId, address indexed asset, address indexed payee, uint256 amount);
    event VersionProposed(uint256 indexed proposalId, uint256 indexed versionModelId);
    /// @notice Voting goes on until `extendedDeadline`, unix time, so that others can answer a late vote.
    event ProposalExtended(uint256 indexed proposalId, uint64 extendedDeadline);

    /// @notice A proposal is made with `proposeGrant` or `proposeVersion`.
    error GovernanceOnlyTypedProposals();
    /// @notice No period of the token has closed yet: there is no balance that a proposer could show.
    error GovernanceNoPeriodClosed();
    /// @notice A proposal is made with exactly one wei, which goes to the token as revenue so that the period closes.
    error GovernanceDepositNotOneWei(uint256 sentWei);
    /// @notice The proposer has another proposal that waits for votes or is being voted on.
    error GovernanceProposalStillOpen(address proposer, uint256 proposalId);
    error GovernanceDescriptionTooLong(uint256 length, uint256 maximum);
    /// @notice `rule` names what is wrong with the grant.
    error GovernanceBadGrant(string rule);
    /// @notice The account held nothing that votes at the proposal's snapshot, or the snapshot's period has not closed yet.
    error GovernanceNoVotes(address account, uint256 proposalId);
    /// @notice No proposal has its snapshot at `timepoint`.
    error GovernanceSnapshotUnknown(uint256 timepoint);
    error GovernanceTooEarly(uint256 proposalId, uint256 executableFrom);

    /// @notice Proposes that the treasury pays `amount` of `asset` to `payee`. The treasury need not have it yet. Takes one wei.
    /// Reverts with `GovernorInsufficientProposerVotes` for less than `proposalThreshold`.
    /// @param asset The zero address for ether.
    /// @param amount In base units of the asset (ether: wei).
    /// @param description For people, at most `MAX_DESCRIPTION_BYTES`.
    function proposeGrant(address asset, address payee, uint256 amount, string calldata description)
        external
        payable
        returns (uint256 proposalId);

    /// @notice Proposes to recommend another registered model as this one's version. Takes one wei. Reverts with `ModelUnknown`.
    function proposeVersion(uint256 versionModelId, string calldata description)
        external
        payable
        returns (uint256 proposalId);

    /// @notice From when to when a proposal that succeeds can be executed, by anyone, in unix seconds; the end is excluded. Both move
    /// with the deadline when a late vote makes the proposal succeed.
    function executionWindow(uint256 proposalId) external view returns (uint256 from, uint256 until);

    /// @notice The token's period whose end is a snapshot's balances. Reverts with `GovernanceSnapshotUnknown`.
    function snapshotPeriod(uint256 timepoint) external view returns (uint256 periodId);

    /// @notice The newest proposal of an account, 0 for none.
    function latestProposalOf(address proposer) external view returns (uint256 proposalId);

    function token() external view returns (address);
    function treasury() external view returns (address);
    /// @notice Where recommended versions are kept.
    function governance() external view returns (address);

    /// @notice In basis points of the supply that votes: what a proposer holds at the end of the newest closed period.
    function PROPOSAL_THRESHOLD_BASIS_POINTS() external view returns (uint256);
    /// @notice In basis points of the supply that votes at the snapshot: what has to vote for a proposal. Abstentions don't help.
    function QUORUM_BASIS_POINTS() external view returns (uint256);
    function VOTING_SECONDS() external view returns (uint256);
    /// @notice How long voting goes on, at least, after a vote that made the proposal one that succeeds.
    function ANSWER_SECONDS() external view returns (uint256);
    /// @notice Between the end of voting and the first moment of execution: time to see what will happen.
    function EXECUTION_DELAY_SECONDS() external view returns (uint256);
    /// @notice For how long a proposal can be executed; then it has expired.
    function EXECUTION_SECONDS() external view returns (uint256);
    function MAX_DESCRIPTION_BYTES() external view returns (uint256);
}
