// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";

import {IInferenceOracle} from "../../../../contracts/src/oracle/IInferenceOracle.sol";

/// @notice A revenue token that takes deposits of an asset in one of several ways.
contract AssetRecipient {
    enum Manner {
        TakesAll,
        TakesLess,
        TakesMore,
        TakesNothing,
        Reverts,
        BurnsGas,
        /// Settles once more from inside.
        Reenters,
        /// Withdraws its own credit from inside, and leaves the approval for later.
        WithdrawsInstead
    }

    IInferenceOracle public immutable ORACLE;

    Manner private _manner;
    uint256 private _modelId;
    bool public entered;

    constructor(IInferenceOracle oracle) {
        ORACLE = oracle;
    }

    function set(Manner manner, uint256 modelId) external {
        (_manner, _modelId) = (manner, modelId);
    }

    function deposit(address asset, uint256 amount) external {
        if (_manner == Manner.Reverts) revert();
        if (_manner == Manner.BurnsGas) {
            assembly ("memory-safe") {
                invalid()
            }
        }
        if (_manner == Manner.TakesNothing) return;
        if (_manner == Manner.WithdrawsInstead) {
            ORACLE.withdrawAsset(address(this), asset);
            return;
        }
        if (_manner == Manner.Reenters) {
            (bool settled,) = address(ORACLE).call(abi.encodeCall(IInferenceOracle.settleRevenue, (_modelId)));
            (bool withdrew,) =
                address(ORACLE).call(abi.encodeCall(IInferenceOracle.withdrawAsset, (address(this), asset)));
            entered = settled || withdrew;
        }
        if (_manner == Manner.TakesLess) amount--;
        if (_manner == Manner.TakesMore) amount++;
        IERC20(asset).transferFrom(msg.sender, address(this), amount);
    }

    /// @notice Whatever is left of an approval, later.
    function takeLater(IERC20 asset) external {
        uint256 left = asset.allowance(address(ORACLE), address(this));
        asset.transferFrom(address(ORACLE), address(this), left);
    }
}
