// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {FullRange} from "../../../contracts/src/liquidity/FullRange.sol";
import {ILiquidityLocker, LockedPosition} from "../../../contracts/src/liquidity/ILiquidityLocker.sol";
import {PlainAsset} from "../token/assets/PlainAsset.sol";
import {LiquidityFixture} from "./LiquidityFixture.sol";
import {Trader} from "./Trader.sol";

/// @notice See `LiquidityLocker.tree`. Runs with the token on either side of the pool, and with ether and an ERC-20 as currency.
abstract contract LiquidityLockerTest is LiquidityFixture {
    /// What a position is worth at the launch's price, in the currency.
    uint256 private constant WORTH = 2 * AMOUNT;

    function setUp() public virtual {
        deployLaunchpad();
        sell();
    }

    /// @notice Seeds, and checks what holds in every case.
    function seed() internal returns (uint128 liquidity) {
        uint256 supply = token.totalSupply();
        uint256 revenue = pending();
        (, liquidity) = offering.seedLiquidity();

        LockedPosition memory locked = locker.positionOf(address(token));
        assertEq(locked.pool, address(pool));
        assertEq(locked.currency, currency());
        assertEq(locked.liquidity, liquidity);
        assertLockerHoldsNothing();
        assertGe(liquidity, uint256(LIQUIDITY) * 9 / 10, "less than nine tenths");
        // What is left went to the holders, and with what is locked is worth what was given, at the launch's price.
        (uint256 tokens, uint256 amount) = inPosition(liquidity);
        supply -= token.totalSupply();
        revenue = pending() - revenue;
        uint256 worth = (tokens + supply) * AMOUNT / TOKENS + amount + revenue;
        assertGe(worth, WORTH - WORTH / 50_000_000, "mending cost something");
    }

    /// @notice What the position would pay out at the pool's price, by its definition.
    function inPosition(uint128 liquidity) internal view returns (uint256 tokens, uint256 amount) {
        uint256 sqrtPrice = poolPrice();
        uint256 amount0 = uint256(liquidity) * 2 ** 96 / sqrtPrice;
        uint256 amount1 = uint256(liquidity) * sqrtPrice / 2 ** 96;
        return first ? (amount0, amount1) : (amount1, amount0);
    }

    function pending() internal view returns (uint256 amount) {
        if (currency() == address(0)) return token.pendingWei();
        (amount,,) = token.assetPools(currency());
    }

    /// @notice Starts the token, whose unsold tokens are burnt then, so that only what `seed` burns counts.
    function start() internal {
        if (token.periodEnd() == 0) token.start();
    }

    // No pool, or an empty one

    function test_Seed_OpensAPoolThatDoesNotExistAtTheLaunchsPrice() public {
        assertEq(address(pool).code.length, 0);
        start();
        assertEq(token.balanceOf(address(locker)), TOKENS);
        uint128 liquidity = seed();
        assertEq(poolPrice(), pricePercent(100));
        assertApproxEqAbs(liquidity, LIQUIDITY, 1e9);
        assertApproxEqAbs(token.balanceOf(address(pool)), TOKENS, 1e14);
        assertApproxEqAbs(IERC20(asset()).balanceOf(address(pool)), AMOUNT, 1e10);
        LockedPosition memory locked = locker.positionOf(address(token));
        assertEq(locked.lowerTick, -887_200);
        assertEq(locked.upperTick, 887_200);
    }

    function test_Seed_SetsThePriceOfAPoolThatHasNone() public {
        factory.createPool(token0, token1, FullRange.FEE);
        seed();
        assertEq(poolPrice(), pricePercent(100));
    }

    function test_Seed_MovesAnEmptyPoolFromAnyPriceAtNoCost() public {
        // The prices at the ends of what a pool can hold, a factor of a million, and the double.
        uint160[6] memory prices = [
            uint160(4_295_128_739),
            1_461_446_703_485_210_103_287_273_052_203_988_822_378_723_970_341,
            price(TOKENS * 1_000_000, AMOUNT),
            price(TOKENS, AMOUNT * 1_000_000),
            pricePercent(50),
            pricePercent(200)
        ];
        start();
        for (uint256 i = 0; i < prices.length; i++) {
            uint256 snapshot = vm.snapshotState();
            openPoolAt(prices[i]);
            uint128 liquidity = seed();
            assertEq(poolPrice(), pricePercent(100));
            assertApproxEqAbs(liquidity, LIQUIDITY, 1e9);
            assertApproxEqAbs(token.balanceOf(address(pool)), TOKENS, 1e14);
            vm.revertToState(snapshot);
        }
    }

    // Others' liquidity

    /// @dev Selling from twice the price to the fee above it takes `liquidity * (1 / sqrt(1.0101) - 1 / sqrt(2))` of what all takes:
    /// with three tenths of our liquidity 8.7% of the tokens with the fee.
    function test_Seed_SellsToBidsThatAreTooHigh() public {
        openPoolAt(pricePercent(200));
        Trader bidder = createTrader();
        (int24 lower, int24 upper) = rangeAround(-DOUBLE - 400, -200);
        bidder.provide(lower, upper, LIQUIDITY * 3 / 10);
        uint256 before = IERC20(asset()).balanceOf(address(pool));

        uint128 liquidity = seed();
        uint256 sold = TOKENS - inPositionTokens(liquidity);
        assertApproxEqRel(sold, TOKENS * 87 / 1000, 0.03e18, "sold");
        assertTokenPriceNear(101);
        // What the bidder paid is the holders' and a part of the position; it lost to whoever values the token at the launch's price.
        assertGt(before, 0);
        assertGt(pending(), AMOUNT / 10);
    }

    function test_Seed_BuysOffersThatAreTooCheap() public {
        openPoolAt(pricePercent(50));
        Trader offerer = createTrader();
        (int24 lower, int24 upper) = rangeAround(400, DOUBLE + 400);
        offerer.provide(lower, upper, LIQUIDITY * 3 / 10);
        start();
        uint256 supply = token.totalSupply();

        uint128 liquidity = seed();
        assertTokenPriceNear(99);
        assertGe(liquidity, LIQUIDITY * 905 / 1000);
        // More was bought than a tenth, and what the position didn't take is burnt.
        assertGt(supply - token.totalSupply(), TOKENS / 10);
    }

    function test_Seed_RevertsWhenBidsTakeMoreThanATenth_UntilSomebodySellsToThem() public {
        openPoolAt(pricePercent(200));
        Trader bidder = createTrader();
        Trader seller = createTrader();
        (int24 lower, int24 upper) = rangeAround(-DOUBLE - 400, -200);
        bidder.provide(lower, upper, LIQUIDITY * 4 / 10);

        expectPriceOff();
        offering.seedLiquidity();
        assertEq(token.balanceOf(address(locker)), TOKENS);
        assertFalse(offering.liquiditySettled());

        // Whoever holds tokens sells them above the launch's price.
        uint256 balance = IERC20(asset()).balanceOf(address(seller));
        uint256 tokens = token.balanceOf(address(seller));
        seller.trade(20_000e18, pricePercent(102));
        uint256 paid = IERC20(asset()).balanceOf(address(seller)) - balance;
        assertGt(paid, (tokens - token.balanceOf(address(seller))) * AMOUNT / TOKENS);
        seed();
    }

    function test_Seed_RevertsWhenOffersTakeMoreThanATenth_UntilSomebodyBuysThem() public {
        openPoolAt(pricePercent(50));
        Trader offerer = createTrader();
        Trader buyer = createTrader();
        (int24 lower, int24 upper) = rangeAround(400, DOUBLE + 400);
        offerer.provide(lower, upper, LIQUIDITY * 4 / 10);

        expectPriceOff();
        offering.seedLiquidity();

        buyer.trade(2e18, pricePercent(98));
        seed();
    }

    function test_Seed_LocksAtThePoolsPriceWithinTheFee() public {
        uint256[2] memory percents = [uint256(10_050), 9950];
        start();
        for (uint256 i = 0; i < 2; i++) {
            uint256 snapshot = vm.snapshotState();
            uint160 there = price(TOKENS * 10_000, AMOUNT * percents[i]);
            openPoolAt(there);
            createTrader().provide(-887_200, 887_200, LIQUIDITY * 3 / 2);
            uint128 liquidity = seed();
            assertApproxEqRel(poolPrice(), there, 1e12);
            assertGe(liquidity, uint256(LIQUIDITY) * 99 / 100);
            vm.revertToState(snapshot);
        }
    }

    function test_Seed_IgnoresDust() public {
        openPoolAt(price(TOKENS * 1000, AMOUNT * 1007));
        createTrader().provide(-887_200, 887_200, 1e12);
        seed();
        assertEq(poolPrice(), pricePercent(100));
    }

    function test_Seed_TakesTheNextRangeEndsWhenOthersFillTheOutermost() public {
        openPoolAt(pricePercent(100));
        Trader filler = createTrader();
        (, int24 current,,,,,) = pool.slot0();
        uint128 full = uint128(FullRange.MAX_LIQUIDITY_PER_TICK);
        // At the outermost tick it costs next to nothing.
        uint256 cost;
        for (int24 step = 0; step < 3; step++) {
            int24 lower = FullRange.rangeEnd(current, false, step);
            int24 upper = FullRange.rangeEnd(current, true, step);
            (uint256 low0, uint256 low1) = filler.provide(lower, lower + 200, full);
            (uint256 high0, uint256 high1) = filler.provide(upper - 200, upper, full);
            if (step == 0) cost = first ? low1 + high1 : low0 + high0;
        }
        seed();
        LockedPosition memory locked = locker.positionOf(address(token));
        assertEq(locked.lowerTick, FullRange.rangeEnd(current, false, 3));
        assertEq(locked.upperTick, FullRange.rangeEnd(current, true, 3));
        assertLt(cost, 0.0001e18);
    }

    function test_Seed_CantBeBlockedByFillingTheLastRangeEnds() public {
        openPoolAt(pricePercent(100));
        (, int24 current,,,,,) = pool.slot0();
        int24 tick = FullRange.rangeEnd(current, !first, 7);
        (int24 lower, int24 upper) = first ? (tick, tick + 200) : (tick - 200, tick);
        Trader filler = createTrader();
        giveCurrency(address(filler), 1e9 * AMOUNT / 2);
        // Half a billion times the launch's money for liquidity is not enough.
        vm.expectRevert();
        filler.provide(lower, upper, uint128(FullRange.MAX_LIQUIDITY_PER_TICK));
    }

    function test_Seed_RevertsTwice() public {
        seed();
        vm.prank(address(offering));
        vm.expectRevert(abi.encodeWithSelector(ILiquidityLocker.LiquidityLockerAlreadySeeded.selector, address(token)));
        locker.seed(address(token), currency(), 1, 1);
        vm.prank(address(offering));
        vm.expectRevert(abi.encodeWithSelector(ILiquidityLocker.LiquidityLockerAlreadySeeded.selector, address(token)));
        locker.discard(address(token), 1);
    }

    function test_SeedAndDiscard_RevertForOthersThanTheVault() public {
        start();
        bytes memory notVault =
            abi.encodeWithSelector(ILiquidityLocker.LiquidityLockerNotVault.selector, address(token), outsider);
        vm.startPrank(outsider);
        vm.expectRevert(notVault);
        locker.seed(address(token), currency(), 1, 1);
        vm.expectRevert(notVault);
        locker.discard(address(token), 1);
    }

    function test_Seed_RevertsWithoutAPrice() public {
        vm.startPrank(address(offering));
        vm.expectRevert(abi.encodeWithSelector(ILiquidityLocker.LiquidityLockerPriceOutOfRange.selector, 0, 1));
        locker.seed(address(token), currency(), 0, 1);
        vm.expectRevert(
            abi.encodeWithSelector(ILiquidityLocker.LiquidityLockerPriceOutOfRange.selector, 1, uint256(2) ** 113)
        );
        locker.seed(address(token), currency(), 1, 2 ** 113);
    }

    function test_Seed_RevertsWithOtherValueThanSaid() public {
        start();
        vm.deal(address(offering), 100 ether);
        uint256 expectedWei = currency() == address(0) ? 1 ether : 0;
        vm.prank(address(offering));
        vm.expectRevert(
            abi.encodeWithSelector(
                ILiquidityLocker.LiquidityLockerWrongAmount.selector, address(0), expectedWei, 2 ether
            )
        );
        locker.seed{value: 2 ether}(address(token), currency(), 1 ether, 1 ether);
    }

    // Discard

    function test_Discard_BurnsWithoutRedeeming() public {
        sellAndRedeemable(10 ether);
        uint256 supply = token.totalSupply();
        uint256 redeemPoolWei = token.redeemPoolWei();
        vm.prank(address(offering));
        locker.discard(address(token), TOKENS);
        assertEq(token.totalSupply(), supply - TOKENS);
        assertEq(token.redeemPoolWei(), redeemPoolWei);
        assertEq(token.balanceOf(address(locker)), 0);
        assertEq(address(locker).balance, 0);
    }

    // Fees

    function test_CollectFees_HandsBothSidesToTheHolders() public {
        uint128 liquidity = seed();
        Trader trader = createTrader();
        trader.trade(5e18, pricePercent(1000));
        trader.trade(30_000e18, pricePercent(10));
        uint256 supply = token.totalSupply();
        uint256 revenue = pending();

        vm.prank(outsider);
        (uint256 tokens, uint256 amount) = locker.collectFees(address(token));
        // A hundredth of what was sold.
        assertApproxEqAbs(amount, 0.05e18, 2);
        assertApproxEqAbs(tokens, 300e18, 2);
        assertEq(supply - token.totalSupply(), tokens);
        assertEq(pending() - revenue, amount);
        assertEq(locker.positionOf(address(token)).liquidity, liquidity);
        assertLockerHoldsNothing();

        vm.expectRevert(abi.encodeWithSelector(ILiquidityLocker.LiquidityLockerNoFees.selector, address(token)));
        locker.collectFees(address(token));
    }

    function test_CollectFees_OfOneSide() public {
        seed();
        createTrader().trade(1000e18, pricePercent(10));
        (uint256 tokens, uint256 amount) = locker.collectFees(address(token));
        assertApproxEqAbs(tokens, 10e18, 2);
        assertEq(amount, 0);
    }

    function test_CollectFees_ReachesTheHolders() public {
        seed();
        createTrader().trade(10e18, pricePercent(1000));
        (, uint256 amount) = locker.collectFees(address(token));
        warpPeriods(1);
        token.snapshot();
        uint256 share = amount * 9 / 10 * token.balanceOf(alice) / token.eligibleSupply();
        uint256 claimable = currency() == address(0) ? token.claimable(alice) : token.claimableAsset(alice, currency());
        assertApproxEqRel(claimable, share, 1e15);
    }

    function test_CollectFees_RevertsBeforeSeed() public {
        vm.expectRevert(abi.encodeWithSelector(ILiquidityLocker.LiquidityLockerNotSeeded.selector, address(token)));
        locker.collectFees(address(token));
        assertEq(locker.positionOf(address(token)).pool, address(0));
    }

    // Who is excluded

    function test_LockerAndPoolShareNoRevenue() public {
        assertTrue(token.isExcluded(address(locker)));
        assertTrue(token.isExcluded(address(pool)));
        seed();
        offering.claim(alice);
        assertEq(token.eligibleSupply(), SALE_SUPPLY);
        closePeriodWith(1 ether);
        assertEq(token.claimable(address(pool)), 0);
        assertEq(token.claimable(address(locker)), 0);
        // With some wei that the position did not take.
        assertApproxEqAbs(token.claimable(alice), 0.9 ether, 1000);
    }

    function test_ATradeMovesTheSupplyThatShares() public {
        seed();
        Trader trader = createTrader();
        uint256 eligible = token.eligibleSupply();
        trader.trade(1000e18, pricePercent(10));
        assertEq(token.eligibleSupply(), eligible - 1000e18);
    }

    // Helpers

    function expectPriceOff() internal {
        vm.expectPartialRevert(ILiquidityLocker.LiquidityLockerPriceOff.selector);
    }

    function inPositionTokens(uint128 liquidity) internal view returns (uint256 tokens) {
        (tokens,) = inPosition(liquidity);
    }

    /// @notice To within a thousandth.
    function assertTokenPriceNear(uint256 percent) internal view {
        assertApproxEqRel(poolPrice(), pricePercent(percent), 0.0005e18, "price");
    }

    /// @notice Something to redeem, in ether.
    function sellAndRedeemable(uint256 amountWei) internal {
        offering.claim(alice);
        closePeriodWith(amountWei);
        assertGt(token.redeemPoolWei(), 0);
    }
}

contract LiquidityLockerEtherTest is LiquidityLockerTest {}

contract LiquidityLockerEtherFirstTest is LiquidityLockerTest {
    function wrappedAddress() internal pure override returns (address) {
        return address(0xeeeee);
    }
}

contract LiquidityLockerAssetTest is LiquidityLockerTest {
    PlainAsset private _asset;

    function setUp() public override {
        _asset = new PlainAsset();
        super.setUp();
    }

    function currency() internal view override returns (address) {
        return address(_asset);
    }

    function giveCurrency(address account, uint256 amount) internal override {
        _asset.mint(account, amount);
    }
}
