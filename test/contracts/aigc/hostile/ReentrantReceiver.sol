// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IERC721Receiver} from "@openzeppelin/contracts/token/ERC721/IERC721Receiver.sol";

import {AigcCollection} from "../../../../contracts/src/aigc/AigcCollection.sol";
import {Request} from "../../../../contracts/src/oracle/IInferenceOracle.sol";

/// @notice Asks by itself, and tries everything again while it is given the token.
contract ReentrantReceiver is IERC721Receiver {
    AigcCollection private immutable _collection;
    bytes private _again;
    /// @notice Calls that were refused.
    uint256 public refused;

    constructor(AigcCollection collection) {
        _collection = collection;
    }

    receive() external payable {}

    function mint(Request calldata request, bytes calldata prompt, bytes calldata aigcData) external {
        _again = abi.encodeCall(_collection.mint, (request, prompt, aigcData, 0, address(this)));
        _collection.mint(request, prompt, aigcData, 0, address(this));
    }

    function onERC721Received(address, address, uint256 id, bytes calldata) external returns (bytes4) {
        _try(_again);
        _try(abi.encodeWithSignature("transferFrom(address,address,uint256)", address(this), address(1), id));
        _try(abi.encodeCall(_collection.settle, (id)));
        _try(abi.encodeCall(_collection.update, (_collection.tokenOf(id).prompt, "other")));
        return IERC721Receiver.onERC721Received.selector;
    }

    function _try(bytes memory payload) private {
        (bool success,) = address(_collection).call(payload);
        if (!success) refused++;
    }
}
