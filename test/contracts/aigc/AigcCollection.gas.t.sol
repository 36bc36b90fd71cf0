// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {console} from "forge-std/console.sol";

import {Request} from "../../../contracts/src/oracle/IInferenceOracle.sol";
import {AigcFixture} from "./AigcFixture.sol";

/// Whole transactions, as `isolate` makes them: with the 21,000 and the calldata. Prompt and answer are as long as painter's: 9 bytes,
/// and 1,568 without a zero byte.
///
/// forge-config: default.isolate = true
contract AigcCollectionGasTest is AigcFixture {
    bytes private constant SEED = hex"070123456789abcdef";

    function test_gas_nft() public {
        bytes memory picture = new bytes(1568);
        for (uint256 i = 0; i < picture.length; i++) {
            picture[i] = bytes1(uint8(1 + (i % 255)));
        }
        uint256 other = _register(_terms("other", FEE_WEI, REWARD_WEI, address(0)));
        collections.create(other);
        uint256 created = vm.lastCallGas().gasTotalUsed;
        bytes32 commitment = collection.commitmentOf(alice, keccak256(SEED), SALT);
        vm.prank(alice);
        collection.commit(commitment);
        uint256 committed = vm.lastCallGas().gasTotalUsed;
        vm.roll(block.number + 1);
        Request memory request = _asks(alice, SEED);
        _answers(request, picture);
        vm.prank(alice);
        uint256 id = collection.mint(request, SEED, picture, SALT, alice);
        uint256 minted = vm.lastCallGas().gasTotalUsed;
        _decides(request);
        assertTrue(collection.verify(SEED, picture, ""));
        uint256 verified = vm.lastCallGas().gasTotalUsed;
        collection.settle(id);
        uint256 settled = vm.lastCallGas().gasTotalUsed;

        console.log("gas:nft_create_collection_tx=%d", created);
        console.log("gas:nft_commit_tx=%d", committed);
        console.log("gas:nft_mint=%d", minted);
        console.log("gas:nft_verify=%d", verified);
        console.log("gas:nft_settle_tx=%d", settled);
        assertLt(created, 85_000);
        assertLt(committed, 48_100);
        assertLt(minted, 530_000);
        assertLt(verified, 30_000);
        assertLt(settled, 43_000);
    }
}
