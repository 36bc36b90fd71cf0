// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {StdCheats} from "forge-std/StdCheats.sol";
import {StdUtils} from "forge-std/StdUtils.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {FixedPriceOffering} from "../../../contracts/src/offering/FixedPriceOffering.sol";
import {RevenueClaimer} from "../../../contracts/src/token/RevenueClaimer.sol";
import {RevenueShareToken} from "../../../contracts/src/token/RevenueShareToken.sol";
import {NaiveHistory} from "./NaiveHistory.sol";
import {FickleAsset, Mood} from "./assets/FickleAsset.sol";
import {PlainAsset} from "./assets/PlainAsset.sol";
import {RebasingAsset} from "./assets/RebasingAsset.sol";

/// @notice Acts at random on a token of four hostile assets: one calls whom it moves, one refuses in every way, one keeps a fee, one
/// grows and shrinks by itself.
contract AssetsHandler is NaiveHistory, StdCheats, StdUtils {
    uint256 private constant FICKLE = 1;
    uint256 private constant REBASING = 3;

    FixedPriceOffering private immutable _offering;
    RevenueClaimer private immutable _claimer = new RevenueClaimer();
    PlainAsset[4] public assets;
    /// A contract that attacks whenever it is paid; the last of the accounts but the vault.
    address private immutable _thief;
    mapping(address account => uint256) private _keys;

    /// What went wrong inside a call, where a failed assertion would pass for a revert of the call.
    string public violation;
    mapping(bytes32 what => uint256) public reached;

    /// @param thief Holds tokens too.
    constructor(
        RevenueShareToken token_,
        FixedPriceOffering offering,
        PlainAsset[4] memory assets_,
        address[] memory holders,
        uint256[] memory keys,
        address thief
    ) NaiveHistory(token_) {
        _offering = offering;
        assets = assets_;
        _thief = thief;
        accounts = holders;
        for (uint256 i = 0; i < keys.length; i++) {
            _keys[holders[i]] = keys[i];
        }
        accounts.push(thief);
        accounts.push(address(offering));
        excluded[address(offering)] = true;
        for (uint256 i = 0; i < accounts.length; i++) {
            balances[accounts[i]] = token_.balanceOf(accounts[i]);
        }
    }

    modifier closing() {
        vm.warp(time);
        close();
        _;
        // Where nothing was called or the call reverted, the naive history alone has closed.
        token.snapshot();
        _checkBooks();
    }

    function wait(uint256 seconds_) external {
        time += bound(seconds_, 1 hours, 40 hours);
        vm.warp(time);
    }

    function depositEther(uint256 amountWei) external closing {
        amountWei = bound(amountWei, 1, 10 ether);
        deal(address(this), amountWei);
        token.deposit{value: amountWei}();
        pendingWei += amountWei;
    }

    function deposit(uint256 seed, uint256 amount, uint256 plainly) external closing {
        uint256 asset = seed % ASSETS;
        amount = bound(amount, 100, 10 ** (2 + seed % 28));
        assets[asset].mint(address(this), amount);
        // What is minted of a whole that has shrunk is less.
        amount = Math.min(amount, assets[asset].balanceOf(address(this)));
        // The thief counts what it finds of the first one inside of a claim, as anybody may: too early for this history.
        if (plainly % 4 == 0 && asset != 0) {
            // Whatever mood it has is for `transfer` only.
            assets[asset].approve(address(this), amount);
            assets[asset].transferFrom(address(this), address(token), amount);
            reached["plainTransfer"]++;
            return;
        }
        uint256 before = assets[asset].balanceOf(address(token));
        assets[asset].approve(address(token), amount);
        token.deposit(address(assets[asset]), amount);
        _takeIn(asset, assets[asset].balanceOf(address(token)) - before);
        reached["deposit"]++;
    }

    function sync(uint256 seed) external closing {
        uint256 asset = seed % ASSETS;
        uint256 balance = assets[asset].balanceOf(address(token));
        uint256 found = token.sync(address(assets[asset]));
        if (found != (balance > stored[asset] ? balance - stored[asset] : 0)) {
            violation = "14: sync found another amount";
        }
        if (found != 0) reached["sync"]++;
        _takeIn(asset, found);
    }

    function rebase(uint256 percent) external closing {
        percent = bound(percent, 90, 115);
        RebasingAsset(address(assets[REBASING])).rebase(percent);
        reached[percent < 100 ? bytes32("shrunk") : bytes32("grown")]++;
    }

    function setMood(uint256 mood) external closing {
        // Every other time it is well: else nothing of it would ever be paid.
        FickleAsset(address(assets[FICKLE])).setMood(mood % 2 == 0 ? Mood.Well : Mood(mood / 2 % 7));
        reached["mood"]++;
    }

    function blacklist(uint256 seed) external closing {
        FickleAsset fickle = FickleAsset(address(assets[FICKLE]));
        address account = accounts[seed % accounts.length];
        if (fickle.refused(account)) fickle.forgive(account);
        else if (seed % 3 == 0) fickle.refuse(account);
        reached["blacklist"]++;
    }

    function transfer(uint256 fromSeed, uint256 toSeed, uint256 amount) external closing {
        (address from, address to) = (_holder(fromSeed), _holder(toSeed));
        amount = bound(amount, 0, balances[from]);
        uint256[4] memory before = _due(from);
        vm.prank(from);
        token.transfer(to, amount);
        balances[from] -= amount;
        balances[to] += amount;
        uint256[4] memory afterwards = _due(from);
        for (uint256 i = 0; i < ASSETS; i++) {
            if (before[i] != afterwards[i]) violation = "5: a transfer changed what was earned";
        }
        reached["transfer"]++;
    }

    function burn(uint256 seed, uint256 amount) external closing {
        address account = _eoa(seed);
        if (balances[account] == 0) return;
        amount = bound(amount, 1, balances[account] / 10 + 1);
        uint256 supply = token.totalSupply();
        uint256[4] memory before = _stored();
        vm.prank(account);
        token.burn(amount);
        balances[account] -= amount;
        for (uint256 i = 0; i < ASSETS; i++) {
            uint256 payout = amount * redeemable[i] / supply;
            redeemable[i] -= payout;
            uint256 sent = _noteSent(i, account, account, payout, before[i]);
            // Redemption that was refused is claimable now without having been earned.
            earnings[account][i] -= int256(payout);
            if (sent == 0 && payout != 0) reached["refusedRedemption"]++;
        }
        reached["burn"]++;
    }

    function fundRedemption(uint256 seed, uint256 amount) external closing {
        uint256 asset = seed % ASSETS;
        assets[asset].mint(address(this), bound(amount, 100, 10 ** 20));
        amount = Math.min(amount % 10 ** 20 + 100, assets[asset].balanceOf(address(this)));
        uint256 before = assets[asset].balanceOf(address(token));
        assets[asset].approve(address(token), amount);
        token.fundRedemption(address(assets[asset]), amount);
        uint256 received = assets[asset].balanceOf(address(token)) - before;
        redeemable[asset] += received;
        stored[asset] += received;
        reached["fundRedemption"]++;
    }

    function discard(uint256 seed, uint256 amount) external closing {
        address account = _holder(seed);
        amount = bound(amount, 0, balances[account] / 50);
        vm.prank(account);
        token.discard(amount);
        balances[account] -= amount;
        reached["discard"]++;
    }

    function claim(uint256 seed, uint256 id) external closing {
        if (lastClosed == 0) return;
        address account = _eoa(seed);
        id = bound(id, 1, lastClosed);
        uint256[4] memory told;
        for (uint256 i = 0; i < ASSETS; i++) {
            told[i] = token.claimableERC20(account, id, address(assets[i]));
            bool right = paid[account][id] ? told[i] == 0 : isShare(i, account, id, told[i]);
            if (!right) violation = "3: no naive share";
        }
        uint256[4] memory before = _stored();
        vm.prank(account);
        try token.claim(id) {
            if (paid[account][id]) violation = "11: paid twice";
            paid[account][id] = true;
            for (uint256 i = 0; i < ASSETS; i++) {
                _noteSent(i, account, account, told[i], before[i]);
            }
            reached["claim"]++;
        } catch {
            for (uint256 i = 0; i < ASSETS; i++) {
                if (told[i] != 0) violation = "claim refused what was owed";
            }
        }
    }

    function claimAll(uint256 seed, uint256 way) external closing {
        address account = _holder(seed);
        address payee = way % 4 < 2 || account == _thief ? account : accounts[way / 4 % 3];
        uint256[4] memory told = _due(account);
        uint256[4] memory before = _stored();
        if (!_claim(account, payee, way % 4)) {
            for (uint256 i = 0; i < ASSETS; i++) {
                if (told[i] != 0) violation = "claimAll refused what was owed";
            }
            return;
        }
        for (uint256 id = 1; id <= lastClosed; id++) {
            paid[account][id] = true;
        }
        for (uint256 i = 0; i < ASSETS; i++) {
            uint256 sent = _noteSent(i, account, payee, told[i], before[i]);
            uint256 left = token.claimableAsset(account, address(assets[i]));
            if (left != told[i] - sent) violation = "16: what was refused is not credited";
        }
        reached["claimAll"]++;
    }

    function excludeSelf(uint256 seed) external closing {
        address account = _holder(seed / 8);
        if (seed % 8 != 0 || excluded[account]) return;
        vm.prank(account);
        token.excludeSelf();
        excluded[account] = true;
        reached["exclude"]++;
    }

    function claimTokens(uint256 seed) external closing {
        address account = _eoa(seed);
        if (_offering.settled(account) || _offering.committed(account) == 0) return;
        (uint256 tokens,) = _offering.claim(account);
        _takeOut(account, tokens);
        reached["claimTokens"]++;
    }

    function _claim(address account, address payee, uint256 way) private returns (bool) {
        address[] memory tokens = new address[](2);
        // The first has no revenue, which holds up nothing.
        (tokens[0], tokens[1]) = (address(this), address(token));
        if (way == 1) {
            try _claimer.claimMany(account, tokens) {
                reached["claimMany"]++;
                return true;
            } catch {
                return false;
            }
        }
        if (way == 2 && account != _thief) {
            vm.prank(account);
            try token.claimTo(payee) {
                reached["claimTo"]++;
                return true;
            } catch {
                return false;
            }
        }
        if (way == 3 && account != _thief) {
            try token.claimToWithSignature(account, payee, time, _sign(account, payee)) {
                reached["claimToWithSignature"]++;
                return true;
            } catch {
                return false;
            }
        }
        try token.claimFor(account) {
            return true;
        } catch {
            return false;
        }
    }

    function _sign(address account, address payee) private view returns (bytes memory) {
        bytes32 claim_ = keccak256(
            abi.encode(
                keccak256("ClaimTo(address account,address payee,uint256 nonce,uint256 deadline)"),
                account,
                payee,
                token.nonces(account),
                time
            )
        );
        bytes32 digest = keccak256(abi.encodePacked("\x19\x01", token.DOMAIN_SEPARATOR(), claim_));
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(_keys[account], digest);
        return abi.encodePacked(r, s, v);
    }

    /// @dev What the token's books sent of `amount`: all or nothing, by what the asset does.
    function _noteSent(uint256 asset, address account, address payee, uint256 amount, uint256 before)
        private
        returns (uint256 sent)
    {
        sent = before - _storedOf(asset);
        // Whether a rebased amount can be sent hangs on its rounding.
        bool right = asset == REBASING ? sent == amount || sent == 0 : sent == (_pays(asset, payee) ? amount : 0);
        if (!right) violation = "16: another amount left the books";
        if (sent < amount) reached["credited"]++;
        stored[asset] -= sent;
        earnings[account][asset] += int256(sent);
    }

    function _pays(uint256 asset, address payee) private view returns (bool) {
        if (asset != FICKLE) return true;
        FickleAsset fickle = FickleAsset(address(assets[FICKLE]));
        return !fickle.refused(payee) && (fickle.mood() == Mood.Well || fickle.mood() == Mood.ReturnsNothing);
    }

    function _checkBooks() private {
        uint256 storedWei = token.pendingWei() + token.claimPoolWei() + token.redeemPoolWei();
        if (storedWei != address(token).balance) violation = "17: ether is counted twice, or lost";
        for (uint256 i = 0; i < ASSETS; i++) {
            if (_storedOf(i) != stored[i]) violation = "14: other books";
            if (i != REBASING && assets[i].balanceOf(address(token)) < stored[i]) {
                violation = "14: books exceed the balance";
            }
        }
    }

    function _due(address account) private view returns (uint256[4] memory amounts) {
        for (uint256 i = 0; i < ASSETS; i++) {
            amounts[i] = token.claimableAsset(account, address(assets[i]));
        }
    }

    function _stored() private view returns (uint256[4] memory amounts) {
        for (uint256 i = 0; i < ASSETS; i++) {
            amounts[i] = _storedOf(i);
        }
    }

    function _storedOf(uint256 asset) private view returns (uint256) {
        (uint256 pending_, uint256 claimPool, uint256 redeemPool) = token.assetPools(address(assets[asset]));
        return pending_ + claimPool + redeemPool;
    }

    /// @dev All but the vault.
    function _holder(uint256 seed) private view returns (address) {
        return accounts[seed % (accounts.length - 1)];
    }

    /// @dev All but the thief, which would claim on from inside of what it is paid for one period.
    function _eoa(uint256 seed) private view returns (address) {
        return accounts[seed % (accounts.length - 2)];
    }
}
