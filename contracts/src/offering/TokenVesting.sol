// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {
    VestingWalletCliffUpgradeable
} from "@openzeppelin/contracts-upgradeable/finance/VestingWalletCliffUpgradeable.sol";
import {VestingTerms} from "./ITokenVesting.sol";

/// @title TokenVesting
/// @notice The one implementation behind all vestings: see `ITokenVesting`.
contract TokenVesting is VestingWalletCliffUpgradeable {
    constructor() {
        _disableInitializers();
    }

    /// @notice Called by the Launchpad in the transaction that creates the clone.
    function initialise(VestingTerms calldata terms, uint40 startTimestamp) external initializer {
        __VestingWallet_init(terms.beneficiary, startTimestamp, terms.durationSeconds);
        __VestingWalletCliff_init(terms.cliffSeconds);
    }
}
