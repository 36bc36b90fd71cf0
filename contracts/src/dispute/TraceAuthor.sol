// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {MessageHashUtils} from "@openzeppelin/contracts/utils/cryptography/MessageHashUtils.sol";
import {SignatureChecker} from "@openzeppelin/contracts/utils/cryptography/SignatureChecker.sol";

/// @title TraceAuthor
/// @notice A proposer's signature under its trace (EIP-712), of an account or a contract (ERC-1271). It is of one case, whose id has
/// the chain and the court in it, and a case takes one trace, so it can't be used again.
library TraceAuthor {
    bytes32 private constant DOMAIN_TYPE_HASH =
        keccak256("EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)");
    bytes32 private constant COMMITMENT_TYPE_HASH = keccak256("TraceCommitment(bytes32 caseId,bytes32 traceRoot)");
    bytes32 private constant NAME_HASH = keccak256("OpenIMO DisputeCourt");
    bytes32 private constant VERSION_HASH = keccak256("1");

    /// @notice Whether `proposer` has signed that this is its trace in a case of the calling court.
    function hasSigned(address proposer, bytes32 caseId, bytes32 traceRoot, bytes calldata signature)
        internal
        view
        returns (bool)
    {
        bytes32 domain = keccak256(abi.encode(DOMAIN_TYPE_HASH, NAME_HASH, VERSION_HASH, block.chainid, address(this)));
        bytes32 commitment = keccak256(abi.encode(COMMITMENT_TYPE_HASH, caseId, traceRoot));
        return SignatureChecker.isValidSignatureNowCalldata(
            proposer, MessageHashUtils.toTypedDataHash(domain, commitment), signature
        );
    }
}
