// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IERC7007} from "./IERC7007.sol";

/// @title IERC7007Enumerable
/// @notice ERC-7007 (Final), section "Optional Extension: Enumerable". Its ERC-165 id is 0xfa1a557a.
interface IERC7007Enumerable is IERC7007 {
    /// @notice The token of a prompt, minted or not.
    function tokenId(bytes calldata prompt) external view returns (uint256);

    /// @notice The prompt of a token: its exact bytes, which need not be UTF-8.
    function prompt(uint256 id) external view returns (string memory);
}
