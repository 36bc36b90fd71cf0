// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {FullRange} from "../../../contracts/src/liquidity/FullRange.sol";
import {ILiquidityLocker} from "../../../contracts/src/liquidity/ILiquidityLocker.sol";
import {IUniswapV3Factory} from "../../../contracts/src/liquidity/IUniswapV3Factory.sol";
import {IUniswapV3Pool} from "../../../contracts/src/liquidity/IUniswapV3Pool.sol";
import {IWrappedEther} from "../../../contracts/src/liquidity/IWrappedEther.sol";
import {LiquidityLocker} from "../../../contracts/src/liquidity/LiquidityLocker.sol";
import {TokenTerms} from "../../../contracts/src/token/IRevenueShareToken.sol";
import {LaunchFixture, OfferingTerms} from "../offering/LaunchFixture.sol";
import {Trader} from "./Trader.sol";

/// @notice A launch whose liquidity goes to a real Uniswap v3 pool: 1,000,000 tokens for 100 of the currency, a fifth of each for
/// liquidity, so 200,000 tokens and 20 of the currency.
abstract contract LiquidityFixture is LaunchFixture {
    uint256 internal constant TOKENS = 200_000e18;
    uint256 internal constant AMOUNT = 20e18;
    /// Square root of their product, 2 * 10^21.
    uint128 internal constant LIQUIDITY = 2e21;
    /// Ticks between a price and its double.
    int24 internal constant DOUBLE = 6932;

    IUniswapV3Factory internal factory;
    LiquidityLocker internal locker;
    address internal wrapped;
    IUniswapV3Pool internal pool;
    address internal token0;
    address internal token1;
    /// Whether the token is the pool's token0.
    bool internal first;

    function createLocker() internal override returns (ILiquidityLocker) {
        factory = IUniswapV3Factory(
            deployCode("node_modules/@uniswap/v3-core/artifacts/contracts/UniswapV3Factory.sol/UniswapV3Factory.json")
        );
        wrapped = wrappedAddress();
        deployCodeTo("node_modules/canonical-weth/build/contracts/WETH9.json", wrapped);
        locker = new LiquidityLocker(address(factory), wrapped);
        return locker;
    }

    /// @notice Chosen so that it is below or above every token's address.
    function wrappedAddress() internal pure virtual returns (address) {
        return address(0xFFFfFFfFfFFffFFfFFFffffFfFfFffFFfFFFFF00);
    }

    /// @notice What the sale takes; 0 for ether.
    function currency() internal view virtual returns (address) {
        return address(0);
    }

    function tokenTerms() internal view override returns (TokenTerms memory terms) {
        terms = super.tokenTerms();
        if (currency() == address(0)) return terms;
        terms.revenueAssets = new address[](1);
        terms.revenueAssets[0] = currency();
    }

    function offeringTerms() internal view override returns (OfferingTerms memory terms) {
        terms = super.offeringTerms();
        terms.sale.currency = currency();
    }

    function asset() internal view returns (address) {
        return currency() == address(0) ? wrapped : currency();
    }

    /// @notice A finalised sale that Alice bought whole. Nothing has left the vault.
    function sell() internal {
        launch();
        (first, token0, token1) =
            address(token) < asset() ? (true, address(token), asset()) : (false, asset(), address(token));
        pool = IUniswapV3Pool(locker.poolOf(address(token), currency()));
        buyAll();
        warpToEnd();
        offering.finalise();
    }

    function buyAll() private {
        if (currency() == address(0)) return commit(alice, HARD_CAP);
        giveCurrency(alice, HARD_CAP);
        vm.startPrank(alice);
        IERC20(currency()).approve(address(offering), HARD_CAP);
        offering.commit(HARD_CAP);
        vm.stopPrank();
    }

    /// @notice The price of `amount` for `tokens`, as the pool writes it.
    function price(uint256 tokens, uint256 amount) internal view returns (uint160) {
        return first ? FullRange.price(tokens, amount) : FullRange.price(amount, tokens);
    }

    /// @notice The launch's price times a number of percents.
    function pricePercent(uint256 percent) internal view returns (uint160) {
        return price(TOKENS * 100, AMOUNT * percent);
    }

    function poolPrice() internal view returns (uint160 sqrtPriceX96) {
        (sqrtPriceX96,,,,,,) = pool.slot0();
    }

    function openPoolAt(uint160 sqrtPriceX96) internal {
        factory.createPool(token0, token1, FullRange.FEE);
        pool.initialize(sqrtPriceX96);
    }

    /// @notice Somebody with everything that trading needs.
    function createTrader() internal returns (Trader trader) {
        trader = new Trader(pool, token0, token1);
        fund(address(trader));
    }

    /// @notice Half of what Alice bought, and as much of the currency as a fixture gives.
    function fund(address trader) internal {
        if (!offering.settled(alice)) offering.claim(alice);
        give(alice, trader, 400_000e18);
        giveCurrency(trader, 1000e18);
    }

    function giveCurrency(address account, uint256 amount) internal virtual {
        vm.deal(address(this), amount);
        IWrappedEther(wrapped).deposit{value: amount}();
        IERC20(wrapped).transfer(account, amount);
    }

    /// @notice The range between two numbers of ticks around the current price, counted in the direction in which the token gets dearer.
    function rangeAround(int24 from, int24 to) internal view returns (int24 lowerTick, int24 upperTick) {
        (, int24 current,,,,,) = pool.slot0();
        (from, to) = first ? (current + from, current + to) : (current - to, current - from);
        (lowerTick, upperTick) = (aligned(from), aligned(to));
        if (lowerTick == upperTick) upperTick += FullRange.TICK_SPACING;
    }

    /// @notice Rounded towards the dearer side of the currency, so that bids stay bids and offers offers.
    function aligned(int24 tick) internal pure returns (int24) {
        int24 down = tick / FullRange.TICK_SPACING;
        if (tick < 0 && tick % FullRange.TICK_SPACING != 0) down--;
        return down * FullRange.TICK_SPACING;
    }

    function assertLockerHoldsNothing() internal view {
        assertEq(address(locker).balance, 0, "ether");
        assertEq(IERC20(wrapped).balanceOf(address(locker)), 0, "wrapped ether");
        assertEq(IERC20(asset()).balanceOf(address(locker)), 0, "currency");
        assertEq(token.balanceOf(address(locker)), 0, "tokens");
    }
}
