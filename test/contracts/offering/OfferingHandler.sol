// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {OfferingState} from "../../../contracts/src/offering/IOffering.sol";
import {CommonBase} from "forge-std/Base.sol";
import {StdCheats} from "forge-std/StdCheats.sol";
import {StdUtils} from "forge-std/StdUtils.sol";
import {FixedPriceOffering} from "../../../contracts/src/offering/FixedPriceOffering.sol";

import {Round} from "../../../contracts/src/offering/IFixedPriceOffering.sol";
import {PlainAsset} from "../token/assets/PlainAsset.sol";
import {ForcedEther} from "../token/hostile/ForcedEther.sol";
import {SaleTree} from "./SaleTree.sol";

/// @notice Acts at random on an offering through all of its life and keeps its own account of it.
contract OfferingHandler is CommonBase, StdCheats, StdUtils {
    uint256 public constant MAXIMUM = 30 ether;

    FixedPriceOffering private immutable _offering;
    /// None for a sale in ether.
    PlainAsset private immutable _currency;
    address[] public accounts;

    mapping(address account => uint256) public committed;
    mapping(address account => bool) public settled;
    /// What of a commitment rounds guarantee, and what of that by which round.
    mapping(address account => uint256) public guaranteed;
    mapping(uint256 round => mapping(address account => uint256)) public inRound;
    mapping(uint256 round => uint256) public roundTotal;
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

    constructor(FixedPriceOffering offering, PlainAsset currency) {
        (_offering, _currency) = (offering, currency);
        for (uint256 i = 0; i < 5; i++) {
            accounts.push(buyer(i));
        }
        time = block.timestamp;
    }

    modifier timed() {
        // Forge does not carry the time everywhere.
        vm.warp(time);
        _;
    }

    function buyer(uint256 place) private returns (address) {
        return makeAddr(string(abi.encodePacked("buyer", place)));
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
        uint256 valueWei = _equip(account, amountWei);
        vm.prank(account);
        try _offering.commit{value: valueWei}(amountWei) {
            if (!open) violation = "7: committed when not open";
            committed[account] += amountWei;
            totalWei += amountWei;
            reached["commit"]++;
        } catch {
            if (open && committed[account] - guaranteed[account] + amountWei <= _offering.fixedPriceTerms().accountCap)
            {
                violation = "commit refused";
            }
        }
    }

    /// @notice The first two buyers are on the list of both rounds.
    function commitInRound(uint256 seed, uint256 amountWei) external timed {
        (uint256 place, uint256 round) = (seed % 2, (seed >> 8) % 2);
        address account = accounts[place];
        amountWei = bound(amountWei, 1, 12 ether);
        Round memory terms = _offering.fixedPriceTerms().rounds[round];
        uint256 taken = Math.min(amountWei, terms.cap - roundTotal[round]);
        uint256 minimum = (seed >> 40) % 2 == 0 ? 0 : amountWei;
        bool allowed = vm.getBlockTimestamp() >= terms.start && vm.getBlockTimestamp() < terms.end
            && inRound[round][account] + taken <= MAXIMUM && taken >= minimum;
        uint256 valueWei = _equip(account, amountWei);
        bytes32[] memory proof = SaleTree.proof(1 - place, accounts[1 - place], MAXIMUM);
        vm.prank(account);
        try _offering.commitInRound{value: valueWei}(round, amountWei, minimum, place, MAXIMUM, proof) returns (
            uint256 got
        ) {
            if (!allowed) violation = "12: committed in a round though not allowed";
            if (got != taken) violation = "12: another part is guaranteed";
            committed[account] += amountWei;
            guaranteed[account] += got;
            inRound[round][account] += got;
            roundTotal[round] += got;
            totalWei += amountWei;
            reached[got < amountWei ? bytes32("round full") : bytes32("round")]++;
        } catch {
            uint256 inPublic = committed[account] - guaranteed[account] + amountWei - taken;
            if (allowed && (taken == amountWei || inPublic <= _offering.fixedPriceTerms().accountCap)) {
                violation = "commitInRound refused";
            }
        }
    }

    function withdraw(uint256 seed, uint256 amountWei) external timed {
        address account = _account(seed);
        amountWei = bound(amountWei, 1, 20 ether);
        bool allowed =
            vm.getBlockTimestamp() < _offering.cutOff() && amountWei <= committed[account] - guaranteed[account];
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
        forcedWei += amountWei;
        if (address(_currency) != address(0)) return _currency.mint(address(_offering), amountWei);
        deal(address(this), amountWei);
        new ForcedEther{value: amountWei}(payable(address(_offering)));
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
        uint256 balance = balanceOf(account);
        (uint256 t,, uint256 r) = _offering.allocationOf(account);
        try _offering.claim(account) returns (uint256 tokens, uint256 refundWei) {
            if (!allowed) violation = "5: claimed though not allowed";
            if (tokens != t || refundWei != r || balanceOf(account) - balance != r) violation = "4: other amounts";
            if (refundWei > committed[account] - guaranteed[account]) violation = "12: a place was refunded";
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
        bool allowed = _offering.finalised() && raiseWei == 0 && block.timestamp >= _offering.finalisedAt() + 1 hours;
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

    function balanceOf(address account) public view returns (uint256) {
        return address(_currency) == address(0) ? account.balance : _currency.balanceOf(account);
    }

    /// @dev Gives an account what it is going to pay. @return valueWei What of it goes along with the call.
    function _equip(address account, uint256 amount) private returns (uint256 valueWei) {
        if (address(_currency) == address(0)) {
            deal(account, account.balance + amount);
            return amount;
        }
        _currency.mint(account, amount);
        vm.prank(account);
        _currency.approve(address(_offering), amount);
    }

    function _account(uint256 seed) private view returns (address) {
        return accounts[seed % accounts.length];
    }
}
