// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {FixedPriceOffering} from "../../../contracts/src/offering/FixedPriceOffering.sol";
import {OfferingTerms} from "../../../contracts/src/offering/IFixedPriceOffering.sol";
import {AllocationTerms} from "../../../contracts/src/offering/ILaunchpad.sol";
import {Launchpad} from "../../../contracts/src/offering/Launchpad.sol";
import {IInferenceOracle, Request, RequestOptions} from "../../../contracts/src/oracle/IInferenceOracle.sol";
import {TokenTerms} from "../../../contracts/src/token/IRevenueShareToken.sol";
import {RevenueShareToken} from "../../../contracts/src/token/RevenueShareToken.sol";
import {OracleFixture} from "./OracleFixture.sol";

/// Revenue of a model whose router is the real launchpad, through every state of a launch.
contract InferenceOracleLaunchTest is OracleFixture {
    uint128 private constant SOFT_CAP_WEI = 1 ether;

    Launchpad private launchpad;
    RevenueShareToken private token;
    FixedPriceOffering private offering;

    function setUp() public override {
        super.setUp();
        launchpad = new Launchpad(registry, new RevenueShareToken());
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

    function _launch() private {
        AllocationTerms memory nothingSetAside;
        vm.prank(developer);
        (address token_, address offering_) = launchpad.launch(
            modelId,
            TokenTerms({
                name: "Launched",
                symbol: "LNCH",
                periodSeconds: 1 days,
                holderShareBps: 10_000,
                revenueAssets: new address[](0)
            }),
            OfferingTerms({
                saleSupply: 1000e18,
                developerSupply: 0,
                softCapWei: SOFT_CAP_WEI,
                hardCapWei: SOFT_CAP_WEI,
                accountCapWei: 0,
                start: 0,
                end: uint40(block.timestamp) + 1 days
            }),
            nothingSetAside
        );
        token = RevenueShareToken(payable(token_));
        offering = FixedPriceOffering(offering_);
    }

    function _commit() private {
        vm.prank(stranger);
        offering.commit{value: SOFT_CAP_WEI}();
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
