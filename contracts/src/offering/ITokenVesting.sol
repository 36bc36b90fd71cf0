// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

/// @notice Tokens that a beneficiary gets over time. The schedule begins with the end of the offering, whether or not anybody
/// finalises it then.
struct VestingTerms {
    address beneficiary;
    /// In base units, at least 1.
    uint96 amount;
    /// Nothing is released before, in seconds; at most the duration.
    uint32 cliffSeconds;
    /// Everything is released after it, in seconds; at most 10 years. In between it is released evenly, counted from the start.
    uint32 durationSeconds;
}

/// @title ITokenVesting
/// @notice OpenZeppelin's `VestingWalletCliff` for tokens of one launch. Anyone calls `release(token)`; the tokens go to the owner, at
/// first the beneficiary, who may hand the ownership on. What lies in it shares no revenue.
interface ITokenVesting {
    function release(address token) external;
    /// @notice Base units of `token` that `release` would send now.
    function releasable(address token) external view returns (uint256);
    function released(address token) external view returns (uint256);
    function owner() external view returns (address);
    /// @notice Unix times in seconds.
    function start() external view returns (uint256);
    function cliff() external view returns (uint256);
    function end() external view returns (uint256);
}
