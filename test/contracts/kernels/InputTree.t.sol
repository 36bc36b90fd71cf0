// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {Test} from "forge-std/Test.sol";
import {InputTree} from "../../../contracts/src/kernels/InputTree.sol";
import {Inputs} from "./Inputs.sol";

/// @notice Hashes of inputs of all lengths.
contract InputTreeTest is Test {
    function hashOf(bytes calldata input) external pure returns (bytes32) {
        return InputTree.hashOf(input);
    }

    /// @dev Something after the input in calldata, which is no part of it.
    function hashBefore(bytes calldata input, bytes calldata) external pure returns (bytes32) {
        return InputTree.hashOf(input);
    }

    function _assertHash(bytes memory input) private view {
        bytes32 expected = Inputs.hashOf(input);
        assertEq(this.hashOf(input), expected);
        assertEq(this.hashBefore(input, hex"ffffffff"), expected);
        assertEq(InputTree.bind(input.length, Inputs.rootOf(input)), expected);
    }

    function test_LengthsAroundWholeLeavesAndWholeTrees() public view {
        uint256[16] memory lengths =
            [uint256(0), 1, 26, 32, 255, 256, 257, 511, 512, 513, 768, 1024, 1025, 1281, 4096, 27_648];
        for (uint256 i = 0; i < lengths.length; i++) {
            bytes memory input = new bytes(lengths[i]);
            for (uint256 j = 0; j < input.length; j++) {
                input[j] = bytes1(uint8(j * 7 + j / 251 + 1));
            }
            _assertHash(input);
        }
    }

    function test_TheVectorsOfTheOtherImplementation() public view {
        string memory file = vm.readFile("test/vectors/input-hash.json");
        uint256 i = 0;
        for (; vm.keyExistsJson(file, _at(i, "")); i++) {
            bytes memory input = vm.parseJsonBytes(file, _at(i, ".input"));
            assertEq(this.hashOf(input), vm.parseJsonBytes32(file, _at(i, ".hash")));
        }
        assertGt(i, 5);
    }

    function _at(uint256 index, string memory member) private pure returns (string memory) {
        return string.concat(".cases[", vm.toString(index), "]", member);
    }

    function testFuzz_TheHashIsTheOneOfTheDocumentation(bytes memory input, uint16 length) public view {
        // Beside what the fuzzer likes, which is short.
        bytes memory longer = new bytes(length % 3000);
        for (uint256 i = 0; i < longer.length; i++) {
            longer[i] = bytes1(uint8(uint256(keccak256(abi.encode(input, i / 32))) >> (8 * (i % 32))));
        }
        _assertHash(input);
        _assertHash(longer);
    }

    function testFuzz_ZerosAtTheEndAreAnotherInput(bytes memory input, uint8 zeros) public view {
        vm.assume(zeros > 0);
        assertNotEq(this.hashOf(input), this.hashOf(bytes.concat(input, new bytes(zeros))));
    }
}
