// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {FixedPriceOffering} from "../../../../contracts/src/offering/FixedPriceOffering.sol";
import {PlainAsset} from "../../token/assets/PlainAsset.sol";

/// @notice Enters the offering again while its payment is collected, when the asset calls it.
contract ReenteringCommitter {
    FixedPriceOffering private immutable _offering;
    PlainAsset private immutable _asset;
    uint256 private _way;

    constructor(FixedPriceOffering offering, PlainAsset asset) {
        (_offering, _asset) = (offering, asset);
        asset.approve(address(offering), type(uint256).max);
    }

    function enterBy(uint256 way) external {
        _way = way;
    }

    function commit(uint256 amount) external {
        _offering.commit(amount);
    }

    function assetMoves(address from, address, uint256 amount) external {
        if (from != address(this)) return;
        if (_way == 0) _offering.commit(amount);
        else if (_way == 1) _offering.withdraw(amount);
        else if (_way == 2) _asset.transfer(address(_offering), 1);
        else if (_way == 3) _offering.refund(address(this));
    }
}
