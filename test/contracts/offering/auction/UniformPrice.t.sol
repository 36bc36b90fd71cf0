// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {Test} from "forge-std/Test.sol";
import {PriceLadder, TickPrices} from "../../../../contracts/src/offering/TickPrices.sol";
import {Clearing, UniformPrice} from "../../../../contracts/src/offering/UniformPrice.sol";

/// @notice The arithmetic alone, at any ladder and budgets: 100,000 cases, of which a failure prints seed and number. The numbers are
/// those of `invariants.md`.
contract UniformPriceTest is Test {
    using TickPrices for PriceLadder;
    using UniformPrice for Clearing;

    uint256 private constant CASES_PER_SEED = 100;
    uint256 private constant MOST_BIDS = 5;

    struct Case {
        PriceLadder ladder;
        uint256[] values;
        uint256 saleSupply;
        uint256 bids;
        uint256[MOST_BIDS] tick;
        uint256[MOST_BIDS] budget;
        uint256 total;
        uint256 seed;
        uint256 number;
    }

    uint256 private _random;

    /// forge-config: default.fuzz.runs = 1000
    function testFuzz_Clearing_HoldsItsInvariants(uint256 seed) public {
        _random = seed;
        for (uint256 i = 0; i < CASES_PER_SEED; i++) {
            Case memory c = draw();
            (c.seed, c.number) = (seed, i);
            Clearing memory clearing = clear(c);
            checkPrice(c, clearing);
            checkShares(c, clearing);
            checkSplit(c, clearing);
            checkMoreIsNotLess(c, clearing);
        }
    }

    function test_Cases_ReachEachKindOfClearing() public {
        uint256 unsold;
        uint256 between;
        uint256 marginal;
        uint256 exact;
        for (uint256 i = 0; i < 2000; i++) {
            Case memory c = draw();
            Clearing memory clearing = clear(c);
            uint256 paidAtTick = clearing.raised - clearing.above;
            if (clearing.raised < clearing.value) unsold++;
            else if (paidAtTick == 0) between++;
            else if (paidAtTick < clearing.atTick) marginal++;
            else exact++;
        }
        assertGt(unsold, 100, "unsold");
        assertGt(between, 100, "between");
        assertGt(marginal, 100, "marginal");
        assertGt(exact, 20, "exact");
    }

    /// @notice A1. The definition of the price, which knows nothing of ticks' order: the highest value, from the reserve on, that
    /// the budgets of those who accept it reach. Demand falls and value rises, so two neighbours decide it.
    function checkPrice(Case memory c, Clearing memory clearing) private pure {
        uint256 reserve = c.values[0];
        if (c.total < reserve) {
            check(clearing.value == reserve && clearing.raised == c.total, "A1: unsold", c);
        } else {
            check(clearing.value >= reserve && clearing.raised == clearing.value, "A1: raise", c);
            check(demand(c, clearing.value) >= clearing.value, "A1: price too high", c);
            check(demand(c, clearing.value + 1) < clearing.value + 1, "A1: price too low", c);
        }
        // A5
        check(clearing.raised >= (c.total < reserve ? c.total : reserve), "A5", c);
    }

    /// @notice A2, A3, A4.
    function checkShares(Case memory c, Clearing memory clearing) private pure {
        uint256 tokens;
        uint256 spent;
        for (uint256 i = 0; i < c.bids; i++) {
            (uint256 t, uint256 s, uint256 r) = clearing.allocation(c.saleSupply, c.budget[i], c.tick[i]);
            tokens += t;
            spent += s;
            check(s + r == c.budget[i], "A3: refund", c);
            uint256 limit = c.values[c.tick[i]];
            // A4: neither of a base unit that rounding took, nor of the base unit that no currency divides.
            if (s > 1) check((s - 1) * c.saleSupply < limit * (t + 1), "A4: limit exceeded", c);
            if (limit < clearing.value) check(t == 0 && s == 0, "A4: bought below the price", c);
            if (limit > clearing.value) check(r == 0, "A4: not filled above the price", c);
        }
        uint256 sold = clearing.soldTokens(c.saleSupply);
        check(sold <= c.saleSupply && tokens <= sold && sold - tokens < c.bids, "A2", c);
        if (clearing.raised == clearing.value) check(sold == c.saleSupply, "A2: not all sold", c);
        check(spent >= clearing.raised && spent - clearing.raised < c.bids, "A3", c);
    }

    /// @notice A6: bidding in two accounts gains nothing.
    function checkSplit(Case memory c, Clearing memory clearing) private {
        uint256 first = random(c.budget[0]);
        (uint256 t, uint256 s,) = clearing.allocation(c.saleSupply, c.budget[0], c.tick[0]);
        (uint256 t1, uint256 s1,) = clearing.allocation(c.saleSupply, first, c.tick[0]);
        (uint256 t2, uint256 s2,) = clearing.allocation(c.saleSupply, c.budget[0] - first, c.tick[0]);
        check(t1 + t2 <= t && s1 + s2 >= s, "A6", c);
    }

    /// @notice A7: raising a bid, or moving it up, costs it no token.
    function checkMoreIsNotLess(Case memory c, Clearing memory before) private {
        (uint256 tokens,,) = before.allocation(c.saleSupply, c.budget[0], c.tick[0]);
        if (random(2) == 0) c.budget[0] += random(c.budget[0]);
        else c.tick[0] += random(c.ladder.tickCount - 1 - c.tick[0]);
        (uint256 more,,) = clear(c).allocation(c.saleSupply, c.budget[0], c.tick[0]);
        check(more >= tokens, "A7", c);
    }

    /// @notice The contract's pass, over a list instead of storage.
    function clear(Case memory c) private pure returns (Clearing memory clearing) {
        for (uint256 tick = c.ladder.tickCount; tick-- > 0;) {
            uint256 atTick;
            for (uint256 i = 0; i < c.bids; i++) {
                if (c.tick[i] == tick) atTick += c.budget[i];
            }
            (bool met, uint256 value, uint256 raised) =
                UniformPrice.meet(clearing.above, atTick, c.values[tick], tick == 0);
            if (met) return Clearing(tick, value, clearing.above, atTick, raised);
            clearing.above += atTick;
        }
    }

    function demand(Case memory c, uint256 value) private pure returns (uint256 sum) {
        for (uint256 i = 0; i < c.bids; i++) {
            if (c.values[c.tick[i]] >= value) sum += c.budget[i];
        }
    }

    /// @dev Budgets about as large as the sale's value, or tiny, or exactly what is missing to a tick's value.
    function draw() private returns (Case memory c) {
        c.ladder.geometric = random(1) == 1;
        c.ladder.tickCount = 1 + random(6);
        c.ladder.stepBasisPoints = 1 + random(random(1) == 0 ? 200 : 10_000);
        c.ladder.reserveValue = 20_000 + (random(type(uint112).max) >> random(112));
        c.values = new uint256[](c.ladder.tickCount);
        for (uint256 i = 0; i < c.ladder.tickCount; i++) {
            c.values[i] = c.ladder.valueAt(i);
        }
        c.saleSupply = 1 + (random(type(uint96).max - 1) >> random(95));
        c.bids = 1 + random(MOST_BIDS - 1);
        for (uint256 i = 0; i < c.bids; i++) {
            c.tick[i] = random(c.ladder.tickCount - 1);
            uint256 value = c.values[c.tick[i]];
            uint256 kind = random(7);
            if (kind == 0) c.budget[i] = 1 + random(3);
            else if (kind == 1 && value > c.total) c.budget[i] = value - c.total;
            else if (kind == 2) c.budget[i] = value;
            else c.budget[i] = 1 + random(value);
            c.total += c.budget[i];
        }
    }

    /// @return A number from 0 to `most`.
    function random(uint256 most) private returns (uint256) {
        uint256 state = _random;
        unchecked {
            // Its low bits are poor.
            state = state * 0x5851F42D4C957F2D14057B7EF767814F5851F42D4C957F2D14057B7EF767814D + 1;
        }
        _random = state;
        return (state >> 120) % (most + 1);
    }

    function check(bool holds, string memory rule, Case memory c) private pure {
        if (holds) return;
        revert(string.concat(rule, ": seed ", vm.toString(c.seed), ", case ", vm.toString(c.number)));
    }
}
