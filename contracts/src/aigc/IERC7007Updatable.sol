// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IERC7007} from "./IERC7007.sol";

/// @title IERC7007Updatable
/// @notice ERC-7007 (Final), section "Optional Extension: Updatable". Its ERC-165 id is 0x3f37dce2.
interface IERC7007Updatable is IERC7007 {
    event Update(uint256 indexed tokenId, bytes indexed prompt, bytes indexed aigcData);

    /// @notice Replaces the data of a prompt's token.
    function update(bytes calldata prompt, bytes calldata aigcData) external;
}
