// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {LockedPosition} from "../../../contracts/src/liquidity/ILiquidityLocker.sol";
import {LiquidityFixture} from "./LiquidityFixture.sol";
import {LiquidityHandler} from "./LiquidityHandler.sol";

/// @notice The numbers are those of `invariants.md`. Pools that somebody opened at the launch's price, below and above it.
abstract contract LiquidityLockerInvariantTest is LiquidityFixture {
    LiquidityHandler private _handler;

    function openedAtPercent() internal pure virtual returns (uint256);

    function setUp() public {
        deployLaunchpad();
        sell();
        openPoolAt(pricePercent(openedAtPercent()));
        _handler = new LiquidityHandler(offering, locker, pool, createTrader(), pricePercent(100), first);
        targetSender(address(0xCA11E7));
        targetContract(address(_handler));
    }

    /// forge-config: default.invariant.runs = 8
    function invariant_Liquidity() public view {
        assertEq(_handler.violation(), "");
        LockedPosition memory locked = locker.positionOf(address(token));
        // 1
        assertEq(locked.liquidity, _handler.seededLiquidity());
        // 2
        assertEq(address(locker).balance, 0);
        assertEq(IERC20(wrapped).balanceOf(address(locker)), 0);
        assertEq(token.balanceOf(address(locker)), offering.liquiditySettled() ? 0 : TOKENS);
        assertEq(token.allowance(address(locker), address(pool)), 0);
        // 9
        assertEq(offering.liquiditySettled(), locked.liquidity != 0 || _handler.released());
        // 7
        assertEq(token.claimable(address(locker)), 0);
        assertEq(token.claimable(address(pool)), 0);
    }

    /// @notice One whole life, deterministic. It fails when a kind of call reached nothing, which would prove nothing.
    function test_AWholeLifeReachesEveryKindOfCall() public {
        for (uint256 i = 0; i < 300; i++) {
            uint256 seed = uint256(keccak256(abi.encode(openedAtPercent(), i)));
            uint256 kind = seed % 7;
            seed >>= 8;
            if (kind == 0) _handler.wait(seed);
            else if (kind == 1) _handler.trade(seed, seed >> 16);
            else if (kind == 2) _handler.provide(seed, seed >> 16, seed >> 32);
            else if (kind == 3) _handler.takeOut(seed);
            else if (kind == 4 && i > 20) _handler.seed(seed);
            else if (kind == 5) _handler.collectFees();
            else if (kind == 6) _handler.release();
            if (i % 20 == 0) invariant_Liquidity();
        }
        assertGt(_handler.reached("trade"), 10);
        assertGt(_handler.reached("provide"), 10);
        assertGt(_handler.reached("takeOut"), 10);
        assertGt(_handler.reached("collectNothing"), 0);
        assertEq(_handler.reached("seed") + _handler.reached("release"), 1);
        if (_handler.reached("seed") == 1) assertGt(_handler.reached("collect"), 0, "no fees");
        assertGe(_handler.reached("refuse"), 1);
    }
}

contract FairPoolInvariantTest is LiquidityLockerInvariantTest {
    function openedAtPercent() internal pure override returns (uint256) {
        return 100;
    }
}

contract CheapPoolInvariantTest is LiquidityLockerInvariantTest {
    function openedAtPercent() internal pure override returns (uint256) {
        return 60;
    }
}

contract DearPoolInvariantTest is LiquidityLockerInvariantTest {
    function openedAtPercent() internal pure override returns (uint256) {
        return 170;
    }
}
