// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IOffering} from "./IOffering.sol";

/// @notice What is fixed for ever of a fixed-price offering, besides `SaleTerms`. Amounts are in base units of the currency.
struct FixedPriceTerms {
    /// Least amount that makes the offering succeed. It sells at least 10^12 base units of the token.
    uint128 softCap;
    /// Most that is raised. The price of a whole token is `hardCap * 1e18 / saleSupply`.
    uint128 hardCap;
    /// Most that one account may commit; 0 for no limit.
    uint128 accountCap;
}

/// @title IFixedPriceOffering
/// @notice Sells a fixed amount of a token at a fixed price and shares it pro rata when over-subscribed. The state is
/// a function of time and of the total committed.
///
/// With `C` committed, hard cap `H`, soft cap `Q` and `S` tokens:
/// - `C < Q`: every commitment is refunded.
/// - `Q <= C <= H`: an account that committed `c` gets `floor(c*S/H)` tokens and no refund; unsold tokens are burnt.
/// - `C > H`: it gets `floor(c*S/C)` tokens, pays `ceil(c*H/C)` and is refunded the rest; exactly `H` is raised.
///
/// Commitments may be withdrawn until the cut-off, `max(1 hour, 10% of the length)` before the end; after it they bind.
interface IFixedPriceOffering is IOffering {
    event Committed(address indexed account, uint256 amount, uint256 totalCommitted);
    event CommitmentWithdrawn(address indexed account, uint256 amount, uint256 totalCommitted);

    error OfferingAccountCap(uint256 committed, uint256 accountCap);
    error OfferingCommitmentTooSmall(uint256 committed, uint256 requested);

    /// @notice Commits `amount` of the currency, on top of earlier commitments: ether as value, an ERC-20 from the caller, who
    /// approved it.
    function commit(uint256 amount) external payable;

    /// @notice Takes back `amount` of the caller's commitment, before the cut-off only.
    function withdraw(uint256 amount) external;

    /// @notice In base units of the currency.
    function committed(address account) external view returns (uint256);
    /// @notice What a commitment of `amount` would get if the offering ended now with a total of `total`, of which it is a
    /// part.
    function allocation(uint256 amount, uint256 total)
        external
        view
        returns (uint256 tokens, uint256 spent, uint256 refund);
    /// @notice Unix time from which commitments bind, in seconds.
    function cutOff() external view returns (uint256 timestamp);
    function fixedPriceTerms() external view returns (FixedPriceTerms memory);
    /// @notice Whether `account` has already claimed or been refunded.
    function settled(address account) external view returns (bool);
}
