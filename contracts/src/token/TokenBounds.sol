// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IRevenueShareToken, TokenTerms} from "./IRevenueShareToken.sol";

/// @title TokenBounds
/// @notice What terms a revenue token may have.
library TokenBounds {
    uint256 internal constant MAX_NAME_BYTES = 64;
    uint256 internal constant MAX_SYMBOL_BYTES = 16;
    uint256 internal constant MIN_PERIOD_SECONDS = 1 hours;
    uint256 internal constant MAX_PERIOD_SECONDS = 30 days;
    uint256 internal constant MAX_BPS = 10_000;
    uint256 internal constant MAX_REVENUE_ASSETS = 4;

    function check(TokenTerms calldata terms, uint256 supply, address token) internal view {
        uint256 nameBytes = bytes(terms.name).length;
        _require(nameBytes != 0 && nameBytes <= MAX_NAME_BYTES, "name not 1 to 64 bytes");
        uint256 symbolBytes = bytes(terms.symbol).length;
        _require(symbolBytes != 0 && symbolBytes <= MAX_SYMBOL_BYTES, "symbol not 1 to 16 bytes");
        _require(terms.periodSeconds >= MIN_PERIOD_SECONDS, "periodSeconds < 1 hour");
        _require(terms.periodSeconds <= MAX_PERIOD_SECONDS, "periodSeconds > 30 days");
        _require(terms.holderShareBps <= MAX_BPS, "holderShareBps > 10000");
        _require(supply != 0, "supply is 0");
        _require(supply <= type(uint96).max, "supply >= 2^96");
        _checkAssets(terms.revenueAssets, token);
    }

    /// @dev An asset without code would take every transfer for done. The token itself would share what belongs to holders.
    function _checkAssets(address[] calldata assets, address token) private view {
        _require(assets.length <= MAX_REVENUE_ASSETS, "more than 4 revenueAssets");
        for (uint256 i = 0; i < assets.length; i++) {
            _require(assets[i].code.length != 0 && assets[i] != token, "revenueAsset is no other contract");
            for (uint256 j = 0; j < i; j++) {
                _require(assets[i] != assets[j], "revenueAsset given twice");
            }
        }
    }

    function _require(bool holds, string memory rule) private pure {
        if (!holds) revert IRevenueShareToken.RevenueShareBadTerms(rule);
    }
}
