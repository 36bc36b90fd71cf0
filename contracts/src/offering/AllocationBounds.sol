// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {DropTerms} from "./IContributorDrop.sol";
import {AllocationTerms, ILaunchpad} from "./ILaunchpad.sol";
import {VestingTerms} from "./ITokenVesting.sol";

/// @title AllocationBounds
/// @notice What a launch may set aside.
library AllocationBounds {
    uint256 internal constant MAX_VESTINGS = 8;
    uint256 internal constant MAX_VESTING_SECONDS = 3650 days;
    uint256 internal constant MIN_CLAIM_SECONDS = 30 days;
    uint256 internal constant MAX_CLAIM_SECONDS = 1825 days;

    function check(AllocationTerms calldata terms) internal pure {
        _require(terms.vestings.length <= MAX_VESTINGS, "more than 8 vestings");
        for (uint256 i = 0; i < terms.vestings.length; i++) {
            VestingTerms calldata vesting = terms.vestings[i];
            _require(vesting.beneficiary != address(0), "vesting without beneficiary");
            _require(vesting.amount != 0, "vesting of nothing");
            _require(vesting.cliffSeconds <= vesting.durationSeconds, "vesting's cliff after its end");
            _require(vesting.durationSeconds <= MAX_VESTING_SECONDS, "vesting longer than 10 years");
        }
        DropTerms calldata drop = terms.drop;
        if (drop.root == 0) {
            _require(drop.amount == 0, "drop without root");
            return;
        }
        _require(drop.amount != 0, "drop of nothing");
        _require(drop.claimSeconds >= MIN_CLAIM_SECONDS, "drop shorter than 30 days");
        _require(drop.claimSeconds <= MAX_CLAIM_SECONDS, "drop longer than 5 years");
        _require(drop.unclaimedTo != address(0), "drop without unclaimedTo");
    }

    /// @dev What goes to a part of the launch itself is refused there, or stays for ever.
    function checkReceiver(address receiver, address[3] memory parts) internal pure {
        for (uint256 i = 0; i < parts.length; i++) {
            _require(receiver != parts[i], "beneficiary or unclaimedTo is the launch's own");
        }
    }

    function _require(bool holds, string memory rule) private pure {
        if (!holds) revert ILaunchpad.LaunchpadBadAllocation(rule);
    }
}
