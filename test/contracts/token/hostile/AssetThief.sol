// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {RevenueShareToken} from "../../../../contracts/src/token/RevenueShareToken.sol";

/// @notice A holder that an asset calls before it moves, and that then tries everything which counts or pays once more.
contract AssetThief {
    RevenueShareToken private immutable _token;
    IERC20 private immutable _asset;
    uint256 public entries;
    uint256 public successes;
    uint256 public mostSeen;
    bool private _entered;

    constructor(RevenueShareToken token, IERC20 asset) {
        _token = token;
        _asset = asset;
    }

    receive() external payable {
        _attack();
    }

    function assetMoves(address, address, uint256) external {
        _attack();
    }

    function act(bytes calldata call) external returns (bool ok) {
        (ok,) = address(_token).call(call);
    }

    function approve(uint256 amount) external {
        _asset.approve(address(_token), amount);
    }

    function _attack() private {
        if (_entered) return;
        _entered = true;
        entries++;
        uint256 seen = _token.claimableAsset(address(this), address(_asset)) + _token.claimable(address(this));
        if (seen > mostSeen) mostSeen = seen;
        try _token.claimAll() {
            successes++;
        } catch {}
        try _token.claim(1) {
            successes++;
        } catch {}
        try _token.sync() returns (uint256 amountWei) {
            if (amountWei != 0) successes++;
        } catch {}
        try _token.sync(address(_asset)) returns (uint256 amount) {
            if (amount != 0) successes++;
        } catch {}
        try _token.deposit(address(_asset), 1) {
            successes++;
        } catch {}
        _entered = false;
    }
}
