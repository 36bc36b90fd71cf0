// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

/// @title Philox
/// @notice Philox4x32-10, the counter-based generator of Salmon et al., "Parallel random numbers: as easy as 1, 2, 3" (2011).
library Philox {
    uint256 private constant WORD = 0xffffffff;
    uint256 private constant ROUNDS = 10;

    /// @notice Four words that depend on counter and key alone; all are below 2^32.
    function words(uint256[4] memory counter, uint256 k0, uint256 k1) internal pure returns (uint256[4] memory) {
        unchecked {
            (uint256 c0, uint256 c1, uint256 c2, uint256 c3) = (counter[0], counter[1], counter[2], counter[3]);
            for (uint256 round = 0; round < ROUNDS; round++) {
                (uint256 p0, uint256 p1) = (c0 * 0xd2511f53, c2 * 0xcd9e8d57);
                (c0, c1, c2, c3) = ((p1 >> 32) ^ c1 ^ k0, p1 & WORD, (p0 >> 32) ^ c3 ^ k1, p0 & WORD);
                (k0, k1) = ((k0 + 0x9e3779b9) & WORD, (k1 + 0xbb67ae85) & WORD);
            }
            return [c0, c1, c2, c3];
        }
    }
}
