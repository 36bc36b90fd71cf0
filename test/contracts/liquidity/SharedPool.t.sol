// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";
import {LiquidityFixture} from "./LiquidityFixture.sol";
import {Trader} from "./Trader.sol";
import {VaultingCurrency} from "./hostile/VaultingCurrency.sol";

/// @notice A currency that is a "token" with a "vault" of its own, and so has a position in the same pool.
contract SharedPoolTest is LiquidityFixture {
    VaultingCurrency private _currency;
    Trader private _trader;

    function setUp() public {
        _currency = new VaultingCurrency();
        deployLaunchpad();
        sell();
    }

    function currency() internal view override returns (address) {
        return address(_currency);
    }

    function giveCurrency(address account, uint256 amount) internal override {
        _currency.mint(account, amount);
    }

    function test_Attack_ACurrencyWithAVaultTakesNoFeesOfTheTokens() public {
        offering.seedLiquidity();
        seedOther();
        collectBoth();
    }

    function test_Attack_ACurrencyThatSeedsFirstNeitherBlocksNorTakesFees() public {
        seedOther();
        offering.seedLiquidity();
        collectBoth();
    }

    function seedOther() private {
        _trader = createTrader();
        give(alice, address(_currency), 1000e18);
        _currency.mint(address(_currency), 0.1e18);
        _currency.seed(locker, address(token), 0.1e18, 1000e18);
    }

    function collectBoth() private {
        assertNotEq(
            abi.encode(locker.positionOf(address(token)).lowerTick, locker.positionOf(address(token)).upperTick),
            abi.encode(locker.positionOf(address(_currency)).lowerTick, locker.positionOf(address(_currency)).upperTick)
        );
        _trader.trade(100e18, pricePercent(200));
        _trader.trade(type(uint128).max, pricePercent(100));
        (uint256 tokens, uint256 amount) = locker.collectFees(address(token));
        (uint256 otherTokens, uint256 otherAmount) = locker.collectFees(address(_currency));
        // Each gets what its own liquidity earned: the other's is a two hundredth of the token's.
        assertGt(tokens, otherAmount * 100);
        assertGt(amount, otherTokens * 100);
    }
}
