// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {BatchAuction} from "../../../../../contracts/src/offering/BatchAuction.sol";
import {CallingAsset} from "../../../token/assets/CallingAsset.sol";

/// @notice Is called by the currency while its bid is taken from it, and acts on the auction meanwhile.
contract AssetReentrant {
    BatchAuction private immutable _auction;
    bytes private _call;
    bool private _armed;

    constructor(BatchAuction auction, CallingAsset currency) {
        _auction = auction;
        currency.approve(address(auction), type(uint256).max);
    }

    function bid(uint256 tick, uint256 amount) external {
        _auction.bid(tick, amount);
    }

    function bidAnd(uint256 tick, uint256 amount, bytes calldata call) external {
        _call = call;
        _armed = true;
        _auction.bid(tick, amount);
    }

    function assetMoves(address, address, uint256) external {
        if (!_armed) return;
        _armed = false;
        (bool ok,) = address(_auction).call(_call);
        require(ok, "inner call refused");
    }
}
