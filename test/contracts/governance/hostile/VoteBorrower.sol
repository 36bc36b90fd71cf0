// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {HolderGovernor} from "../../../../contracts/src/governance/HolderGovernor.sol";
import {RevenueShareToken} from "../../../../contracts/src/token/RevenueShareToken.sol";

/// @notice Borrows tokens inside one transaction and tries to propose and to vote with them.
contract VoteBorrower {
    RevenueShareToken private immutable _token;
    HolderGovernor private immutable _governor;
    uint256 public successes;

    constructor(RevenueShareToken token, HolderGovernor governor) payable {
        _token = token;
        _governor = governor;
    }

    receive() external payable {}

    /// @notice Called by the lender.
    function use(uint256 amount) external {
        _token.snapshot();
        try _governor.proposeGrant{value: 1}(address(0), address(this), 1 ether, "mine") {
            successes++;
        } catch {}
        try _governor.castVote(_governor.latestProposalId(), 1) {
            successes++;
        } catch {}
        _token.transfer(msg.sender, amount);
    }
}
