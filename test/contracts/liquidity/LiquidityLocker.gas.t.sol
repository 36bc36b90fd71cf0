// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {GasMeter} from "../offering/GasMeter.sol";
import {OfferingTerms} from "../offering/LaunchFixture.sol";
import {LiquidityFixture} from "./LiquidityFixture.sol";
import {Trader} from "./Trader.sol";

/// @notice With the token's first transfers made, as long as the pool is there and however its price is off.
contract LiquidityGasTest is LiquidityFixture, GasMeter {
    function setUp() public {
        deployLaunchpad();
        sell();
        offering.claim(alice);
        openPoolAt(pricePercent(50));
        makeCold();
    }

    function makeCold() private {
        _coldAccounts.push(address(locker));
        _coldAccounts.push(address(token));
        _coldAccounts.push(address(pool));
        _coldAccounts.push(address(factory));
        _coldAccounts.push(wrapped);
        _coldAccounts.push(launchpad.tokenImplementation());
        _coldAccounts.push(launchpad.offeringImplementation(launchpad.launchOf(modelId).kind));
    }

    function test_Gas_Seed() public {
        measure("liquidity_seed", 610_000, outsider, address(offering), 0, abi.encodeCall(offering.seedLiquidity, ()));
    }
}

contract LiquidityLaunchGasTest is LiquidityFixture, GasMeter {
    function setUp() public {
        deployLaunchpad();
        _coldAccounts.push(address(registry));
        _coldAccounts.push(address(locker));
    }

    function test_Gas_Launch() public {
        OfferingTerms memory terms = offeringTerms();
        terms.sale.developerSupply = 250_000e18;
        measure("offering_create_with_liquidity", 1_000_000, developer, address(launchpad), 0, launchCall(terms));
    }

    function launchCall(OfferingTerms memory terms) private view returns (bytes memory) {
        return abi.encodeCall(launchpad.launch, (modelId, tokenTerms(), terms.sale, terms.price, allocationTerms()));
    }
}

contract LiquidityNewPoolGasTest is LiquidityFixture, GasMeter {
    function setUp() public {
        deployLaunchpad();
        sell();
        offering.claim(alice);
        _coldAccounts.push(address(locker));
        _coldAccounts.push(address(token));
        _coldAccounts.push(address(factory));
        _coldAccounts.push(wrapped);
        _coldAccounts.push(launchpad.tokenImplementation());
        _coldAccounts.push(launchpad.offeringImplementation(launchpad.launchOf(modelId).kind));
    }

    function test_Gas_SeedANewPool() public {
        measure(
            "liquidity_seed_new_pool",
            5_300_000,
            outsider,
            address(offering),
            0,
            abi.encodeCall(offering.seedLiquidity, ())
        );
    }
}

contract LiquidityFeesGasTest is LiquidityFixture, GasMeter {
    function setUp() public {
        deployLaunchpad();
        sell();
        offering.seedLiquidity();
        Trader trader = createTrader();
        trader.trade(1e18, pricePercent(1000));
        trader.trade(1000e18, pricePercent(10));
        locker.collectFees(address(token));
        trader.trade(1e18, pricePercent(1000));
        trader.trade(1000e18, pricePercent(10));
        _coldAccounts.push(address(token));
        _coldAccounts.push(address(pool));
        _coldAccounts.push(wrapped);
        _coldAccounts.push(launchpad.tokenImplementation());
    }

    function test_Gas_CollectFees() public {
        measure(
            "liquidity_collect_fees",
            250_000,
            outsider,
            address(locker),
            0,
            abi.encodeCall(locker.collectFees, (address(token)))
        );
    }
}
