// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {AssetsHandler} from "./AssetsHandler.sol";
import {NaiveHistory} from "./NaiveHistory.sol";
import {AssetFixture} from "./assets/AssetFixture.sol";
import {CallingAsset} from "./assets/CallingAsset.sol";
import {FeeAsset} from "./assets/FeeAsset.sol";
import {FickleAsset} from "./assets/FickleAsset.sol";
import {PlainAsset} from "./assets/PlainAsset.sol";
import {RebasingAsset} from "./assets/RebasingAsset.sol";
import {AssetThief} from "./hostile/AssetThief.sol";

/// @notice The numbers are those of `invariants.md`. No asset here behaves.
contract RevenueAssetsInvariantTest is AssetFixture {
    AssetsHandler private _handler;
    AssetThief private _thief;

    function setUp() public {
        PlainAsset[4] memory hostile = [
            PlainAsset(new CallingAsset()),
            PlainAsset(new FickleAsset()),
            PlainAsset(new FeeAsset()),
            PlainAsset(new RebasingAsset())
        ];
        for (uint256 i = 0; i < 4; i++) {
            assets.push(hostile[i]);
        }
        deployLaunchpad();
        launch();
        address[] memory holders = new address[](3);
        uint256[] memory keys = new uint256[](3);
        for (uint256 i = 0; i < 3; i++) {
            (holders[i], keys[i]) = makeAddrAndKey(["one", "two", "three"][i]);
            vm.deal(holders[i], 50 ether);
            commit(holders[i], 10 ether + i * 17 ether + i);
        }
        commit(outsider, 30 ether);
        warpToEnd();
        offering.finalise();
        offering.claim(outsider);
        _thief = new AssetThief(token, hostile[0]);
        CallingAsset(address(hostile[0])).watch(address(_thief));
        give(outsider, address(_thief), token.balanceOf(outsider));
        _handler = new AssetsHandler(token, offering, hostile, holders, keys, address(_thief));
        targetSender(address(0xCA11E7));
        targetContract(address(_handler));
        bytes4[] memory idle = new bytes4[](1);
        idle[0] = NaiveHistory.close.selector;
        excludeSelector(FuzzSelector({addr: address(_handler), selectors: idle}));
    }

    /// forge-config: default.invariant.runs = 6
    function invariant_Books() public {
        vm.warp(_handler.time());
        assertEq(_handler.violation(), "");
        for (uint256 i = 0; i < 4; i++) {
            // 15
            (, uint256 claimPool,) = token.assetPools(address(assets[i]));
            uint256 owed;
            for (uint256 j = 0; j < _handler.accountCount(); j++) {
                owed += claimableOf(_handler.accounts(j), assets[i]);
            }
            assertLe(owed, claimPool);
        }
        // 8
        assertEq(token.eligibleSupply(), _handler.sharingSupply());
    }

    function afterInvariant() public {
        vm.warp(_handler.time());
        _handler.close();
        uint256 last = _handler.lastClosed();
        assertEq(token.lastClosedPeriod(), last);
        for (uint256 j = 0; j < _handler.accountCount(); j++) {
            for (uint256 id = 1; id <= last; id++) {
                address account = _handler.accounts(j);
                uint256 expected = account == address(offering) ? 0 : _handler.balancesAt(account, id);
                assertEq(token.eligibleBalanceAt(account, id), expected);
            }
        }
        for (uint256 i = 0; i < 4; i++) {
            _checkAsset(i, last);
        }
    }

    function _checkAsset(uint256 i, uint256 last) private view {
        (uint256 pending,, uint256 redeemPool) = token.assetPools(address(assets[i]));
        assertEq(pending, _handler.pending(i));
        assertEq(redeemPool, _handler.redeemable(i));
        for (uint256 id = 1; id <= last; id++) {
            assertEq(token.assetRevenue(address(assets[i]), id), _handler.revenue(i, id));
        }
        for (uint256 j = 0; j < _handler.accountCount(); j++) {
            address account = _handler.accounts(j);
            uint256 sum;
            for (uint256 id = 1; id <= last; id++) {
                uint256 told = token.claimableERC20(account, id, address(assets[i]));
                if (_handler.paid(account, id)) assertEq(told, 0);
                else assertTrue(_handler.isShare(i, account, id, told), "3: no naive share");
                sum += _handler.shareOf(i, account, id);
            }
            // 4
            int256 total = _handler.earnings(account, i) + int256(claimableOf(account, assets[i]));
            assertGe(total + 2, int256(sum));
            assertLe(total, int256(sum + last));
        }
    }

    /// @notice Deterministic. It fails when a kind of call reached nothing, which would prove nothing.
    function test_ALongLifeReachesEveryKindOfCall() public {
        for (uint256 i = 0; i < 1200; i++) {
            uint256 seed = uint256(keccak256(abi.encode(i)));
            uint256 other = uint256(keccak256(abi.encode(seed)));
            uint256 kind = seed % 16;
            seed >>= 8;
            if (kind < 2) _handler.wait(seed);
            else if (kind == 2) _handler.depositEther(seed);
            else if (kind < 5) _handler.deposit(seed, other, seed >> 32);
            else if (kind == 5) _handler.sync(seed);
            else if (kind == 6 && i % 3 == 0) _handler.rebase(seed);
            else if (kind == 6) _handler.setMood(seed);
            else if (kind == 7 && i % 3 == 0) _handler.blacklist(seed);
            else if (kind == 8) _handler.transfer(seed, other, seed ^ other);
            else if (kind == 9) _handler.burn(seed, other);
            else if (kind == 10) _handler.claim(seed, other);
            else if (kind < 13) _handler.claimAll(seed, other);
            else if (kind == 13) _handler.fundRedemption(seed, other);
            else if (kind == 14) _handler.discard(seed, other);
            else if (i > 600) _handler.excludeSelf(seed);
            else if (i > 100) _handler.claimTokens(seed);
            if (i % 50 == 0) invariant_Books();
        }
        invariant_Books();
        afterInvariant();
        assertGt(_handler.lastClosed(), 50);
        assertGt(_thief.entries(), 0);
        bytes32[20] memory kinds = [
            bytes32("plainTransfer"),
            "deposit",
            "sync",
            "shrunk",
            "grown",
            "mood",
            "blacklist",
            "transfer",
            "burn",
            "refusedRedemption",
            "claim",
            "claimAll",
            "claimMany",
            "claimTo",
            "claimToWithSignature",
            "fundRedemption",
            "discard",
            "credited",
            "exclude",
            "claimTokens"
        ];
        for (uint256 i = 0; i < kinds.length; i++) {
            assertGt(_handler.reached(kinds[i]), 0, string(abi.encodePacked("never reached: ", kinds[i])));
        }
    }
}
