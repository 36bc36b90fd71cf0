// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

/// @notice Refuses ether until it is told to accept it.
contract RefusingHolder {
    bool private _accepts;

    receive() external payable {
        require(_accepts, "refused");
    }

    function accept() external {
        _accepts = true;
    }

    function act(address target, uint256 value, bytes calldata call) external {
        (bool ok,) = target.call{value: value}(call);
        require(ok, "call failed");
    }
}
