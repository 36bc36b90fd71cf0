// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IRevenueRouter, RevenueRoute} from "../../../../contracts/src/model/IRevenueRouter.sol";

/// @notice Answers what it was told last, so the answer changes between settlements.
contract SwitchingRouter is IRevenueRouter {
    RevenueRoute private _route;
    address private _recipient;

    function set(RevenueRoute route, address recipient) external {
        (_route, _recipient) = (route, recipient);
    }

    function revenueRoute(uint256) external view returns (RevenueRoute, address) {
        return (_route, _recipient);
    }
}
