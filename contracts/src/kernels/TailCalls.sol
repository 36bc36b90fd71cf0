// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

/// @title TailCalls
/// @notice Calls that pass the caller's last argument on as it lies in calldata: decoding it and encoding it again costs more than the
/// rest of such a call.
///
/// Offsets within the argument are relative to it, so the contract that is called reads the same as long as none points before it.
/// Who reads the argument itself has to see to that; who only passes it on doesn't.
library TailCalls {
    /// @notice A call that changes nothing. Reverts as the contract does, or with nothing where there is none.
    /// @param head Selector and arguments, with the last one's offset: the length of all words of `head`.
    /// @param tail Where the last argument lies in calldata.
    /// @return word The first one that comes back.
    function ask(address target, bytes memory head, uint256 tail) internal view returns (uint256 word) {
        assembly ("memory-safe") {
            let payload := add(head, 0x20)
            let headBytes := mload(head)
            let tailBytes := sub(calldatasize(), tail)
            calldatacopy(add(payload, headBytes), tail, tailBytes)
            let done := staticcall(gas(), target, payload, add(headBytes, tailBytes), 0x00, 0x20)
            if iszero(and(done, gt(returndatasize(), 0x1f))) {
                returndatacopy(payload, 0x00, returndatasize())
                revert(payload, returndatasize())
            }
            word := mload(0x00)
        }
    }

    /// @notice The same with `valueWei`, of a call that may change something.
    function pay(address target, uint256 valueWei, bytes memory head, uint256 tail) internal returns (uint256 word) {
        assembly ("memory-safe") {
            let payload := add(head, 0x20)
            let headBytes := mload(head)
            let tailBytes := sub(calldatasize(), tail)
            calldatacopy(add(payload, headBytes), tail, tailBytes)
            let done := call(gas(), target, valueWei, payload, add(headBytes, tailBytes), 0x00, 0x20)
            if iszero(and(done, gt(returndatasize(), 0x1f))) {
                returndatacopy(payload, 0x00, returndatasize())
                revert(payload, returndatasize())
            }
            word := mload(0x00)
        }
    }
}
