// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {AnswerRoot} from "../../../contracts/src/dispute/AnswerRoot.sol";
import {Program} from "../../../contracts/src/model/IProgramRegistry.sol";

/// @notice Lets tests call the library, which reads calldata.
contract AnswerRootProbe {
    function matches(Program calldata program, bytes32 root, bytes calldata answer, bytes32[] calldata siblings)
        external
        pure
        returns (bool)
    {
        return AnswerRoot.matches(program, root, answer, siblings);
    }
}
