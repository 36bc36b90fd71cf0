// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {PlainAsset} from "./PlainAsset.sol";

enum Mood {
    Well,
    Reverts,
    ReturnsFalse,
    ReturnsNothing,
    ReturnsGarbage,
    BurnsAllGas,
    ReturnsMuch,
    NeedsMuchGas
}

/// @notice Refuses transfers in every way there is, to all or to one account.
contract FickleAsset is PlainAsset {
    Mood public mood;
    mapping(address account => bool) public refused;

    function setMood(Mood mood_) external {
        mood = mood_;
    }

    function refuse(address account) external {
        refused[account] = true;
    }

    function forgive(address account) external {
        refused[account] = false;
    }

    function transfer(address to, uint256 amount) public override returns (bool) {
        require(!refused[to], "blacklisted");
        if (mood == Mood.Reverts) revert("no");
        if (mood == Mood.ReturnsFalse) return false;
        if (mood == Mood.ReturnsGarbage) {
            assembly {
                mstore(0, 2)
                return(0, 0x20)
            }
        }
        if (mood == Mood.BurnsAllGas) {
            for (uint256 i = 0; true; i++) {
                mood = Mood(uint256(mood));
            }
        }
        if (mood == Mood.NeedsMuchGas) require(gasleft() > 280_000, "too little gas");
        if (mood == Mood.ReturnsMuch) {
            assembly {
                revert(0, 200000)
            }
        }
        super.transfer(to, amount);
        if (mood == Mood.ReturnsNothing) {
            assembly {
                return(0, 0)
            }
        }
        return true;
    }
}
