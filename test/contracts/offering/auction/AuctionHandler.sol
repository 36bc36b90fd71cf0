// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {CommonBase} from "forge-std/Base.sol";
import {StdCheats} from "forge-std/StdCheats.sol";
import {StdUtils} from "forge-std/StdUtils.sol";
import {BatchAuction} from "../../../../contracts/src/offering/BatchAuction.sol";
import {OfferingState} from "../../../../contracts/src/offering/IOffering.sol";
import {PlainAsset} from "../../token/assets/PlainAsset.sol";
import {ForcedEther} from "../../token/hostile/ForcedEther.sol";

/// @notice Acts at random on an auction through all of its life and keeps its own account of it. What a claim gives it computes from the
/// definition of the price, not as the contract does.
contract AuctionHandler is CommonBase, StdCheats, StdUtils {
    BatchAuction private immutable _auction;
    /// `address(0)` for ether.
    PlainAsset private immutable _currency;
    uint256[] private _values;
    address[] public accounts;

    mapping(address account => uint256) public budget;
    mapping(address account => uint256) public tickOf;
    mapping(address account => bool) public settled;
    uint256 public total;
    uint256 public forcedAmount;
    uint256 public refunds;
    uint256 public tokensGiven;
    uint256 public raiseTaken;
    uint256 public time;
    /// What went wrong inside a call, where a failed assertion would pass for a revert of the call.
    string public violation;
    mapping(bytes32 what => uint256) public reached;

    constructor(BatchAuction auction) {
        _auction = auction;
        _currency = PlainAsset(auction.saleTerms().currency);
        _values = auction.tickValues();
        for (uint256 i = 0; i < 6; i++) {
            address account = makeAddr(string(abi.encodePacked("bidder", i)));
            accounts.push(account);
            if (address(_currency) == address(0)) continue;
            vm.prank(account);
            _currency.approve(address(auction), type(uint256).max);
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
        time += bound(seconds_, 1, 12 hours);
        vm.warp(time);
    }

    function bid(uint256 seed, uint256 tick, uint256 amount) external timed {
        address account = _account(seed);
        tick = bound(tick, 0, _values.length);
        // Large enough that some clear above the reserve, and often nothing but a move.
        amount = amount % 4 == 0 ? 0 : bound(amount, 1, _values[0] * 2 / 3);
        bool raises = budget[account] == 0 ? amount != 0 : tick > tickOf[account] || amount != 0;
        bool lowers = budget[account] != 0 && tick < tickOf[account];
        bool allowed = _auction.state() == OfferingState.Open && tick < _values.length && raises && !lowers;
        uint256 value = _fund(account, amount);
        vm.prank(account);
        try _auction.bid{value: value}(tick, amount) {
            if (!allowed) violation = "A9: bid though not allowed";
            if (amount == 0) reached["move"]++;
            if (vm.getBlockTimestamp() >= _auction.cutOff()) reached["late bid"]++;
            budget[account] += amount;
            tickOf[account] = tick;
            total += amount;
            reached["bid"]++;
        } catch {
            if (allowed) violation = "bid refused";
        }
    }

    function withdraw(uint256 seed, uint256 amount) external timed {
        address account = _account(seed);
        amount = amount % 3 == 0 ? budget[account] : bound(amount, 1, _values[0]);
        bool early = _auction.state() == OfferingState.Open && vm.getBlockTimestamp() < _auction.cutOff();
        bool allowed = early && amount != 0 && amount <= budget[account];
        vm.prank(account);
        try _auction.withdraw(amount) {
            if (!allowed) violation = "A9: withdrawn though bound";
            budget[account] -= amount;
            total -= amount;
            reached["withdraw"]++;
        } catch {
            if (allowed) violation = "withdraw refused";
        }
    }

    function force(uint256 amount) external timed {
        amount = bound(amount, 1, _values[0]);
        forcedAmount += amount;
        if (address(_currency) != address(0)) return _currency.mint(address(_auction), amount);
        deal(address(this), amount);
        new ForcedEther{value: amount}(payable(address(_auction)));
    }

    function clear(uint256 maximumTicks) external timed {
        maximumTicks = bound(maximumTicks, 0, 5);
        bool over = _auction.state() == OfferingState.Succeeded;
        bool allowed = over && maximumTicks != 0 && !_auction.cleared();
        bytes memory preview = abi.encode(_auction.clearing());
        try _auction.clear(maximumTicks) returns (bool done) {
            if (!allowed || done != _auction.cleared()) violation = "cleared though not allowed";
            if (keccak256(preview) != keccak256(abi.encode(_auction.clearing()))) violation = "A10: another price";
            reached[done ? bytes32("clear") : bytes32("clear in part")]++;
        } catch {
            if (allowed) violation = "clear refused";
        }
    }

    function finalise() external timed {
        bool allowed = _auction.state() == OfferingState.Succeeded && !_auction.finalised();
        try _auction.finalise() {
            if (!allowed) violation = "finalised too early or twice";
            if (_auction.raised() < (total < _values[0] ? total : _values[0])) violation = "A5: raise too low";
            reached["finalise"]++;
        } catch {
            if (allowed) violation = "finalise refused";
        }
    }

    function claim(uint256 seed) external timed {
        address account = _account(seed);
        bool allowed = _auction.finalised() && budget[account] != 0 && !settled[account];
        uint256 balance = _balance(account);
        try _auction.claim(account) returns (uint256 tokens, uint256 refund) {
            if (!allowed) violation = "5: claimed though not allowed";
            (uint256 t, uint256 r) = expected(account, _auction.clearing().value);
            if (tokens != t || refund != r || _balance(account) - balance != r) violation = "A1, A11: other amounts";
            settled[account] = true;
            tokensGiven += tokens;
            refunds += refund;
            reached[r == 0 ? bytes32("filled") : t == 0 ? bytes32("below") : bytes32("marginal")]++;
            reached["claim"]++;
        } catch {
            if (allowed) violation = "claim refused";
        }
    }

    function refund(uint256 seed) external timed {
        address account = _account(seed);
        bool allowed = _auction.state() == OfferingState.Failed && budget[account] != 0 && !settled[account];
        try _auction.refund(account) returns (uint256 amount) {
            if (!allowed || amount != budget[account]) violation = "5: refunded though not allowed";
            settled[account] = true;
            refunds += amount;
            reached["refund"]++;
        } catch {
            if (allowed) violation = "refund refused";
        }
    }

    function withdrawRaise() external timed {
        bool allowed = _auction.finalised() && raiseTaken == 0 && block.timestamp >= _auction.finalisedAt() + 1 hours;
        try _auction.withdrawRaise() returns (uint256 amount) {
            if (!allowed) violation = "raise withdrawn though not allowed";
            raiseTaken = amount;
            reached["raise"]++;
        } catch {
            if (allowed) violation = "withdrawRaise refused";
        }
    }

    /// @notice What is due to a bid at the price of `value`, once `isPrice` has told that it is the price.
    function expected(address account, uint256 value) public view returns (uint256 tokens, uint256 refund_) {
        uint256 supply = _auction.saleTerms().saleSupply;
        uint256 limit = _values[tickOf[account]];
        uint256 own = budget[account];
        if (limit < value) return (0, own);
        if (limit > value || demand(value) <= value) return (own * supply / value, 0);
        uint256 above = demand(value + 1);
        uint256 atPrice = demand(value) - above;
        tokens = own * (value - above) * supply / (value * atPrice);
        refund_ = own - (own * (value - above) + atPrice - 1) / atPrice;
    }

    /// @notice A1, as the definition says it.
    function isPrice(uint256 value) external view returns (bool) {
        if (total < _values[0]) return value == _values[0];
        return value >= _values[0] && demand(value) >= value && demand(value + 1) < value + 1;
    }

    function demand(uint256 value) public view returns (uint256 sum) {
        for (uint256 i = 0; i < accounts.length; i++) {
            if (_values[tickOf[accounts[i]]] >= value) sum += budget[accounts[i]];
        }
    }

    function budgetAt(uint256 tick) external view returns (uint256 sum) {
        for (uint256 i = 0; i < accounts.length; i++) {
            if (tickOf[accounts[i]] == tick) sum += budget[accounts[i]];
        }
    }

    function _fund(address account, uint256 amount) private returns (uint256 value) {
        if (address(_currency) != address(0)) {
            _currency.mint(account, amount);
            return 0;
        }
        deal(account, account.balance + amount);
        return amount;
    }

    function _balance(address account) private view returns (uint256) {
        return address(_currency) == address(0) ? account.balance : _currency.balanceOf(account);
    }

    function _account(uint256 seed) private view returns (address) {
        return accounts[seed % accounts.length];
    }
}
