// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

/// @notice A round's list of two accounts: each is the other's proof.
library SaleTree {
    function leaf(uint256 index, address account, uint256 maximum) internal pure returns (bytes32) {
        return keccak256(bytes.concat(keccak256(abi.encode(index, account, maximum))));
    }

    function root(address first, uint256 firstMaximum, address second, uint256 secondMaximum)
        internal
        pure
        returns (bytes32)
    {
        (bytes32 a, bytes32 b) = (leaf(0, first, firstMaximum), leaf(1, second, secondMaximum));
        return a < b ? keccak256(abi.encode(a, b)) : keccak256(abi.encode(b, a));
    }

    function proof(uint256 otherIndex, address other, uint256 otherMaximum) internal pure returns (bytes32[] memory) {
        bytes32[] memory siblings = new bytes32[](1);
        siblings[0] = leaf(otherIndex, other, otherMaximum);
        return siblings;
    }
}
