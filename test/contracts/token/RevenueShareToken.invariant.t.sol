// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {TokenTerms} from "../../../contracts/src/token/IRevenueShareToken.sol";
import {LaunchFixture, OfferingTerms} from "../offering/LaunchFixture.sol";
import {RevenueHandler} from "./RevenueHandler.sol";

/// @notice The numbers are those of `invariants.md`.
contract RevenueShareTokenInvariantTest is LaunchFixture {
    RevenueHandler private _handler;

    function tokenTerms() internal view override returns (TokenTerms memory terms) {
        terms = super.tokenTerms();
        terms.holderShareBps = 7777;
    }

    function setUp() public {
        deployLaunchpad();
        OfferingTerms memory terms = offeringTerms();
        terms.sale.saleSupply = 1_000_003e18 + 11;
        terms.sale.developerSupply = 200_000e18 + 1;
        launch(tokenTerms(), terms);
        address[] memory buyers = new address[](4);
        (buyers[0], buyers[1], buyers[2], buyers[3]) = (alice, bob, carol, developer);
        commit(alice, 50 ether);
        commit(bob, 40 ether + 1);
        commit(carol, 17 ether + 13);
        commit(developer, 3 ether);
        warpToEnd();
        offering.finalise();
        offering.claim(alice);
        _handler = new RevenueHandler(token, offering, buyers);
        // Forge gives ether to whom it lets call, and takes contracts of the fixture for that, too.
        targetSender(address(0xCA11E7));
        targetContract(address(_handler));
        bytes4[] memory idle = new bytes4[](1);
        idle[0] = RevenueHandler.closeNaively.selector;
        excludeSelector(FuzzSelector({addr: address(_handler), selectors: idle}));
    }

    function invariant_Books() public {
        vm.warp(_handler.time());
        assertEq(_handler.violation(), "");
        // 1
        uint256 stored = token.pendingWei() + token.claimPoolWei() + token.redeemPoolWei();
        assertLe(stored, address(token).balance);
        // 2, 8
        uint256 owed;
        uint256 supply;
        for (uint256 i = 0; i < _handler.accountCount(); i++) {
            address account = _handler.accounts(i);
            owed += token.claimable(account);
            supply += token.balanceOf(account);
            assertEq(token.balanceOf(account), _handler.balances(account));
        }
        assertLe(owed, token.claimPoolWei());
        assertEq(token.totalSupply(), supply);
        assertEq(token.eligibleSupply(), _handler.sharingSupply());
    }

    /// @notice One long life, deterministic. It fails when a kind of call reached nothing, which would prove nothing.
    function test_ALongLifeReachesEveryKindOfCall() public {
        for (uint256 i = 0; i < 2000; i++) {
            uint256 seed = uint256(keccak256(abi.encode(i)));
            uint256 other = uint256(keccak256(abi.encode(seed)));
            uint256 kind = seed % 12;
            seed >>= 8;
            if (kind == 0) _handler.wait(seed);
            else if (kind == 1) _handler.waitForTheBoundary(seed);
            else if (kind == 2) _handler.snapshot();
            else if (kind == 3) _handler.deposit(seed, other % 2 == 0);
            else if (kind == 4) _handler.forceEther(seed, other % 2 == 0);
            else if (kind == 5) _handler.transfer(seed, other, seed ^ other);
            else if (kind == 6 && i % 5 == 0) _handler.burn(seed, other);
            else if (kind == 7) _handler.claim(seed, other);
            else if (kind == 8) _handler.claimAll(seed, other % 2 == 0);
            else if (kind == 9 && i > 1800) _handler.excludeSelf(seed, other);
            else if (kind == 10 && i > 100) _handler.claimTokens(seed);
            else if (kind == 11 && i > 200) _handler.claimDeveloperTokens();
            if (i % 50 == 0) invariant_Books();
        }
        invariant_Books();
        afterInvariant();
        assertGt(_handler.lastClosed(), 100);
        bytes32[10] memory kinds = [
            bytes32("close"),
            "snapshot",
            "deposit",
            "sync",
            "transfer",
            "burn",
            "claim",
            "claimAll",
            "exclude",
            "claimTokens"
        ];
        for (uint256 i = 0; i < kinds.length; i++) {
            assertGt(_handler.reached(kinds[i]), 0, string(abi.encodePacked("never reached: ", kinds[i])));
        }
    }

    function afterInvariant() public {
        vm.warp(_handler.time());
        _handler.closeNaively();
        uint256 last = _handler.lastClosed();
        // 9
        assertEq(token.lastClosedPeriod(), last);
        assertEq(token.periodEnd(), _handler.periodEnd());
        assertEq(token.pendingWei(), _handler.pendingWei());
        for (uint256 id = 1; id <= last; id++) {
            (uint256 revenueWei, uint256 supply) = token.period(id);
            (uint256 naiveWei, uint256 naiveSupply) = _handler.periods(id);
            assertEq(revenueWei, naiveWei);
            assertEq(supply, naiveSupply);
        }
        for (uint256 i = 0; i < _handler.accountCount(); i++) {
            address account = _handler.accounts(i);
            uint256 sum;
            for (uint256 id = 1; id <= last; id++) {
                // 3
                uint256 told = token.claimableRevenue(account, id);
                if (_handler.paid(account, id)) assertEq(told, 0);
                else assertTrue(_handler.isShare(account, id, told), "3: no naive share");
                sum += _handler.naive(account, id);
            }
            // 4
            uint256 total = _handler.paidWei(account) + token.claimable(account);
            // At most two grants, each rounded down apart from the balance.
            assertGe(total + 2, sum);
            assertLe(total, sum + last);
        }
        // 6
        assertEq(token.claimable(address(offering)), 0);
        // 1
        token.sync();
        assertEq(
            token.pendingWei() + token.claimPoolWei() + token.redeemPoolWei(), address(token).balance, "after sync"
        );
    }
}
