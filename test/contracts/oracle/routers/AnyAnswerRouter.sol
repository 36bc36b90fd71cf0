// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

/// @notice Answers every call with the bytes it was told.
contract AnyAnswerRouter {
    bytes private _answer;

    function set(bytes calldata answer) external {
        _answer = answer;
    }

    fallback(bytes calldata) external returns (bytes memory) {
        return _answer;
    }
}
