// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IInferenceOracle} from "../../../../contracts/src/oracle/IInferenceOracle.sol";
import {AskingConsumer} from "./AskingConsumer.sol";

/// @notice Spends all the gas that it gets.
contract GasBurningConsumer is AskingConsumer {
    constructor(IInferenceOracle oracle) AskingConsumer(oracle) {}

    function aiOracleCallback(uint256, bytes calldata, bytes calldata) external pure {
        assembly ("memory-safe") {
            invalid()
        }
    }
}
