// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {CommonBase} from "forge-std/Base.sol";
import {StdCheats} from "forge-std/StdCheats.sol";
import {StdUtils} from "forge-std/StdUtils.sol";
import {BondingCurve} from "../../../contracts/src/offering/BondingCurve.sol";
import {OfferingState} from "../../../contracts/src/offering/IOffering.sol";
import {ForcedEther} from "../token/hostile/ForcedEther.sol";

/// @notice Acts at random on a curve through all of its life and keeps its own account of it.
contract CurveHandler is CommonBase, StdCheats, StdUtils {
    BondingCurve private immutable _curve;
    uint256 private immutable _most;
    address[] public accounts;

    mapping(address account => uint256) public tokens;
    /// What it put in and took out before the sale was decided.
    mapping(address account => uint256) public putIn;
    mapping(address account => uint256) public takenOut;
    mapping(address account => uint256) public gains;
    mapping(address account => bool) public settled;
    uint256 public forcedWei;
    uint256 public settledWei;
    uint256 public raiseWei;
    uint256 public tokensGiven;
    uint256 public time;
    /// What went wrong inside a call, where a failed assertion would pass for a revert of the call.
    string public violation;
    mapping(bytes32 what => uint256) public reached;

    /// @param most The largest purchase, in wei.
    constructor(BondingCurve curve, uint256 most) {
        _curve = curve;
        _most = most;
        for (uint256 i = 0; i < 5; i++) {
            accounts.push(makeAddr(string(abi.encodePacked("trader", i))));
        }
        time = block.timestamp;
    }

    modifier timed() {
        // Forge does not carry the time everywhere.
        vm.warp(time);
        _;
    }

    function accountCount() external view returns (uint256) {
        return accounts.length;
    }

    function wait(uint256 seconds_) external timed {
        time += bound(seconds_, 1, 3 hours);
        vm.warp(time);
    }

    function buy(uint256 seed, uint256 amountWei) external timed {
        address account = _account(seed);
        bool open = _curve.state() == OfferingState.Open;
        amountWei = bound(amountWei, 1, _most);
        (uint256 quoted, uint256 quotedCost) = _curve.quoteBuy(amountWei);
        deal(account, account.balance + amountWei);
        uint256 balance = account.balance;
        vm.prank(account);
        try _curve.buy{value: amountWei}(amountWei, 0, time) returns (uint256 bought, uint256 cost) {
            if (!open) violation = "bought when not open";
            if (bought != quoted || cost != quotedCost) violation = "other amounts than quoted";
            if (balance - account.balance != cost) violation = "5: paid another cost";
            tokens[account] += bought;
            putIn[account] += cost;
            reached["buy"]++;
            if (cost < amountWei) reached["change"]++;
            if (_curve.finalised()) reached["graduation"]++;
        } catch {
            if (open && quoted != 0) violation = "purchase refused";
        }
    }

    function sell(uint256 seed, uint256 amount) external timed {
        address account = _account(seed);
        bool open = _curve.state() == OfferingState.Open;
        // Gains are rare unless all is sold at once.
        amount = amount % 2 == 0 ? tokens[account] : bound(amount, 0, tokens[account]);
        uint256 balance = account.balance;
        vm.prank(account);
        try _curve.sell(amount, 0, time) returns (uint256 paid, uint256 gain) {
            if (!open || amount == 0) violation = "sold though not allowed";
            if (account.balance - balance != paid) violation = "5: another payment than told";
            tokens[account] -= amount;
            takenOut[account] += paid;
            gains[account] += gain;
            if (takenOut[account] > putIn[account]) violation = "4: took out more than it put in";
            if (gain != 0 && takenOut[account] != putIn[account]) violation = "gain before all was paid back";
            reached["sell"]++;
            if (gain != 0) reached["gain"]++;
        } catch {
            if (open && amount != 0) violation = "sale refused";
        }
    }

    /// @notice Buys and sells the same at once: nothing is gained.
    function roundTrip(uint256 seed, uint256 amountWei) external timed {
        if (_curve.state() != OfferingState.Open) return;
        address account = _account(seed);
        amountWei = bound(amountWei, 1, _most);
        (uint256 quoted, uint256 cost) = _curve.quoteBuy(amountWei);
        if (quoted == 0 || _curve.totalSold() + quoted == _curve.saleTerms().saleSupply) return;
        uint256 reserve = _curve.reserve();
        deal(account, account.balance + amountWei);
        uint256 balance = account.balance;
        vm.startPrank(account);
        _curve.buy{value: amountWei}(amountWei, 0, time);
        (uint256 paid, uint256 gain) = _curve.sell(quoted, 0, time);
        vm.stopPrank();
        if (paid != cost || gain != 0 || account.balance != balance) violation = "3: a round trip gained or lost";
        if (_curve.reserve() != reserve) violation = "3: a round trip moved the reserve";
        reached["roundTrip"]++;
    }

    function forceEther(uint256 amountWei) external timed {
        amountWei = bound(amountWei, 1, 3 ether);
        deal(address(this), amountWei);
        new ForcedEther{value: amountWei}(payable(address(_curve)));
        forcedWei += amountWei;
    }

    function claim(uint256 seed) external timed {
        address account = _account(seed);
        bool allowed = _curve.finalised() && (tokens[account] != 0 || gains[account] != 0) && !settled[account];
        uint256 balance = account.balance;
        try _curve.claim(account) returns (uint256 given, uint256 gain) {
            if (!allowed) violation = "claimed though not allowed";
            if (given != tokens[account] || gain != gains[account]) violation = "other amounts";
            if (account.balance - balance != gain) violation = "another payment than told";
            settled[account] = true;
            tokensGiven += given;
            settledWei += gain;
            reached["claim"]++;
        } catch {
            if (allowed) violation = "claim refused";
        }
    }

    function refund(uint256 seed) external timed {
        address account = _account(seed);
        uint256 owed = putIn[account] - takenOut[account];
        bool allowed = _curve.state() == OfferingState.Failed && owed != 0 && !settled[account];
        uint256 balance = account.balance;
        try _curve.refund(account) returns (uint256 amount) {
            if (!allowed) violation = "refunded though not allowed";
            if (amount != owed || account.balance - balance != owed) violation = "6: another refund than was paid";
            settled[account] = true;
            settledWei += owed;
            reached["refund"]++;
        } catch {
            if (allowed) violation = "refund refused";
        }
    }

    function withdrawRaise() external timed {
        bool allowed = _curve.finalised() && raiseWei == 0 && block.timestamp >= _curve.finalisedAt() + 1 hours;
        try _curve.withdrawRaise() returns (uint256 amount) {
            if (!allowed) violation = "raise withdrawn though not allowed";
            raiseWei = amount;
            reached["raise"]++;
        } catch {
            if (allowed) violation = "withdrawRaise refused";
        }
    }

    function _account(uint256 seed) private view returns (address) {
        return accounts[seed % accounts.length];
    }
}
