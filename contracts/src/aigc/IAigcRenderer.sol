// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

/// @notice How a token stands.
enum TokenStatus {
    /// The request is answered, and the answer can still be contradicted.
    Provisional,
    /// The answer was contradicted, and the court has not decided.
    Disputed,
    /// The answer is final, and an earlier request of the same prompt may still take the token.
    Contested,
    /// A dispute has overturned the answer, and nobody has called `update` yet.
    Outdated,
    /// The data is the final answer. It can't change any more.
    Verified,
    /// The request ended without an answer.
    Void
}

/// @notice All that a token's metadata says.
struct TokenContent {
    uint256 tokenId;
    uint256 modelId;
    uint256 requestId;
    TokenStatus status;
    bytes prompt;
    bytes aigcData;
}

/// @title IAigcRenderer
/// @notice Writes the metadata of tokens from what the registries say of their model. Nobody chooses how a model's answers are shown:
/// it follows from the types of its program's outputs (docs/nft.md).
interface IAigcRenderer {
    /// @notice Metadata by the schema of ERC-7007, as a data URI of JSON that is valid for any bytes.
    function tokenURI(TokenContent calldata content) external view returns (string memory);

    /// @notice A model's name, or its bytes in hexadecimal where they aren't UTF-8. Reverts with `ModelUnknown`.
    function nameOf(uint256 modelId) external view returns (string memory);
}
