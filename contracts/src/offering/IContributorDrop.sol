// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

/// @notice Tokens for the people that a model owes, each of whom takes its own by a Merkle proof.
struct DropTerms {
    /// Root over the leaves `keccak256(bytes.concat(keccak256(abi.encode(uint256 index, address account, uint256 amount))))`, pairs
    /// sorted; 0 for no drop.
    bytes32 root;
    /// Of all leaves together, in base units. Nobody checks the leaves against it: who comes when it is used up gets nothing.
    uint96 amount;
    /// How long after the end of the offering it can be claimed, in seconds, 30 days to 5 years.
    uint32 claimSeconds;
    /// Who gets what nobody claimed until then.
    address unclaimedTo;
}

/// @title IContributorDrop
/// @notice The drop of one launch. What lies in it shares no revenue. Nobody can change it.
interface IContributorDrop {
    event Claimed(uint256 indexed index, address indexed account, uint256 amount);
    event Swept(address indexed to, uint256 amount);

    error DropNotFunded(uint256 amount);
    error DropAlreadyClaimed(uint256 index);
    error DropBadProof(uint256 index, address account, uint256 amount);
    error DropEnded(uint256 end);
    error DropNotEnded(uint256 end);
    error DropNothingLeft();

    /// @notice Gives `account` the `amount` of its leaf, once, before the end. By anyone, after the token has started.
    function claim(uint256 index, address account, uint256 amount, bytes32[] calldata proof) external;

    /// @notice Sends what was not claimed to where the terms say. By anyone, from the end on.
    function sweep() external returns (uint256 amount);

    function isClaimed(uint256 index) external view returns (bool);
    function token() external view returns (address);
    function root() external view returns (bytes32);
    /// @notice First second in which nothing can be claimed any more, unix time.
    function end() external view returns (uint256);
    function unclaimedTo() external view returns (address);
}
