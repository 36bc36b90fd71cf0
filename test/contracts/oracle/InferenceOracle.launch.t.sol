// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {FixedPriceOffering} from "../../../contracts/src/offering/FixedPriceOffering.sol";
import {ILiquidityLocker} from "../../../contracts/src/offering/../liquidity/ILiquidityLocker.sol";
import {FixedPriceTerms} from "../../../contracts/src/offering/IFixedPriceOffering.sol";
import {SaleTerms} from "../../../contracts/src/offering/IOffering.sol";
import {AllocationTerms} from "../../../contracts/src/offering/ILaunchpad.sol";
import {Launchpad} from "../../../contracts/src/offering/Launchpad.sol";
import {IInferenceOracle, Request, RequestOptions} from "../../../contracts/src/oracle/IInferenceOracle.sol";
import {TokenTerms} from "../../../contracts/src/token/IRevenueShareToken.sol";
import {RevenueShareToken} from "../../../contracts/src/token/RevenueShareToken.sol";
import {AssetFixture} from "./AssetFixture.sol";

/// Revenue of a model whose router is the real launchpad, through every state of a launch.
contract InferenceOracleLaunchTest is AssetFixture {
    uint128 private constant SOFT_CAP_WEI = 1 ether;

    Launchpad private launchpad;
    RevenueShareToken private token;
    FixedPriceOffering private offering;

    function setUp() public override {
        super.setUp();
        launchpad =
            new Launchpad(registry, new RevenueShareToken(), new FixedPriceOffering(ILiquidityLocker(address(0))));
        modelId = _register(_terms("launched", FEE_WEI, REWARD_WEI, address(launchpad)));
    }

    function test_beforeAnyLaunch_revenueIsTheDevelopers() public {
        _earn();
        oracle.settleRevenue(modelId);
        assertEq(oracle.creditWei(developer), FEE_WEI);
    }

    function test_duringALaunch_revenueWaits() public {
        _launch();
        _earn();
        _expectWait();
        oracle.settleRevenue(modelId);
        // Also when it is over and a success, but not finalised.
        _commit();
        vm.warp(block.timestamp + 2 days);
        _expectWait();
        oracle.settleRevenue(modelId);
        assertEq(oracle.unsettledRevenue(modelId), FEE_WEI);
    }

    function test_afterASuccess_revenueIsTheHolders() public {
        _launch();
        _earn();
        _commit();
        vm.warp(block.timestamp + 2 days);
        offering.finalise();
        _earn();
        assertEq(oracle.settleRevenue(modelId), 2 * FEE_WEI);
        assertEq(address(token).balance, 2 * FEE_WEI);
        assertEq(token.pendingWei(), 2 * FEE_WEI);

        offering.claim(stranger);
        vm.warp(block.timestamp + 1 days);
        _earn();
        oracle.settleRevenue(modelId);
        uint256 beforeWei = stranger.balance;
        vm.prank(stranger);
        uint256 claimedWei = token.claimAll();
        assertEq(stranger.balance, beforeWei + claimedWei);
        // The only holder; rounding costs less than a gwei.
        assertApproxEqAbs(claimedWei, 2 * FEE_WEI, 1 gwei);
    }

    function test_afterAFailure_revenueIsTheDevelopers() public {
        _launch();
        _earn();
        vm.warp(block.timestamp + 2 days);
        oracle.settleRevenue(modelId);
        assertEq(oracle.creditWei(developer), FEE_WEI);
    }

    function test_revenueInAnAsset_isTheHolders() public {
        modelId = _listed("launched in an asset", address(plain), address(launchpad));
        address[] memory assets = new address[](1);
        assets[0] = address(plain);
        _launch(assets);
        _earnIn(modelId);
        _expectWait();
        oracle.settleRevenue(modelId);
        _commit();
        vm.warp(block.timestamp + 2 days);
        offering.finalise();
        offering.claim(stranger);

        assertEq(oracle.settleRevenue(modelId), FEE);
        assertEq(plain.balanceOf(address(token)), FEE);
        assertEq(plain.allowance(address(oracle), address(token)), 0);
        (uint256 pending,,) = token.assetPools(address(plain));
        assertEq(pending, FEE);
        assertEq(token.pendingWei(), 0);

        vm.warp(block.timestamp + 1 days);
        assertEq(token.claimableAsset(stranger, address(plain)), FEE);
        vm.prank(stranger);
        assertEq(token.claimAll(), 0);
        assertEq(plain.balanceOf(stranger), FEE);
        assertEq(plain.balanceOf(address(token)), 0);
    }

    function _launch() private {
        _launch(new address[](0));
    }

    function _launch(address[] memory revenueAssets) private {
        AllocationTerms memory nothingSetAside;
        vm.prank(developer);
        (address token_, address offering_) = launchpad.launch(
            modelId,
            TokenTerms({
                name: "Launched",
                symbol: "LNCH",
                periodSeconds: 1 days,
                holderShareBps: 10_000,
                revenueAssets: revenueAssets
            }),
            SaleTerms({
                currency: address(0),
                liquidityShareBasisPoints: 2000,
                start: 0,
                end: uint40(block.timestamp) + 1 days,
                saleSupply: 1000e18,
                developerSupply: 0
            }),
            FixedPriceTerms({softCap: SOFT_CAP_WEI, hardCap: SOFT_CAP_WEI, accountCap: 0}),
            nothingSetAside
        );
        token = RevenueShareToken(payable(token_));
        offering = FixedPriceOffering(offering_);
    }

    function _commit() private {
        vm.prank(stranger);
        offering.commit{value: SOFT_CAP_WEI}(SOFT_CAP_WEI);
    }

    function _earn() private {
        RequestOptions memory options;
        options.windowSeconds = oracle.MIN_WINDOW_SECONDS();
        (, Request memory request) = _ask(requester, modelId, options);
        _propose(request);
        _finalise(request);
    }

    function _expectWait() private {
        vm.expectRevert(abi.encodeWithSelector(IInferenceOracle.OracleRevenueWaits.selector, modelId));
    }
}
