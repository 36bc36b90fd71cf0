// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IInferenceOracle} from "../../../../contracts/src/oracle/IInferenceOracle.sol";
import {AskingConsumer} from "./AskingConsumer.sol";

/// @notice Remembers how much gas its callback had.
contract GasMeasuringConsumer is AskingConsumer {
    uint256 public gasSeen;

    constructor(IInferenceOracle oracle) AskingConsumer(oracle) {}

    function aiOracleCallback(uint256, bytes calldata, bytes calldata) external {
        // Read after what the dispatcher used, a few hundred gas.
        gasSeen = gasleft();
    }
}
