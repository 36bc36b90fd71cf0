// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {Clones} from "@openzeppelin/contracts/proxy/Clones.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {MerkleProof} from "@openzeppelin/contracts/utils/cryptography/MerkleProof.sol";
import {BitMaps} from "@openzeppelin/contracts/utils/structs/BitMaps.sol";
import {IContributorDrop} from "./IContributorDrop.sol";

/// @title ContributorDrop
/// @notice The one implementation behind all drops. A clone carries its terms in its code; on the implementation itself no proof
/// can hold, since it has none.
contract ContributorDrop is IContributorDrop {
    using BitMaps for BitMaps.BitMap;

    BitMaps.BitMap private _claimed;

    /// @inheritdoc IContributorDrop
    function claim(uint256 index, address account, uint256 amount, bytes32[] calldata proof) external {
        (IERC20 token_, bytes32 root_, uint256 end_,) = _terms();
        if (block.timestamp >= end_) revert DropEnded(end_);
        if (_claimed.get(index)) revert DropAlreadyClaimed(index);
        bytes32 leaf = keccak256(bytes.concat(keccak256(abi.encode(index, account, amount))));
        if (!MerkleProof.verifyCalldata(proof, root_, leaf)) revert DropBadProof(index, account, amount);
        if (token_.balanceOf(address(this)) < amount) revert DropNotFunded(amount);

        _claimed.set(index);
        emit Claimed(index, account, amount);
        // The token is ours: it calls nobody back and reverts where it can't transfer.
        token_.transfer(account, amount);
    }

    /// @inheritdoc IContributorDrop
    function sweep() external returns (uint256 amount) {
        (IERC20 token_,, uint256 end_, address unclaimedTo_) = _terms();
        if (block.timestamp < end_) revert DropNotEnded(end_);
        amount = token_.balanceOf(address(this));
        if (amount == 0) revert DropNothingLeft();
        emit Swept(unclaimedTo_, amount);
        token_.transfer(unclaimedTo_, amount);
    }

    /// @inheritdoc IContributorDrop
    function isClaimed(uint256 index) external view returns (bool) {
        return _claimed.get(index);
    }

    /// @inheritdoc IContributorDrop
    function token() external view returns (address) {
        (IERC20 token_,,,) = _terms();
        return address(token_);
    }

    /// @inheritdoc IContributorDrop
    function root() external view returns (bytes32 root_) {
        (, root_,,) = _terms();
    }

    /// @inheritdoc IContributorDrop
    function end() external view returns (uint256 end_) {
        (,, end_,) = _terms();
    }

    /// @inheritdoc IContributorDrop
    function unclaimedTo() external view returns (address unclaimedTo_) {
        (,,, unclaimedTo_) = _terms();
    }

    function _terms() private view returns (IERC20 token_, bytes32 root_, uint256 end_, address unclaimedTo_) {
        return abi.decode(Clones.fetchCloneArgs(address(this)), (IERC20, bytes32, uint256, address));
    }
}
