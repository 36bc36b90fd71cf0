// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

/// @notice What is fixed for ever when an oracle is deployed.
struct OracleParameters {
    /// The model registry.
    address registry;
    /// The court that decides disputes.
    address court;
    uint32 minWindowSeconds;
    uint32 maxWindowSeconds;
    uint32 defaultWindowSeconds;
    uint32 minTimeoutSeconds;
    uint32 maxTimeoutSeconds;
    uint32 defaultTimeoutSeconds;
    /// Least bond, in wei.
    uint96 bondFloorWei;
    /// What a unit of callback gas costs the requester, in wei.
    uint96 callbackGasPriceWei;
    /// Of the revenue of every model, in hundredths of a percent; at most 1000.
    uint16 protocolShareBasisPoints;
    /// Who gets that share; `address(0)` exactly when there is none.
    address protocolRecipient;
}
