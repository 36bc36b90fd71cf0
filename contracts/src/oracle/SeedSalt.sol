// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {Blockhash} from "@openzeppelin/contracts/utils/Blockhash.sol";

import {IInferenceOracle} from "./IInferenceOracle.sol";

/// @title SeedSalt
/// @notice What makes the seed of a sampled answer unpredictable to the requester: the hash of the request's own block, which
/// is known only when that block is closed. Four bytes of it are kept; they only have to be nobody's choice.
library SeedSalt {
    /// @notice First four bytes of the hash of block `blockNumber`. Reverts with `OracleTooSoon` in that block and with
    /// `OracleSeedForgotten` when the chain does not remember its hash any more (EIP-2935).
    function ofBlock(uint64 blockNumber) internal view returns (bytes4) {
        require(block.number > blockNumber, IInferenceOracle.OracleTooSoon(blockNumber));
        bytes32 blockHash = Blockhash.blockHash(blockNumber);
        require(blockHash != 0, IInferenceOracle.OracleSeedForgotten(blockNumber));
        return bytes4(blockHash);
    }
}
