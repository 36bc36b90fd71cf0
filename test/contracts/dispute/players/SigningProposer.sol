// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IERC1271} from "@openzeppelin/contracts/interfaces/IERC1271.sol";

/// @notice A proposer that is a contract, and stands by what it was told to sign.
contract SigningProposer is IERC1271 {
    mapping(bytes32 digest => bool) private _signed;

    function sign(bytes32 digest) external {
        _signed[digest] = true;
    }

    function isValidSignature(bytes32 digest, bytes memory) external view returns (bytes4) {
        return _signed[digest] ? IERC1271.isValidSignature.selector : bytes4(0);
    }
}
