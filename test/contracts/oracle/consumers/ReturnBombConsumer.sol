// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IInferenceOracle} from "../../../../contracts/src/oracle/IInferenceOracle.sol";
import {AskingConsumer} from "./AskingConsumer.sol";

/// @notice Returns, or reverts with, a megabyte, which costs 2.2 million gas to expand memory for, and as much again for
/// whoever copies it. Needs that much callback gas.
contract ReturnBombConsumer is AskingConsumer {
    uint256 private constant BOMB_BYTES = 1 << 20;

    bool public reverts;

    constructor(IInferenceOracle oracle) AskingConsumer(oracle) {}

    function setReverts(bool reverts_) external {
        reverts = reverts_;
    }

    function aiOracleCallback(uint256, bytes calldata, bytes calldata) external view {
        bool bombReverts = reverts;
        assembly ("memory-safe") {
            if bombReverts { revert(0, BOMB_BYTES) }
            return(0, BOMB_BYTES)
        }
    }
}
