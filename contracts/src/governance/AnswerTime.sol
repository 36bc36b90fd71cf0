// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {GovernorUpgradeable} from "@openzeppelin/contracts-upgradeable/governance/GovernorUpgradeable.sol";
import {IGovernor} from "@openzeppelin/contracts/governance/IGovernor.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {IHolderGovernor} from "./IHolderGovernor.sol";

/// @title AnswerTime
/// @notice A vote that makes a proposal succeed leaves the others time to answer it, each time. OpenZeppelin's extension for a late quorum
/// gives the time once, when the quorum is reached: who has the quorum could use it up early, be outvoted, and vote the rest in the
/// last second. What makes a proposal fail needs no answer, since nothing is done then.
abstract contract AnswerTime is GovernorUpgradeable, IHolderGovernor {
    struct Tally {
        /// Of the last vote that made it succeed, with the time to answer it; 0 for none.
        uint48 answerDeadline;
        bool succeeds;
    }

    /// @inheritdoc IHolderGovernor
    uint256 public constant ANSWER_SECONDS = 2 days;

    mapping(uint256 proposalId => Tally) private _tallies;

    /// @inheritdoc IGovernor
    function proposalDeadline(uint256 proposalId) public view virtual override returns (uint256) {
        return Math.max(super.proposalDeadline(proposalId), _tallies[proposalId].answerDeadline);
    }

    /// @dev It can go on only as long as votes come that turn it, of which each account has one.
    function _tallyUpdated(uint256 proposalId) internal virtual override {
        super._tallyUpdated(proposalId);
        Tally memory tally = _tallies[proposalId];
        bool succeeds = _quorumReached(proposalId) && _voteSucceeded(proposalId);
        if (succeeds == tally.succeeds) return;
        if (succeeds) {
            uint48 answerDeadline = clock() + uint48(ANSWER_SECONDS);
            if (answerDeadline > proposalDeadline(proposalId)) emit ProposalExtended(proposalId, answerDeadline);
            tally.answerDeadline = answerDeadline;
        }
        _tallies[proposalId] = Tally({answerDeadline: tally.answerDeadline, succeeds: succeeds});
    }
}
