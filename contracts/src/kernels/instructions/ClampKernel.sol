// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {Elements} from "../Elements.sol";
import {Instruction} from "../Instructions.sol";
import {Requantisation} from "../Requantisation.sol";
import {Reader} from "../Witness.sol";

/// @title ClampKernel
/// @notice `y[i] = min(high, max(low, x[i]))`.
library ClampKernel {
    function isWrong(Reader memory reader, Instruction memory instruction, uint256 element, int256 found)
        internal
        pure
        returns (bool)
    {
        int256 x = Elements.element(reader, instruction, 0, element);
        return found != Requantisation.limit(x, instruction.attributes[0], instruction.attributes[1]);
    }
}
