// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

/// @notice An asset that transfers in one of the ways in which assets go wrong; everything else about it is right.
contract HostileAsset {
    enum Hostility {
        None,
        /// Moves and returns nothing, as some old assets do: not hostile, only different.
        ReturnsNothing,
        ReturnsFalse,
        Reverts,
        KeepsPart,
        MovesNothing,
        BurnsGas,
        ReturnBomb,
        RevertBomb
    }

    uint256 private constant BOMB_BYTES = 1 << 18;
    uint256 private constant KEPT_PERCENT = 1;

    Hostility public hostility;
    mapping(address account => uint256) public balanceOf;
    mapping(address owner => mapping(address spender => uint256)) public allowance;

    function set(Hostility hostility_) external {
        hostility = hostility_;
    }

    function mint(address account, uint256 amount) external {
        balanceOf[account] += amount;
    }

    function approve(address spender, uint256 amount) external returns (bool) {
        allowance[msg.sender][spender] = amount;
        return true;
    }

    function transfer(address to, uint256 amount) external {
        _finish(msg.sender, to, amount);
    }

    function transferFrom(address from, address to, uint256 amount) external {
        allowance[from][msg.sender] -= amount;
        _finish(from, to, amount);
    }

    /// @dev Returns `true`, or as the hostility says.
    function _finish(address from, address to, uint256 amount) private {
        if (hostility == Hostility.ReturnsFalse) _return(0, 0x20);
        if (hostility == Hostility.Reverts) revert();
        if (hostility == Hostility.MovesNothing) _return(1, 0x20);
        if (hostility == Hostility.BurnsGas) {
            assembly ("memory-safe") {
                invalid()
            }
        }
        if (hostility == Hostility.RevertBomb) {
            assembly ("memory-safe") {
                revert(0, BOMB_BYTES)
            }
        }
        balanceOf[from] -= amount;
        balanceOf[to] += hostility == Hostility.KeepsPart ? amount - amount * KEPT_PERCENT / 100 : amount;
        if (hostility == Hostility.ReturnsNothing) _return(0, 0);
        _return(1, hostility == Hostility.ReturnBomb ? BOMB_BYTES : 0x20);
    }

    function _return(uint256 word, uint256 length) private pure {
        assembly ("memory-safe") {
            mstore(0, word)
            return(0, length)
        }
    }
}
