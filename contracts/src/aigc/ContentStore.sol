// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

/// @title ContentStore
/// @notice Keeps bytes as the code of a contract: 200 gas a byte instead of 690. What is kept can't change and can't be called,
/// because it begins with STOP.
library ContentStore {
    /// @dev PUSH2 length, DUP1, PUSH1 10, RETURNDATASIZE, CODECOPY, RETURNDATASIZE, RETURN: returns what follows these ten bytes.
    bytes1 private constant PUSH2 = 0x61;
    bytes7 private constant RETURN_THE_REST = 0x80600a3d393df3;

    error AigcContentCreationFailed();

    /// @param content At most 24,575 bytes.
    function write(bytes memory content) internal returns (address place) {
        bytes memory creation =
            bytes.concat(PUSH2, bytes2(uint16(content.length + 1)), RETURN_THE_REST, bytes1(0), content);
        assembly ("memory-safe") {
            place := create(0, add(creation, 0x20), mload(creation))
        }
        require(place != address(0), AigcContentCreationFailed());
    }

    function read(address place) internal view returns (bytes memory content) {
        uint256 length = place.code.length - 1;
        content = new bytes(length);
        assembly ("memory-safe") {
            extcodecopy(place, add(content, 0x20), 1, length)
        }
    }
}
