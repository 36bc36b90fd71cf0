// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IRevenueDeposit} from "../../../../contracts/src/model/IRevenueDeposit.sol";
import {IInferenceOracle} from "../../../../contracts/src/oracle/IInferenceOracle.sol";

/// @notice Tries to be paid again from inside a payment: as a revenue token, or as an account that withdraws.
contract ReentrantRecipient is IRevenueDeposit {
    IInferenceOracle public immutable ORACLE;

    uint256 private _modelId;
    bool public entered;

    constructor(IInferenceOracle oracle) {
        ORACLE = oracle;
    }

    receive() external payable {
        _enter();
    }

    function arm(uint256 modelId) external {
        _modelId = modelId;
    }

    function deposit() external payable {
        _enter();
    }

    function deposit(address, uint256) external {
        _enter();
    }

    function _enter() private {
        (bool settled,) = address(ORACLE).call(abi.encodeCall(IInferenceOracle.settleRevenue, (_modelId)));
        (bool withdrew,) = address(ORACLE).call(abi.encodeCall(IInferenceOracle.withdraw, (address(this))));
        if (settled || withdrew) entered = true;
    }
}
