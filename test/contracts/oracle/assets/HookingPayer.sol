// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";

import {IInferenceOracle, RequestOptions} from "../../../../contracts/src/oracle/IInferenceOracle.sol";
import {HookedAsset, IAssetHook} from "./HookedAsset.sol";

/// @notice Pays a fee, and calls the oracle from inside of the payment.
contract HookingPayer is IAssetHook {
    IInferenceOracle public immutable ORACLE;
    HookedAsset public immutable ASSET;
    uint256 public immutable MODEL_ID;

    bytes private _inside;
    uint256 private _insideWei;
    bool public entered;
    bytes4 public refusal;

    constructor(IInferenceOracle oracle, HookedAsset asset, uint256 modelId) {
        (ORACLE, ASSET, MODEL_ID) = (oracle, asset, modelId);
        asset.listen();
        asset.approve(address(oracle), type(uint256).max);
    }

    receive() external payable {}

    /// @notice What to call the oracle with from inside, once.
    function arm(bytes calldata inside, uint256 valueWei) external {
        (_inside, _insideWei) = (inside, valueWei);
    }

    function ask(uint256 valueWei) external returns (uint256 requestId) {
        RequestOptions memory options;
        return ORACLE.requestInference{value: valueWei}(MODEL_ID, "a question", options);
    }

    function assetMoves(bool) external {
        bytes memory inside = _inside;
        if (inside.length == 0) return;
        delete _inside;
        (bool success, bytes memory reason) = address(ORACLE).call{value: _insideWei}(inside);
        entered = success;
        if (!success) refusal = bytes4(reason);
    }
}
