// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

/// @notice Answers `revenueRoute` in every way that a router must not.
contract HostileRouter {
    enum Hostility {
        Reverts,
        ShortAnswer,
        UnknownRoute,
        DirtyRecipient,
        ZeroRecipient,
        BurnsGas,
        ReturnBomb,
        RevertBomb,
        WritesState
    }

    uint256 private constant BOMB_BYTES = 1 << 17;

    Hostility public hostility;
    uint256 private _written;

    function set(Hostility hostility_) external {
        hostility = hostility_;
    }

    fallback(bytes calldata) external returns (bytes memory) {
        if (hostility == Hostility.ShortAnswer) return abi.encode(1);
        if (hostility == Hostility.UnknownRoute) return abi.encode(3, this);
        if (hostility == Hostility.DirtyRecipient) return abi.encode(1, (uint256(1) << 160) | uint160(address(this)));
        if (hostility == Hostility.ZeroRecipient) return abi.encode(1, 0);
        if (hostility == Hostility.BurnsGas) {
            assembly ("memory-safe") {
                invalid()
            }
        }
        if (hostility == Hostility.ReturnBomb) {
            // Two good words first: only the size is hostile.
            assembly ("memory-safe") {
                mstore(0, 1)
                mstore(0x20, address())
                return(0, BOMB_BYTES)
            }
        }
        if (hostility == Hostility.RevertBomb) {
            assembly ("memory-safe") {
                revert(0, BOMB_BYTES)
            }
        }
        if (hostility == Hostility.WritesState) {
            _written++;
            return abi.encode(1, this);
        }
        revert();
    }
}
