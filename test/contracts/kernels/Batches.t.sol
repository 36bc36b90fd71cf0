// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {Test} from "forge-std/Test.sol";

import {Batches} from "../../../contracts/src/kernels/Batches.sol";
import {Inputs} from "./Inputs.sol";

/// @notice The one encoding of a list, and what binds a batch's inputs.
contract BatchesTest is Test {
    uint256 private constant MAX_LENGTH = 100;

    function isEncoded(bytes calldata encoded, uint256 count) external pure returns (bool) {
        return Batches.isEncoded(encoded, count);
    }

    /// @dev Something after the list in calldata, which is no part of it.
    function isEncodedBefore(bytes calldata encoded, uint256 count, bytes calldata) external pure returns (bool) {
        return Batches.isEncoded(encoded, count);
    }

    function itemsOf(bytes calldata encoded, uint256 count) external pure returns (bytes[] memory items) {
        items = new bytes[](count);
        for (uint256 i = 0; i < count; i++) {
            items[i] = Batches.item(encoded, i);
        }
    }

    function hashOf(bytes calldata encoded, uint256 count) external pure returns (bytes32) {
        return Batches.hashOf(encoded, count);
    }

    function _items(uint256 seed, uint256 count) private pure returns (bytes[] memory items) {
        items = new bytes[](count);
        for (uint256 i = 0; i < count; i++) {
            items[i] = new bytes(uint256(keccak256(abi.encode(seed, i))) % MAX_LENGTH);
            for (uint256 j = 0; j < items[i].length; j++) {
                items[i][j] = bytes1(uint8(uint256(keccak256(abi.encode(seed, i, j)))));
            }
        }
    }

    /// forge-config: default.fuzz.runs = 200
    function testFuzz_WhatSolidityEncodesIsTaken(uint256 seed) public view {
        uint256 count = 1 + seed % Batches.MAX_ITEMS;
        bytes[] memory items = _items(seed, count);
        bytes memory encoded = abi.encode(items);
        assertTrue(this.isEncoded(encoded, count));
        assertTrue(this.isEncodedBefore(encoded, count, hex"ffffffff"));
        assertEq(abi.encode(this.itemsOf(encoded, count)), encoded);
        assertEq(this.hashOf(encoded, count), Inputs.hashOf(items));
        assertEq(uint8(uint256(this.hashOf(encoded, count))), count);
        assertLe(encoded.length, Batches.encodedBytes(count, MAX_LENGTH));
        for (uint256 other = 1; other <= Batches.MAX_ITEMS; other++) {
            if (other != count) assertFalse(this.isEncoded(encoded, other), "another number");
        }
    }

    /// @dev Every list has one encoding: whatever else is taken is that of other items.
    ///
    /// forge-config: default.fuzz.runs = 400
    function testFuzz_NoOtherBytesAreTaken(uint256 seed, uint16 at, uint8 bit) public view {
        uint256 count = 1 + seed % Batches.MAX_ITEMS;
        bytes memory encoded = abi.encode(_items(seed, count));
        bytes memory changed = bytes.concat(encoded);
        changed[at % changed.length] ^= bytes1(uint8(1 << (bit % 8)));
        if (this.isEncoded(changed, count)) {
            assertEq(keccak256(abi.encode(this.itemsOf(changed, count))), keccak256(changed));
        }
        assertFalse(this.isEncoded(bytes.concat(encoded, hex"00"), count), "a byte more");
        assertFalse(this.isEncoded(bytes.concat(encoded, bytes32(0)), count), "a word more");
        bytes memory shorter = bytes.concat(encoded);
        uint256 length = uint256(at) % encoded.length;
        assembly ("memory-safe") {
            mstore(shorter, length)
        }
        assertFalse(this.isEncoded(shorter, count), "cut off");
        assertFalse(this.isEncodedBefore(shorter, count, encoded), "cut off, with the rest after it");
    }

    function test_EachMalformationIsRefused() public view {
        bytes memory right = abi.encode(_two("abc", "d"));
        assertTrue(this.isEncoded(right, 2));
        // The list's offset, its length, an offset with a gap before the item, offsets the other way round, an item's length, padding.
        assertFalse(this.isEncoded(_with(right, 0, 64), 2));
        assertFalse(this.isEncoded(_with(right, 1, 3), 2));
        assertFalse(this.isEncoded(_with(right, 2, 96), 2));
        assertFalse(this.isEncoded(_with(_with(right, 2, 128), 3, 64), 2));
        assertFalse(this.isEncoded(_with(_with(right, 2, 64), 3, 64), 2));
        assertFalse(this.isEncoded(_with(right, 4, type(uint256).max), 2));
        assertFalse(this.isEncoded(_with(right, 4, type(uint256).max - 31), 2));
        assertFalse(this.isEncoded(_with(right, 4, 33), 2));
        assertFalse(this.isEncoded(_with(right, 5, uint256(bytes32("abc")) | 1), 2));
        assertFalse(this.isEncoded(_with(right, 7, uint256(bytes32("d")) | (1 << 240)), 2));
        assertFalse(this.isEncoded("", 1));
        assertFalse(this.isEncoded(abi.encode(uint256(32), uint256(1)), 1));
        // A list of none, which no batch is.
        assertFalse(this.isEncoded(abi.encode(new bytes[](0)), 1));
    }

    /// @dev The root of the inputs is not the hash of one, and one input alone isn't a batch of it.
    function test_ABatchIsNoSingleInput() public view {
        bytes[] memory one = new bytes[](1);
        one[0] = "a question";
        bytes32 hash = this.hashOf(abi.encode(one), 1);
        assertNotEq(hash, Inputs.hashOf(one[0]));
        assertEq(uint8(uint256(Inputs.hashOf(one[0]))), 0);
        // Nor are its bytes as a single input.
        assertNotEq(bytes31(hash), bytes31(Inputs.hashOf(abi.encode(one))));
        bytes[] memory two = _two("a question", "");
        assertNotEq(bytes31(hash), bytes31(this.hashOf(abi.encode(two), 2)));
    }

    function test_TheVectorsOfTheOtherImplementation() public view {
        string memory file = vm.readFile("test/vectors/batch.json");
        uint256 k = 0;
        for (; vm.keyExistsJson(file, _at(k, "")); k++) {
            bytes[] memory inputs = vm.parseJsonBytesArray(file, _at(k, ".inputs"));
            bytes memory encoded = vm.parseJsonBytes(file, _at(k, ".encoded"));
            assertEq(abi.encode(inputs), encoded);
            assertTrue(this.isEncoded(encoded, inputs.length));
            assertEq(this.hashOf(encoded, inputs.length), vm.parseJsonBytes32(file, _at(k, ".hash")));
            bytes16 seed = bytes16(vm.parseJsonBytes(file, _at(k, ".seed")));
            bytes[] memory seeds = vm.parseJsonBytesArray(file, _at(k, ".seeds"));
            for (uint256 i = 0; i < inputs.length; i++) {
                assertEq(Batches.seedOf(seed, i), bytes16(seeds[i]));
            }
        }
        assertEq(k, 6);
    }

    function _at(uint256 index, string memory member) private pure returns (string memory) {
        return string.concat(".cases[", vm.toString(index), "]", member);
    }

    function _two(bytes memory first, bytes memory second) private pure returns (bytes[] memory items) {
        items = new bytes[](2);
        (items[0], items[1]) = (first, second);
    }

    /// @dev With another word at a place.
    function _with(bytes memory encoded, uint256 at, uint256 word) private pure returns (bytes memory changed) {
        changed = bytes.concat(encoded);
        assembly ("memory-safe") {
            mstore(add(add(changed, 0x20), mul(at, 0x20)), word)
        }
    }
}
