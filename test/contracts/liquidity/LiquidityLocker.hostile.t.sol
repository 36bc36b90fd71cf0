// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {console} from "forge-std/console.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {FullRange} from "../../../contracts/src/liquidity/FullRange.sol";
import {ILiquidityLocker} from "../../../contracts/src/liquidity/ILiquidityLocker.sol";
import {FeeAsset} from "../token/assets/FeeAsset.sol";
import {ForcedEther} from "../token/hostile/ForcedEther.sol";
import {LiquidityFixture} from "./LiquidityFixture.sol";
import {Trader} from "./Trader.sol";
import {FalseToken} from "./hostile/FalseToken.sol";
import {MidTradeCaller} from "./hostile/MidTradeCaller.sol";

contract LiquidityLockerHostileTest is LiquidityFixture {
    function setUp() public {
        deployLaunchpad();
        sell();
    }

    /// @notice In the currency, with tokens at the launch's price.
    function worthOf(Trader trader) internal view returns (uint256) {
        return token.balanceOf(address(trader)) * AMOUNT / TOKENS + IERC20(wrapped).balanceOf(address(trader));
    }

    /// @notice Trades until the pool is at the launch's price, as whoever values the token at that would after a sandwich.
    function tradeBack(Trader trader) internal {
        trader.trade(type(uint128).max, pricePercent(100));
    }

    // Preparing the pool

    /// @notice Whoever prepares a pool in any way, lets us seed and takes everything back has not gained, with tokens counted at the
    /// launch's price. The position has nine tenths of its liquidity at least, or nothing has happened.
    function test_NobodyGainsByPreparingThePool_In250Ways() public {
        vm.pauseGasMetering();
        Trader attacker = createTrader();
        fund(address(attacker));
        uint256 before = worthOf(attacker);
        uint256 seeded;
        uint256 mended;
        for (uint256 i = 0; i < 250; i++) {
            uint256 snapshot = vm.snapshotState();
            (bool done, bool off) = prepareAndSeed(attacker, uint256(keccak256(abi.encode("prepare", i))), before);
            if (done) seeded++;
            if (done && off) mended++;
            vm.revertToState(snapshot);
        }
        assertGt(seeded, 100);
        assertGt(mended, 30);
        assertLt(seeded, 230);
    }

    function prepareAndSeed(Trader attacker, uint256 random, uint256 before) internal returns (bool seeded, bool off) {
        // Half of the time a tenth of the launch's price up to four times it, else close to it.
        uint256 permille = random % 2 == 0 ? 980 + (random >> 8) % 41 : 100 + (random >> 8) % 3900;
        off = permille < 990 || permille > 1010;
        openPoolAt(price(TOKENS * 1000, AMOUNT * permille));
        int24[3] memory lowers;
        int24[3] memory uppers;
        uint128[3] memory liquidities;
        for (uint256 i = 0; i < 3; i++) {
            random = uint256(keccak256(abi.encode(random)));
            int24 from = int24(int256(random % 40_000)) - 20_000;
            (lowers[i], uppers[i]) = rangeAround(from, from + 200 + int24(int256((random >> 32) % 20_000)));
            // Up to our liquidity.
            liquidities[i] = uint128((random >> 64) % LIQUIDITY) + 1;
            attacker.provide(lowers[i], uppers[i], liquidities[i]);
        }
        (seeded,) = address(offering).call(abi.encodeCall(offering.seedLiquidity, ()));
        if (seeded) tradeBack(attacker);
        for (uint256 i = 0; i < 3; i++) {
            attacker.takeOut(lowers[i], uppers[i], liquidities[i]);
        }
        // Each of some ten operations rounds by a wei of tokens or currency.
        assertLe(worthOf(attacker), before + 100);
        if (seeded) assertGe(locker.positionOf(address(token)).liquidity, LIQUIDITY * 9 / 10);
        else assertEq(token.balanceOf(address(locker)), TOKENS);
    }

    /// @notice The most that the tolerance lets somebody take from the position by trading back is an 80,000th of its worth of 40 ETH,
    /// and the pool's fee for that trade is twice as much.
    function test_ASandwichWithinTheTolerance_LosesTheFee() public {
        uint256[2] memory permyriads = [uint256(10_100), 9901];
        for (uint256 i = 0; i < 2; i++) {
            uint256 snapshot = vm.snapshotState();
            Trader attacker = createTrader();
            uint256 before = worthOf(attacker);
            openPoolAt(price(TOKENS * 10_000, AMOUNT * permyriads[i]));
            // Enough to hold the price where it is.
            (int24 lower, int24 upper) = rangeAround(-20_000, 20_000);
            attacker.provide(lower, upper, LIQUIDITY / 10);
            (, uint128 liquidity) = offering.seedLiquidity();
            assertGe(liquidity, uint256(LIQUIDITY) * 994 / 1000);
            tradeBack(attacker);
            attacker.takeOut(lower, upper, LIQUIDITY / 10);
            uint256 lost = before - worthOf(attacker);
            // 0.1 ETH were traded with the position, half a percent better than at the launch's price, for a fee of one percent.
            assertApproxEqRel(lost, 0.0005 ether, 0.05e18);
            vm.revertToState(snapshot);
        }
    }

    /// @notice A flash loan's worth of tokens and currency, back in the same transaction: the position keeps the fees.
    function test_ALargeTradeAroundSeed_OnlyPaysFees() public {
        offering.seedLiquidity();
        Trader attacker = createTrader();
        uint256 before = worthOf(attacker);
        attacker.trade(100e18, pricePercent(10_000));
        tradeBack(attacker);
        assertLt(worthOf(attacker), before);
        (uint256 tokens, uint256 amount) = locker.collectFees(address(token));
        assertGt(tokens, 0);
        assertGt(amount, 0.2 ether);
    }

    /// @notice Each tick on the way costs whoever seeds about 27,000 gas, and whoever put it there about three times as much.
    function test_AHundredTicksInTheWay_CostTheGasOfCrossingThem() public {
        openPoolAt(pricePercent(800));
        Trader griefer = createTrader();
        for (int24 i = 0; i < 50; i++) {
            (int24 lower, int24 upper) = rangeAround(-400 * (i + 1), -400 * (i + 1) + 200);
            griefer.provide(lower, upper, 1);
        }
        uint256 gasBefore = gasleft();
        offering.seedLiquidity();
        console.log("gas of seeding across 100 ticks", gasBefore - gasleft());
        assertLt(gasBefore - gasleft(), 4_000_000);
        assertEq(poolPrice(), pricePercent(100));
    }

    function test_SeedAndCollect_RevertInTheMiddleOfATrade() public {
        openPoolAt(pricePercent(100));
        Trader provider = createTrader();
        provider.provide(-887_200, 887_200, LIQUIDITY);
        MidTradeCaller caller =
            new MidTradeCaller(pool, token0, token1, address(offering), abi.encodeCall(offering.seedLiquidity, ()));
        fund(address(caller));
        caller.trade(1e18, pricePercent(200));
        assertFalse(caller.done());
        assertEq(bytes4(caller.answer()), bytes4(keccak256("Error(string)")));

        offering.seedLiquidity();
        caller = new MidTradeCaller(
            pool, token0, token1, address(locker), abi.encodeCall(locker.collectFees, (address(token)))
        );
        vm.prank(alice);
        token.transfer(address(caller), 1e18);
        caller.trade(1e18, pricePercent(10));
        assertFalse(caller.done());
        locker.collectFees(address(token));
    }

    // False tokens

    function test_AFalseToken_CantTakeTokensThatWaitForAnotherLaunch() public {
        FalseToken thief = new FalseToken(locker);
        offering.claim(alice);
        give(alice, address(thief), 1000e18);
        assertEq(token.balanceOf(address(locker)), TOKENS);
        thief.seed(address(token), 2000e18, 1000e18);
        assertEq(token.balanceOf(address(locker)), TOKENS);
        offering.seedLiquidity();
    }

    /// @notice The other launch's tokens come to the locker in the middle of the thief's own call.
    function test_AFalseToken_CantTakeTokensThatArriveInItsOwnCall() public {
        // A first launch whose tokens the thief can have.
        FalseToken thief = new FalseToken(locker);
        offering.claim(alice);
        give(alice, address(thief), 1000e18);
        uint256 snapshot = vm.snapshotState();
        thief.seed(address(token), 2000e18, 1000e18);
        uint256 leftover = token.balanceOf(address(thief));
        vm.revertToState(snapshot);

        // The same, while somebody sends tokens to the locker in the middle.
        vm.prank(alice);
        token.approve(address(thief), 5000e18);
        thief.plan(address(token), abi.encodeCall(IERC20.transferFrom, (alice, address(locker), 5e18)));
        thief.seed(address(token), 2000e18, 1000e18);
        assertTrue(thief.succeeded());
        assertEq(token.balanceOf(address(thief)), leftover);
        assertGe(token.balanceOf(address(locker)), TOKENS + 5e18);
    }

    function test_AFalseToken_CantReenter() public {
        offering.seedLiquidity();
        createTrader().trade(1000e18, pricePercent(10));
        FalseToken thief = new FalseToken(locker);
        thief.plan(address(locker), abi.encodeCall(locker.collectFees, (address(token))));
        vm.deal(address(this), 1 ether);
        thief.seed{value: 1 ether}(address(0), 1000e18, 1 ether);
        assertGt(thief.calls(), 0);
        assertFalse(thief.succeeded());
        // It would have succeeded alone.
        locker.collectFees(address(token));
    }

    // Callbacks and ether

    function test_Callbacks_PayOnlyPools() public {
        token.start();
        bytes memory data = abi.encode(token0, token1);
        bytes memory notPool = abi.encodeWithSelector(ILiquidityLocker.LiquidityLockerNotPool.selector, outsider);
        vm.startPrank(outsider);
        vm.expectRevert(notPool);
        locker.uniswapV3SwapCallback(int256(TOKENS), 0, data);
        vm.expectRevert(notPool);
        locker.uniswapV3MintCallback(TOKENS, 0, data);
    }

    /// @notice A pool calls back whoever called it, so nobody can make one ask the locker.
    function test_Callbacks_OfAPoolAskedByOthers_GoToThem() public {
        openPoolAt(pricePercent(100));
        token.start();
        vm.prank(outsider);
        vm.expectRevert();
        pool.swap(address(locker), true, 1, 4_295_128_740, "");
        vm.prank(outsider);
        vm.expectRevert();
        pool.mint(address(locker), -887_200, 887_200, 1, "");
    }

    function test_Receive_TakesNoEther() public {
        vm.prank(outsider);
        (bool ok, bytes memory answer) = address(locker).call{value: 1}("");
        assertFalse(ok);
        assertEq(answer, abi.encodeWithSelector(ILiquidityLocker.LiquidityLockerNotWrappedEther.selector, outsider));
    }

    /// @notice Ether, tokens and wrapped ether that nobody asked for change nothing.
    function test_Gifts_AreNobodys() public {
        vm.deal(address(this), 3 ether);
        new ForcedEther{value: 1 ether}(payable(address(locker)));
        giveCurrency(address(locker), 1 ether);
        offering.claim(alice);
        give(alice, address(locker), 1e18);
        (, uint128 liquidity) = offering.seedLiquidity();
        assertApproxEqAbs(liquidity, LIQUIDITY, 1e9);
        assertEq(poolPrice(), pricePercent(100));
        assertEq(address(locker).balance, 1 ether);
        assertEq(IERC20(wrapped).balanceOf(address(locker)), 1 ether);
        assertEq(token.balanceOf(address(locker)), 1e18);
    }

    /// @notice Liquidity that others add in the locker's name lies in ranges of its own or is a gift to the position.
    function test_Seed_IntoAPositionThatSomebodyElseGave() public {
        openPoolAt(pricePercent(100));
        GenerousProvider provider = new GenerousProvider();
        fund(address(provider));
        provider.give(address(locker), address(pool), token0, token1, LIQUIDITY / 10);
        (, uint128 liquidity) = offering.seedLiquidity();
        assertApproxEqAbs(locker.positionOf(address(token)).liquidity, uint256(liquidity) + LIQUIDITY / 10, 1);
        createTrader().trade(1000e18, pricePercent(10));
        (uint256 tokens,) = locker.collectFees(address(token));
        assertApproxEqAbs(tokens, 10e18, 2);
    }
}

