// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

/// @notice Takes ether, with much gas: it asks for some before it begins, and notes each payment in five new slots, in a call of a call.
contract DearReceiver {
    uint256 private immutable _leastGas;
    uint256[] private _notes;

    constructor(uint256 leastGas) {
        _leastGas = leastGas;
    }

    receive() external payable {
        require(gasleft() >= _leastGas, "too little gas");
        this.note(2);
    }

    function act(address target, uint256 value, bytes calldata call) external {
        (bool ok,) = target.call{value: value}(call);
        require(ok, "call failed");
    }

    function note(uint256 depth) external {
        if (depth != 0) return this.note(depth - 1);
        for (uint256 i = 0; i < 5; i++) {
            _notes.push(1);
        }
    }
}
