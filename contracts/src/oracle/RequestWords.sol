// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IInferenceOracle, Request} from "./IInferenceOracle.sol";

/// @title RequestWords
/// @notice A `Request` is 15 words of value types, one after another alike in calldata, in memory and in its ABI encoding. So it
/// is hashed and logged as it lies, which saves going through its fields each time.
library RequestWords {
    uint256 private constant REQUEST_BYTES = 480;
    uint256 private constant ID_PREIMAGE_BYTES = 544;

    /// @notice `keccak256(abi.encode(chainid, oracle, request))`.
    /// @dev Bits outside a field's type change the hash, so that a request with such bits is unknown.
    function id(Request calldata request) internal view returns (uint256 requestId) {
        assembly ("memory-safe") {
            let preimage := mload(0x40)
            mstore(preimage, chainid())
            mstore(add(preimage, 0x20), address())
            calldatacopy(add(preimage, 0x40), request, REQUEST_BYTES)
            requestId := keccak256(preimage, ID_PREIMAGE_BYTES)
        }
    }

    /// @notice The same for a request in memory.
    function idOfNew(Request memory request) internal view returns (uint256 requestId) {
        assembly ("memory-safe") {
            let preimage := mload(0x40)
            mstore(preimage, chainid())
            mstore(add(preimage, 0x20), address())
            mcopy(add(preimage, 0x40), request, REQUEST_BYTES)
            requestId := keccak256(preimage, ID_PREIMAGE_BYTES)
        }
    }

    /// @notice `emit Requested(requestId, request.modelId, request)`.
    function emitRequested(Request memory request, uint256 requestId) internal {
        bytes32 topic = IInferenceOracle.Requested.selector;
        uint256 modelId = request.modelId;
        assembly ("memory-safe") {
            log3(request, REQUEST_BYTES, topic, requestId, modelId)
        }
    }
}