/// @notice Mints liquidity for somebody else.
contract GenerousProvider {
    function give(address to, address pool, address token0, address token1, uint128 liquidity) external {
        (bool ok,) = pool.call(
            abi.encodeWithSignature(
                "mint(address,int24,int24,uint128,bytes)", to, -887_200, 887_200, liquidity, abi.encode(token0, token1)
            )
        );
        require(ok, "mint");
    }

    function uniswapV3MintCallback(uint256 amount0, uint256 amount1, bytes calldata data) external {
        (address token0, address token1) = abi.decode(data, (address, address));
        IERC20(token0).transfer(msg.sender, amount0);
        IERC20(token1).transfer(msg.sender, amount1);
    }
}

/// @notice The sale refuses such a currency when somebody pays, so only a false token can bring it here.
contract LiquidityLockerFeeAssetTest is LiquidityFixture {
    function test_Seed_RefusesACurrencyThatKeepsAPart() public {
        deployLaunchpad();
        FeeAsset asset_ = new FeeAsset();
        FalseToken vault = new FalseToken(locker);
        asset_.mint(address(vault), 1000);
        vm.expectRevert(
            abi.encodeWithSelector(ILiquidityLocker.LiquidityLockerWrongAmount.selector, address(asset_), 1000, 990)
        );
        vault.seed(address(asset_), 1000, 1000);
    }
}
