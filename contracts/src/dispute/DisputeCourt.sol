// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {CourtDuels} from "./CourtDuels.sol";
import {CourtLedger} from "./CourtLedger.sol";
import {CourtVerdicts} from "./CourtVerdicts.sol";
import {CourtParameters} from "./IDisputeCourt.sol";

/// @title DisputeCourt
/// @notice See `IDisputeCourt`. Invariants are numbered in test/contracts/dispute/invariants.md.
contract DisputeCourt is CourtDuels, CourtVerdicts {
    constructor(CourtParameters memory parameters) CourtLedger(parameters) {}
}
