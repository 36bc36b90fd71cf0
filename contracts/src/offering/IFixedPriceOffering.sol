// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IOffering} from "./IOffering.sol";

/// @notice A round of a sale: places at the full price for the accounts of a list, which no later demand takes away.
struct Round {
    /// Merkle root of leaves of index, account and the most that it may commit here, as in a contributors' drop.
    bytes32 root;
    /// Most that the round takes in all. All rounds together take at most the hard cap.
    uint128 cap;
    /// First second, unix time; 0 for the start of the sale, and not before it.
    uint40 start;
    /// First second in which it takes nothing any more, unix time; not after the end of the sale.
    uint40 end;
}

/// @notice What is fixed for ever of a fixed-price offering, besides `SaleTerms`. Amounts are in base units of the currency.
struct FixedPriceTerms {
    /// Least amount that makes the offering succeed. It sells at least 10^12 base units of the token.
    uint128 softCap;
    /// Most that is raised. The price of a whole token is `hardCap * 1e18 / saleSupply`.
    uint128 hardCap;
    /// Most that one account may commit in public; 0 for no limit.
    uint128 accountCap;
    /// At most 8, of which any may overlap.
    Round[] rounds;
}

/// @title IFixedPriceOffering
/// @notice Sells a fixed amount of a token at a fixed price and shares it pro rata when over-subscribed. The state is
/// a function of time and of the total committed.
///
/// Commitments are public, or guaranteed by a round. With `C` committed in all, `G` of it guaranteed, hard cap `H`, soft cap `Q`
/// and `S` tokens:
/// - `C < Q`: every commitment is refunded.
/// - `Q <= C <= H`: an account that committed `c` gets `floor(c*S/H)` tokens and no refund; unsold tokens are burnt.
/// - `C > H`: guaranteed commitments get `floor(g*S/H)` tokens and are paid in full. What is left, `S - floor(G*S/H)` tokens for
///   `H - G`, is shared among the `C - G` of the public: `p` gets its part of the tokens rounded down, pays its part rounded up
///   and is refunded the rest. Exactly `H` is raised.
///
/// Public commitments may be withdrawn until the cut-off, `max(1 hour, 10% of the length)` before the end; after it they bind.
/// Guaranteed ones bind at once, so that nobody keeps a place from others and then leaves it.
interface IFixedPriceOffering is IOffering {
    event Committed(address indexed account, uint256 amount, uint256 totalCommitted);
    event CommitmentWithdrawn(address indexed account, uint256 amount, uint256 totalCommitted);
    /// @notice `amount` of a commitment that was just made is guaranteed by a round.
    event Guaranteed(address indexed account, uint256 indexed round, uint256 amount);

    error OfferingAccountCap(uint256 committed, uint256 accountCap);
    error OfferingCommitmentTooSmall(uint256 committed, uint256 requested);
    error OfferingRoundUnknown(uint256 round);
    error OfferingRoundNotOpen(uint256 start, uint256 end);
    /// @notice With this commitment it would be `committed` in the round.
    error OfferingRoundMaximum(uint256 committed, uint256 maximum);
    /// @notice The round has room for `guaranteed` only, of the commitment.
    error OfferingRoundMinimum(uint256 guaranteed, uint256 minimum);
    error OfferingBadProof(uint256 index, address account, uint256 maximum);

    /// @notice Commits `amount` of the currency in public, on top of earlier commitments: ether as value, an ERC-20 from the caller,
    /// who approved it.
    function commit(uint256 amount) external payable;

    /// @notice The same in an ERC-20 that has ERC-2612 permits, approved by the caller's signature. A permit that somebody else
    /// has already used harms nothing.
    function commitWithPermit(uint256 amount, uint256 deadline, uint8 v, bytes32 r, bytes32 s) external;

    /// @notice Commits `amount` in a round whose list has a leaf of `index`, the caller and `maximum`. What the round has no room
    /// for any more is committed in public; with a minimum of 0 nobody can make this revert by coming first.
    /// @param minimumGuaranteed What the round has to take of it, else nothing is committed.
    /// @return guaranteed What the round took.
    function commitInRound(
        uint256 round,
        uint256 amount,
        uint256 minimumGuaranteed,
        uint256 index,
        uint256 maximum,
        bytes32[] calldata proof
    ) external payable returns (uint256 guaranteed);

    /// @notice Takes back `amount` of the caller's public commitment, before the cut-off only.
    function withdraw(uint256 amount) external;

    /// @notice All that `account` committed, in base units of the currency.
    function committed(address account) external view returns (uint256);
    /// @notice What of it is guaranteed.
    function guaranteed(address account) external view returns (uint256);
    /// @notice What is guaranteed to all together.
    function totalGuaranteed() external view returns (uint256);
    /// @notice What a round has taken.
    function roundTotal(uint256 round) external view returns (uint256);
    /// @notice What `account` committed in a round.
    function roundCommitment(uint256 round, address account) external view returns (uint256);
    /// @notice What a public commitment of `amount` would get if the offering ended now with a total of `total`, of which it and all
    /// that is guaranteed are a part.
    function allocation(uint256 amount, uint256 total)
        external
        view
        returns (uint256 tokens, uint256 spent, uint256 refund);
    /// @notice What all that `account` committed would get if the offering ended now.
    function allocationOf(address account) external view returns (uint256 tokens, uint256 spent, uint256 refund);
    /// @notice Unix time from which commitments bind, in seconds.
    function cutOff() external view returns (uint256 timestamp);
    function fixedPriceTerms() external view returns (FixedPriceTerms memory);
    /// @notice Whether `account` has already claimed or been refunded.
    function settled(address account) external view returns (bool);
}
