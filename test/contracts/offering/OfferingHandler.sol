// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {OfferingState} from "../../../contracts/src/offering/IOffering.sol";
import {CommonBase} from "forge-std/Base.sol";
import {StdCheats} from "forge-std/StdCheats.sol";
import {StdUtils} from "forge-std/StdUtils.sol";
import {FixedPriceOffering} from "../../../contracts/src/offering/FixedPriceOffering.sol";

import {ForcedEther} from "../token/hostile/ForcedEther.sol";

/// @notice Acts at random on an offering through all of its life and keeps its own account of it.
contract OfferingHandler is CommonBase, StdCheats, StdUtils {
    FixedPriceOffering private immutable _offering;
    address[] public accounts;

    mapping(address account => uint256) public committed;
    mapping(address account => bool) public settled;
    uint256 public totalWei;
    uint256 public forcedWei;
    uint256 public refundsWei;
    uint256 public tokensGiven;
    uint256 public raiseWei;
    uint256 public liquidityWei;
    uint256 public time;
    /// What went wrong inside a call, where a failed assertion would pass for a revert of the call.
    string public violation;
    mapping(bytes32 what => uint256) public reached;

    constructor(FixedPriceOffering offering) {
        _offering = offering;
        for (uint256 i = 0; i < 5; i++) {
            accounts.push(makeAddr(string(abi.encodePacked("buyer", i))));
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

    function commit(uint256 seed, uint256 amountWei) external timed {
        address account = _account(seed);
        bool open = _offering.state() == OfferingState.Open;
        amountWei = bound(amountWei, 1, 40 ether);
        deal(account, account.balance + amountWei);
        vm.prank(account);
        try _offering.commit{value: amountWei}(amountWei) {
            if (!open) violation = "7: committed when not open";
            committed[account] += amountWei;
            totalWei += amountWei;
            reached["commit"]++;
        } catch {
            if (open && committed[account] + amountWei <= _offering.fixedPriceTerms().accountCap) {
                violation = "commit refused";
            }
        }
    }

    function withdraw(uint256 seed, uint256 amountWei) external timed {
        address account = _account(seed);
        amountWei = bound(amountWei, 1, 20 ether);
        bool allowed = vm.getBlockTimestamp() < _offering.cutOff() && amountWei <= committed[account];
        vm.prank(account);
        try _offering.withdraw(amountWei) {
            if (!allowed) violation = "7: withdrawn though bound";
            committed[account] -= amountWei;
            totalWei -= amountWei;
            reached["withdraw"]++;
        } catch {
            if (allowed) violation = "withdraw refused";
        }
    }

    function forceEther(uint256 amountWei) external timed {
        amountWei = bound(amountWei, 1, 3 ether);
        deal(address(this), amountWei);
        new ForcedEther{value: amountWei}(payable(address(_offering)));
        forcedWei += amountWei;
    }

    function finalise() external timed {
        bool allowed = _offering.state() == OfferingState.Succeeded && !_offering.finalised();
        try _offering.finalise() {
            if (!allowed) violation = "finalised too early or twice";
            reached["finalise"]++;
        } catch {
            if (allowed) violation = "finalise refused";
        }
    }

    function claim(uint256 seed) external timed {
        address account = _account(seed);
        bool allowed = _offering.finalised() && committed[account] != 0 && !settled[account];
        uint256 balance = account.balance;
        try _offering.claim(account) returns (uint256 tokens, uint256 refundWei) {
            if (!allowed) violation = "5: claimed though not allowed";
            (uint256 t,, uint256 r) = _offering.allocation(committed[account], totalWei);
            if (tokens != t || refundWei != r || account.balance - balance != r) violation = "4: other amounts";
            settled[account] = true;
            tokensGiven += tokens;
            refundsWei += refundWei;
            reached["claim"]++;
        } catch {
            if (allowed) violation = "claim refused";
        }
    }

    function refund(uint256 seed) external timed {
        address account = _account(seed);
        bool allowed = _offering.state() == OfferingState.Failed && committed[account] != 0 && !settled[account];
        try _offering.refund(account) returns (uint256 amountWei) {
            if (!allowed || amountWei != committed[account]) violation = "5: refunded though not allowed";
            settled[account] = true;
            refundsWei += amountWei;
            reached["refund"]++;
        } catch {
            if (allowed) violation = "refund refused";
        }
    }

    function withdrawRaise() external timed {
        bool allowed = _offering.finalised() && raiseWei == 0;
        try _offering.withdrawRaise() returns (uint256 amountWei) {
            if (!allowed) violation = "raise withdrawn though not allowed";
            raiseWei = amountWei;
            reached["raise"]++;
        } catch {
            if (allowed) violation = "withdrawRaise refused";
        }
    }

    function releaseLiquidity() external timed {
        bool allowed = _offering.finalised() && liquidityWei == 0;
        (, uint256 amount) = _offering.liquidity();
        try _offering.releaseLiquidity() {
            if (!allowed) violation = "liquidity released though not allowed";
            liquidityWei = amount;
            reached["liquidity"]++;
        } catch {
            if (allowed) violation = "releaseLiquidity refused";
        }
    }

    function burnUnsold() external timed {
        try _offering.burnUnsold() {
            reached["burnUnsold"]++;
        } catch {}
    }

    function _account(uint256 seed) private view returns (address) {
        return accounts[seed % accounts.length];
    }
}
