// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {CommonBase} from "forge-std/Base.sol";
import {StdCheats} from "forge-std/StdCheats.sol";
import {StdUtils} from "forge-std/StdUtils.sol";
import {FixedPriceOffering} from "../../../contracts/src/offering/FixedPriceOffering.sol";
import {RevenueShareToken} from "../../../contracts/src/token/RevenueShareToken.sol";
import {ForcedEther} from "./hostile/ForcedEther.sol";

/// @notice Acts at random on a started token, and beside it keeps a naive full history: every balance at every boundary.
contract RevenueHandler is CommonBase, StdCheats, StdUtils {
    struct PeriodRecord {
        uint256 revenueWei;
        uint256 supply;
    }

    RevenueShareToken private immutable _token;
    FixedPriceOffering private immutable _offering;
    address[] public accounts;
    address[] private _buyers;

    // The naive history.
    uint256 public lastClosed;
    uint256 public periodEnd;
    uint256 public pendingWei;
    mapping(address account => uint256) public balances;
    mapping(address account => bool) public excluded;
    mapping(uint256 id => PeriodRecord) public periods;
    mapping(address account => mapping(uint256 id => uint256)) public balancesAt;
    mapping(address account => mapping(uint256 id => bool)) public paid;
    mapping(address account => uint256) public paidWei;

    /// The time that was reached: Forge does not carry it everywhere.
    uint256 public time;
    /// What went wrong inside a call, where a failed assertion would pass for a revert of the call.
    string public violation;
    mapping(bytes32 what => uint256) public reached;

    constructor(RevenueShareToken token, FixedPriceOffering offering, address[] memory buyers) {
        _token = token;
        _offering = offering;
        _buyers = buyers;
        accounts = buyers;
        accounts.push(makeAddr("latecomer"));
        accounts.push(address(offering));
        periodEnd = token.periodEnd();
        time = block.timestamp;
        excluded[address(offering)] = true;
        for (uint256 i = 0; i < accounts.length; i++) {
            balances[accounts[i]] = token.balanceOf(accounts[i]);
        }
    }

    function accountCount() external view returns (uint256) {
        return accounts.length;
    }

    /// @notice Brings the naive history to the present, and watches over the redemption value.
    modifier closing() {
        vm.warp(time);
        _closeNaively();
        uint256 pool = _token.redeemPoolWei();
        uint256 supply = _token.totalSupply();
        _;
        // Invariant 7. Both pools below 2^128, supplies below 2^96.
        if (_token.redeemPoolWei() * supply < pool * _token.totalSupply()) violation = "7: redemption value fell";
        // Where nothing was called or the call reverted, the naive history alone has closed.
        _token.snapshot();
    }

    function wait(uint256 seconds_) external {
        time += bound(seconds_, 1 hours, 3 days);
        vm.warp(time);
    }

    function waitForTheBoundary(uint256 seed) external {
        vm.warp(time);
        time = _token.periodEnd() - seed % 2;
        vm.warp(time);
    }

    function snapshot() external closing {
        _token.snapshot();
        reached["snapshot"]++;
    }

    function deposit(uint256 amountWei, bool plainly) external closing {
        amountWei = bound(amountWei, 1, 1000 ether);
        deal(address(this), amountWei);
        if (plainly) {
            (bool ok,) = address(_token).call{value: amountWei}("");
            require(ok);
        } else {
            _token.deposit{value: amountWei}();
        }
        pendingWei += amountWei;
        reached["deposit"]++;
    }

    function forceEther(uint256 amountWei, bool thenSync) external {
        vm.warp(time);
        amountWei = bound(amountWei, 1, 5 ether);
        deal(address(this), amountWei);
        new ForcedEther{value: amountWei}(payable(address(_token)));
        if (thenSync) this.sync();
    }

    function sync() external closing {
        pendingWei += _token.sync();
        reached["sync"]++;
    }

    function transfer(uint256 fromSeed, uint256 toSeed, uint256 amount) external closing {
        address from = _account(fromSeed);
        address to = _account(toSeed);
        if (to == address(_offering) || from == address(_offering)) return;
        amount = bound(amount, 0, balances[from]);
        if (amount % 5 == 0) amount = balances[from];
        uint256[] memory before = _claimables();
        vm.prank(from);
        _token.transfer(to, amount);
        _requireSame(before);
        balances[from] -= amount;
        balances[to] += amount;
        reached["transfer"]++;
    }

    function burn(uint256 seed, uint256 amount) external closing {
        address account = _account(seed);
        if (balances[account] == 0 || account == address(_offering)) return;
        // A tenth at most, mostly: a token that nobody holds any more reaches little.
        uint256 most = amount % 16 == 0 ? balances[account] : balances[account] / 10 + 1;
        amount = bound(amount, 1, most);
        uint256 toldWei = _token.redeemableOnBurn(amount);
        uint256 before = account.balance;
        vm.prank(account);
        _token.burn(amount);
        if (account.balance - before != toldWei) violation = "redeemableOnBurn was wrong";
        balances[account] -= amount;
        reached["burn"]++;
    }

    function claim(uint256 seed, uint256 id) external closing {
        address account = _account(seed);
        if (lastClosed == 0) return;
        id = bound(id, 1, lastClosed);
        uint256 owedWei = _token.claimableRevenue(account, id);
        if (paid[account][id] ? owedWei != 0 : !isShare(account, id, owedWei)) violation = "3: no naive share";
        uint256 before = account.balance;
        vm.prank(account);
        try _token.claim(id) {
            if (account.balance - before != owedWei || owedWei == 0) violation = "3: claim paid another amount";
            paid[account][id] = true;
            paidWei[account] += owedWei;
            reached["claim"]++;
        } catch {
            if (owedWei != 0) violation = "3: claim refused what was owed";
        }
    }

    function claimAll(uint256 seed, bool byOther) external closing {
        address account = _account(seed);
        uint256 owedWei = _token.claimable(account);
        uint256 before = account.balance;
        if (!byOther) vm.prank(account);
        try _token.claimFor(account) {
            if (account.balance - before != owedWei || owedWei == 0) violation = "claimFor paid another amount";
            for (uint256 id = 1; id <= lastClosed; id++) {
                paid[account][id] = true;
            }
            paidWei[account] += owedWei;
            reached["claimAll"]++;
        } catch {
            if (owedWei != 0) violation = "claimFor refused what was owed";
        }
    }

    function excludeSelf(uint256 seed, uint256 rarely) external closing {
        address account = _account(seed);
        if (rarely % 16 != 0 || account == address(_offering)) return;
        vm.prank(account);
        _token.excludeSelf();
        excluded[account] = true;
        reached["exclude"]++;
    }

    function claimTokens(uint256 seed) external closing {
        address account = _buyers[seed % _buyers.length];
        if (_offering.settled(account)) return;
        (uint256 tokens,) = _offering.claim(account);
        _takeOut(account, tokens);
    }

    function claimDeveloperTokens() external closing {
        address developer = _offering.developer();
        try _offering.claimDeveloperTokens() returns (uint256 tokens) {
            _takeOut(developer, tokens);
        } catch {}
    }

    /// @dev Tokens out of the vault count for the account as if it had held them from period 1 on.
    function _takeOut(address account, uint256 tokens) private {
        balances[account] += tokens;
        balances[address(_offering)] -= tokens;
        for (uint256 id = 1; id <= lastClosed; id++) {
            balancesAt[account][id] += tokens;
        }
        reached["claimTokens"]++;
    }

    /// @notice What the naive history gives `account` for period `id`, paid or not.
    function naive(address account, uint256 id) public view returns (uint256) {
        return balancesAt[account][id] * periods[id].revenueWei / periods[id].supply;
    }

    /// @notice Whether `amountWei` is the naive share, or the next wei where the share misses it by at most 2^-32 of one: the
    /// accumulator is rounded up by less than 2^-128 for each base unit, and a supply stays below 2^96.
    function isShare(address account, uint256 id, uint256 amountWei) public view returns (bool) {
        uint256 least = naive(account, id);
        if (amountWei == least) return true;
        uint256 supply = periods[id].supply;
        uint256 missing = amountWei * supply - balancesAt[account][id] * periods[id].revenueWei;
        return amountWei == least + 1 && missing << 32 <= supply;
    }

    function sharingSupply() public view returns (uint256 supply) {
        for (uint256 i = 0; i < accounts.length; i++) {
            // The vault itself earns nothing, but what lies in it shares for whoever takes it out.
            if (!excluded[accounts[i]] || accounts[i] == address(_offering)) supply += balances[accounts[i]];
        }
    }

    /// @notice Brings the naive history to the present, without the token.
    function closeNaively() external {
        _closeNaively();
    }

    function _closeNaively() private {
        if (vm.getBlockTimestamp() < periodEnd) return;
        while (periodEnd <= vm.getBlockTimestamp()) {
            periodEnd += _token.periodSeconds();
        }
        uint256 supply = sharingSupply();
        if (supply == 0 || pendingWei == 0) return;
        uint256 closedWei = pendingWei;
        pendingWei = 0;
        lastClosed++;
        periods[lastClosed] = PeriodRecord(closedWei * _token.holderShareBps() / 10_000, supply);
        for (uint256 i = 0; i < accounts.length; i++) {
            if (!excluded[accounts[i]]) balancesAt[accounts[i]][lastClosed] = balances[accounts[i]];
        }
        reached["close"]++;
    }

    function _account(uint256 seed) private view returns (address) {
        return accounts[seed % accounts.length];
    }

    function _claimables() private view returns (uint256[] memory amounts) {
        amounts = new uint256[](accounts.length);
        for (uint256 i = 0; i < accounts.length; i++) {
            amounts[i] = _token.claimable(accounts[i]);
        }
    }

    function _requireSame(uint256[] memory before) private {
        uint256[] memory afterwards = _claimables();
        for (uint256 i = 0; i < before.length; i++) {
            if (afterwards[i] != before[i]) violation = "5: a transfer changed what was earned";
        }
    }
}
