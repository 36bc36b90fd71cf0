// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IInferenceOracle} from "./IInferenceOracle.sol";

/// @title GuardedCall
/// @notice Calls into code that nobody vouches for. What is called can fail, but it can't fill the caller's memory with return
/// data, and with a gas limit it can't spend more.
library GuardedCall {
    /// @dev For the call instruction itself before, and for recording the outcome after.
    uint256 internal constant RESERVE_GAS = 10_000;

    /// @notice Calls `target` with `gasLimit`, or reverts if the caller left too little gas for that.
    /// @return success False also when there is no code at `target`: an answer sent to nobody isn't delivered.
    function callWithExactly(address target, uint256 gasLimit, bytes memory payload) internal returns (bool success) {
        // Reading the size also makes the account warm, so that the call costs the same from everyone.
        if (target.code.length == 0) return false;
        // A call hands on at most 63/64 of what is left: x - x/64 >= gasLimit when x > gasLimit * 64/63.
        uint256 required = gasLimit + gasLimit / 63 + 1 + RESERVE_GAS;
        uint256 available = gasleft();
        require(available >= required, IInferenceOracle.OracleGasTooLow(available, required));
        assembly ("memory-safe") {
            success := call(gasLimit, target, 0, add(payload, 0x20), mload(payload), 0, 0)
        }
    }

    /// @notice Pays `target`, with at most `gasLimit` when it is a limit that is left.
    function pay(address target, uint256 amountWei, uint256 gasLimit, bytes memory payload)
        internal
        returns (bool success)
    {
        assembly ("memory-safe") {
            success := call(gasLimit, target, amountWei, add(payload, 0x20), mload(payload), 0, 0)
        }
    }

    /// @notice Reads exactly two words.
    /// @return success False also when less came back, as from an account without code.
    function readTwoWords(address target, uint256 gasLimit, bytes memory payload)
        internal
        view
        returns (bool success, uint256 first, uint256 second)
    {
        assembly ("memory-safe") {
            // The scratch space below 0x40 takes two words.
            success := staticcall(gasLimit, target, add(payload, 0x20), mload(payload), 0, 0x40)
            success := and(success, gt(returndatasize(), 0x3f))
            first := mload(0)
            second := mload(0x20)
        }
    }
}
