// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IInferenceErrorCallback} from "../../../../contracts/src/oracle/IInferenceErrorCallback.sol";
import {IInferenceOracle} from "../../../../contracts/src/oracle/IInferenceOracle.sol";
import {AskingConsumer} from "./AskingConsumer.sol";

/// @notice Makes, inside each of its callbacks, whatever calls it was armed with, and remembers how each ended.
contract CallingConsumer is AskingConsumer, IInferenceErrorCallback {
    struct Door {
        address target;
        uint256 valueWei;
        bytes payload;
    }

    Door[] private _doors;
    /// Of each door in the newest callback, what the call gave back: its error, if it failed.
    bytes[] private _errors;
    bool[] private _opened;
    uint256 public timesTaken;
    bytes public lastAnswer;

    constructor(IInferenceOracle oracle) AskingConsumer(oracle) {}

    function arm(Door[] calldata doors) external {
        delete _doors;
        for (uint256 i = 0; i < doors.length; i++) {
            _doors.push(doors[i]);
        }
    }

    function aiOracleCallback(uint256, bytes calldata output, bytes calldata) external {
        lastAnswer = output;
        _enterEveryDoor();
    }

    function aiOracleCallbackError(uint256, uint8, bytes calldata, bytes calldata) external {
        _enterEveryDoor();
    }

    function outcomes() external view returns (bool[] memory opened, bytes[] memory errors) {
        return (_opened, _errors);
    }

    function _enterEveryDoor() private {
        require(msg.sender == address(ORACLE));
        timesTaken++;
        delete _opened;
        delete _errors;
        for (uint256 i = 0; i < _doors.length; i++) {
            Door memory door = _doors[i];
            (bool opened, bytes memory result) = door.target.call{value: door.valueWei}(door.payload);
            _opened.push(opened);
            _errors.push(opened ? bytes("") : result);
        }
    }
}
