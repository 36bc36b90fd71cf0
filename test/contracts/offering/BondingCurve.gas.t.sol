// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {CurveFixture} from "./CurveFixture.sol";
import {GasMeter} from "./GasMeter.sol";
import {SaleKind} from "../../../contracts/src/offering/ILaunchpad.sol";

contract CurveLaunchGasTest is CurveFixture, GasMeter {
    function setUp() public {
        deployLaunchpad();
        _coldAccounts.push(address(registry));
    }

    function test_Gas_LaunchCurve() public {
        measure(
            "curve_create",
            1_000_000,
            developer,
            address(launchpad),
            0,
            abi.encodeCall(launchpad.launchCurve, (modelId, tokenTerms(), saleTerms(), curveTerms(), allocationTerms()))
        );
    }
}

contract CurveGasTest is CurveFixture, GasMeter {
    function setUp() public {
        deployLaunchpad();
        launchCurve();
        buy(alice, 10 ether);
        buy(carol, 40 ether);
        _coldAccounts.push(launchpad.offeringImplementation(SaleKind.Curve));
    }

    function trade(string memory key, uint256 budget, address account, uint256 value, bytes memory call) private {
        measure(key, budget, account, address(curve), value, call);
    }

    function test_Gas_FirstBuy() public {
        trade("curve_buy_first", 50_000, bob, 1 ether, abi.encodeCall(curve.buy, (1 ether, 1, END)));
    }

    function test_Gas_LaterBuy() public {
        trade("curve_buy", 32_000, alice, 1 ether, abi.encodeCall(curve.buy, (1 ether, 1, END)));
    }

    function test_Gas_LastBuy() public {
        trade("curve_buy_last", 90_000, bob, 80 ether, abi.encodeCall(curve.buy, (80 ether, 1, END)));
    }

    function test_Gas_Sell() public {
        trade("curve_sell", 39_000, alice, 0, abi.encodeCall(curve.sell, (1000e18, 1, END)));
    }

    function test_Gas_SellAtAGain() public {
        uint256 tokens = tokensOf(alice);
        trade("curve_sell_gain", 60_000, alice, 0, abi.encodeCall(curve.sell, (tokens, 1, END)));
    }

    function test_Gas_Refund() public {
        vm.warp(END);
        trade("curve_refund", 38_000, alice, 0, abi.encodeCall(curve.refund, (alice)));
    }
}
