// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {RevenueShareToken} from "../../../../contracts/src/token/RevenueShareToken.sol";

/// @notice Tries everything again whenever it is paid.
contract ReentrantHolder {
    RevenueShareToken private immutable _token;
    uint256 private _burnNext;
    uint256 private _claimed;
    uint256 public entries;
    uint256 public successes;
    uint256 public mostSeenWei;

    constructor(RevenueShareToken token) {
        _token = token;
    }

    receive() external payable {
        if (_burnNext != 0) {
            uint256 amount = _burnNext;
            _burnNext = 0;
            _token.burn(amount);
            return;
        }
        if (_claimed == type(uint256).max) return;
        entries++;
        uint256 seenWei =
            _claimed == 0 ? _token.claimable(address(this)) : _token.claimableRevenue(address(this), _claimed);
        if (seenWei > mostSeenWei) mostSeenWei = seenWei;
        if (_claimed == 0) {
            try _token.claimAll() {
                successes++;
            } catch {}
            try _token.claimFor(address(this)) {
                successes++;
            } catch {}
        }
        try _token.claim(_claimed == 0 ? 1 : _claimed) {
            successes++;
        } catch {}
        if (_token.sync() != 0) successes++;
    }

    function claimAll() external {
        _claimed = 0;
        _token.claimAll();
    }

    function claim(uint256 id) external {
        _claimed = id;
        _token.claim(id);
    }

    function burnTwice(uint256 amount) external {
        _burnNext = amount;
        _claimed = type(uint256).max;
        _token.burn(amount);
    }
}
