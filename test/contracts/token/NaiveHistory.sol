// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {CommonBase} from "forge-std/Base.sol";
import {RevenueShareToken} from "../../../contracts/src/token/RevenueShareToken.sol";

/// @notice The books of a token of four further assets as nobody would write them on chain: every balance at every boundary, closed by a
/// loop over accounts. It asks the token for nothing but its constants.
abstract contract NaiveHistory is CommonBase {
    uint256 internal constant ASSETS = 4;

    RevenueShareToken internal immutable token;
    address[] public accounts;

    uint256 public lastClosed;
    uint256 public periodEnd;
    uint256 public pendingWei;
    uint256[4] public pending;
    /// What waits for redemption, in closed periods.
    uint256[4] public redeemable;
    /// All that the books say is there: what came in less what was sent.
    uint256[4] public stored;
    mapping(address account => uint256) public balances;
    mapping(address account => bool) public excluded;
    mapping(uint256 id => uint256) public supplyAt;
    mapping(uint256 asset => mapping(uint256 id => uint256)) public revenue;
    mapping(address account => mapping(uint256 id => uint256)) public balancesAt;
    mapping(address account => mapping(uint256 id => bool)) public paid;
    /// What an account was sent of an asset, less what of it was redemption that the asset had refused before.
    mapping(address account => int256[4]) public earnings;
    /// The time that was reached: Forge does not carry it everywhere.
    uint256 public time;

    constructor(RevenueShareToken token_) {
        token = token_;
        periodEnd = token_.periodEnd();
        time = block.timestamp;
    }

    function accountCount() external view returns (uint256) {
        return accounts.length;
    }

    function close() public {
        if (vm.getBlockTimestamp() < periodEnd) return;
        while (periodEnd <= vm.getBlockTimestamp()) {
            periodEnd += token.periodSeconds();
        }
        bool any = pendingWei != 0;
        for (uint256 i = 0; i < ASSETS; i++) {
            any = any || pending[i] != 0;
        }
        uint256 supply = sharingSupply();
        if (supply == 0 || !any) return;
        lastClosed++;
        supplyAt[lastClosed] = supply;
        pendingWei = 0;
        for (uint256 i = 0; i < ASSETS; i++) {
            revenue[i][lastClosed] = pending[i] * token.holderShareBps() / 10_000;
            redeemable[i] += pending[i] - revenue[i][lastClosed];
            pending[i] = 0;
        }
        for (uint256 i = 0; i < accounts.length; i++) {
            if (!excluded[accounts[i]]) balancesAt[accounts[i]][lastClosed] = balances[accounts[i]];
        }
    }

    /// @notice What every account shares, and what lies in the vault for others.
    function sharingSupply() public view returns (uint256 supply) {
        address vault = token.vault();
        for (uint256 i = 0; i < accounts.length; i++) {
            if (!excluded[accounts[i]] || accounts[i] == vault) supply += balances[accounts[i]];
        }
    }

    function shareOf(uint256 asset, address account, uint256 id) public view returns (uint256) {
        return balancesAt[account][id] * revenue[asset][id] / supplyAt[id];
    }

    /// @notice Whether `amount` is the naive share, or the next unit where the rounding up of the accumulator reaches it: see invariant 3.
    function isShare(uint256 asset, address account, uint256 id, uint256 amount) public view returns (bool) {
        uint256 least = shareOf(asset, account, id);
        if (amount == least) return true;
        uint256 missing = amount * supplyAt[id] - balancesAt[account][id] * revenue[asset][id];
        return amount == least + 1 && missing << 32 <= supplyAt[id];
    }

    function _takeIn(uint256 asset, uint256 amount) internal {
        pending[asset] += amount;
        stored[asset] += amount;
    }

    /// @dev Tokens out of the vault count as if the account had held them from period 1 on.
    function _takeOut(address account, uint256 tokens) internal {
        balances[account] += tokens;
        balances[token.vault()] -= tokens;
        for (uint256 id = 1; id <= lastClosed; id++) {
            balancesAt[account][id] += tokens;
        }
    }
}
