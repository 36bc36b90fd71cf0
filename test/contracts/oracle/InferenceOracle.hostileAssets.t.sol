// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {RevenueRoute} from "../../../contracts/src/model/IRevenueRouter.sol";
import {IInferenceOracle, Request, RequestStatus} from "../../../contracts/src/oracle/IInferenceOracle.sol";
import {AssetFixture} from "./AssetFixture.sol";
import {HookedAsset} from "./assets/HookedAsset.sol";
import {HookingPayer} from "./assets/HookingPayer.sol";
import {HostileAsset} from "./assets/HostileAsset.sol";
import {RebasingAsset} from "./assets/RebasingAsset.sol";
import {AssetRecipient} from "./routers/AssetRecipient.sol";
import {SwitchingRouter} from "./routers/SwitchingRouter.sol";

/// Assets that go wrong. Whatever they do, answers are posted, requests end, and all other assets are paid out.
contract InferenceOracleHostileAssetsTest is AssetFixture {
    // Of the five arguments; the name alone is of two functions.
    bytes4 private constant REQUEST_CALLBACK = 0x5b953806;

    HostileAsset private hostile;
    uint256 private hostileId;

    function setUp() public override {
        super.setUp();
        hostile = new HostileAsset();
        hostileId = _listed("hostile", address(hostile), address(0));
        _fund(address(hostile), requester);
        // Others' money in the same asset, and in others.
        _earnIn(hostileId);
        _earnIn(plainModelId);
        _earnIn(modelId);
    }

    // Asking

    function test_revertingAsset_canNotBePaid() public {
        _refusesFee(HostileAsset.Hostility.Reverts, 0);
    }

    function test_assetThatReturnsFalse_canNotBePaid() public {
        _refusesFee(HostileAsset.Hostility.ReturnsFalse, 0);
    }

    function test_feeOnTransferAsset_canNotBePaid() public {
        _refusesFee(HostileAsset.Hostility.KeepsPart, FEE - FEE / 100);
    }

    function test_assetThatOnlySaysThatItMoved_canNotBePaid() public {
        _refusesFee(HostileAsset.Hostility.MovesNothing, 0);
    }

    function test_gasBurningAsset_canNotBePaidAndCostsItsPayerOnly() public {
        hostile.set(HostileAsset.Hostility.BurnsGas);
        vm.prank(requester);
        (bool success,) = address(oracle).call{value: REWARD_WEI, gas: 3_000_000}(_asking());
        assertFalse(success);
        _othersGoOn();
    }

    function test_revertBombAsset_isNotCopied() public {
        hostile.set(HostileAsset.Hostility.RevertBomb);
        _fails(700_000);
    }

    function test_returnBombAsset_isNotCopied() public {
        hostile.set(HostileAsset.Hostility.ReturnBomb);
        uint256 gasBefore = gasleft();
        vm.prank(requester);
        (bool success,) = address(oracle).call{value: REWARD_WEI}(_asking());
        // A quarter of a megabyte of memory costs the asset 157,000; copying it would cost the oracle as much again.
        assertLt(gasBefore - gasleft(), 400_000);
        assertTrue(success);
    }

    function test_assetWithoutReturnValue_isPaidLikeAnyOther() public {
        hostile.set(HostileAsset.Hostility.ReturnsNothing);
        _earnIn(hostileId);
        oracle.settleRevenue(hostileId);
        assertEq(oracle.withdrawAsset(developer, address(hostile)), 2 * FEE);
        assertEq(hostile.balanceOf(developer), 2 * FEE);
    }

    // What was asked while the asset still behaved

    function test_anyHostility_blocksNeitherAnswerNorFinality() public {
        for (uint256 i = 2; i <= uint256(type(HostileAsset.Hostility).max); i++) {
            hostile.set(HostileAsset.Hostility.None);
            (, Request memory request) = _askIn(hostileId);
            (, Request memory expiring) = _askIn(hostileId);
            hostile.set(HostileAsset.Hostility(i));
            _propose(request);
            _finalise(request);
            assertEq(uint8(_status(request)), uint8(RequestStatus.Final));
            vm.warp(uint256(expiring.deadline) + 1);
            oracle.expire(expiring);
            assertEq(oracle.assetCredit(requester, address(hostile)), (i - 1) * FEE);
        }
        assertEq(oracle.unsettledRevenue(hostileId), uint256(type(HostileAsset.Hostility).max) * FEE);
    }

    function test_anyHostility_blocksNoOtherAssetsWithdrawal() public {
        oracle.settleRevenue(hostileId);
        for (uint256 i = 2; i <= uint256(type(HostileAsset.Hostility).max); i++) {
            uint256 snapshot = vm.snapshotState();
            hostile.set(HostileAsset.Hostility(i));
            (bool success,) = address(oracle).call{gas: 3_000_000}(
                abi.encodeCall(oracle.withdrawAsset, (developer, address(hostile)))
            );
            // A bomb's first word is true; what keeps a part or moves nothing hurts who chose it.
            assertEq(oracle.assetCredit(developer, address(hostile)), success ? 0 : FEE);
            _othersGoOn();
            vm.revertToState(snapshot);
        }
    }

    function test_hostileAsset_failedPaymentKeepsTheCredit() public {
        oracle.settleRevenue(hostileId);
        HostileAsset.Hostility[3] memory failing =
            [HostileAsset.Hostility.Reverts, HostileAsset.Hostility.ReturnsFalse, HostileAsset.Hostility.RevertBomb];
        for (uint256 i = 0; i < failing.length; i++) {
            hostile.set(failing[i]);
            vm.expectRevert(
                abi.encodeWithSelector(IInferenceOracle.OraclePaymentFailed.selector, developer, hostile, FEE)
            );
            oracle.withdrawAsset(developer, address(hostile));
        }
        hostile.set(HostileAsset.Hostility.None);
        oracle.withdrawAsset(developer, address(hostile));
        assertEq(hostile.balanceOf(developer), FEE);
    }

    function test_hostileAsset_keepsItsOwnModelsRevenueWaitingAndNoOther() public {
        SwitchingRouter router = new SwitchingRouter();
        AssetRecipient recipient = new AssetRecipient(oracle);
        router.set(RevenueRoute.Token, address(recipient));
        uint256 id = _listed("routed", address(hostile), address(router));
        _earnIn(id);
        for (uint256 i = 2; i <= uint256(type(HostileAsset.Hostility).max); i++) {
            HostileAsset.Hostility hostility = HostileAsset.Hostility(i);
            // Both of these move all of it.
            if (hostility == HostileAsset.Hostility.KeepsPart || hostility == HostileAsset.Hostility.ReturnBomb) {
                continue;
            }
            hostile.set(hostility);
            (bool success,) = address(oracle).call{gas: 4_000_000}(abi.encodeCall(oracle.settleRevenue, (id)));
            assertFalse(success);
            assertEq(oracle.unsettledRevenue(id), FEE);
        }
        _othersGoOn();
        hostile.set(HostileAsset.Hostility.None);
        oracle.settleRevenue(id);
        assertEq(hostile.balanceOf(address(recipient)), FEE);
    }

    // Rebasing

    function test_rebasingAsset_upIsNobodys() public {
        (RebasingAsset rebasing, uint256 id) = _rebasing();
        rebasing.rebase(2e18);
        oracle.settleRevenue(id);
        assertEq(oracle.assetCredit(developer, address(rebasing)), FEE);
        oracle.withdrawAsset(developer, address(rebasing));
        assertEq(rebasing.balanceOf(developer), FEE);
    }

    /// Who comes last waits. It is the same asset's money that is missing, and no other's.
    function test_rebasingAsset_downHurtsItsOwnCreditorsOnly() public {
        (RebasingAsset rebasing, uint256 id) = _rebasing();
        (, Request memory request) = _askIn(id);
        vm.warp(uint256(request.deadline) + 1);
        oracle.expire(request);
        oracle.settleRevenue(id);
        rebasing.rebase(0.5e18);
        oracle.withdrawAsset(developer, address(rebasing));
        vm.expectRevert(abi.encodeWithSelector(IInferenceOracle.OraclePaymentFailed.selector, requester, rebasing, FEE));
        oracle.withdrawAsset(requester, address(rebasing));
        _othersGoOn();
        rebasing.mint(address(oracle), FEE);
        oracle.withdrawAsset(requester, address(rebasing));
        assertEq(oracle.assetCredit(requester, address(rebasing)), 0);
    }

    // Hooks

    /// What the inner request pays would count for the outer one, too.
    function test_hookedAsset_aPayerCanNotPayTwoFeesWithOne() public {
        (HookedAsset hooked, HookingPayer payer, uint256 id) = _hooked();
        payer.arm(abi.encodeWithSelector(REQUEST_CALLBACK, id, INPUT, address(0), 0, ""), REWARD_WEI);
        payer.ask(REWARD_WEI);
        assertFalse(payer.entered());
        assertEq(payer.refusal(), IInferenceOracle.OracleFeeReentered.selector);
        assertEq(hooked.balanceOf(address(oracle)), FEE);
    }

    function test_hookedAsset_aPayerMayAskInEtherFromInside() public {
        (, HookingPayer payer,) = _hooked();
        uint256 priceWei = oracle.estimateFee(modelId, 0);
        payer.arm(abi.encodeWithSelector(REQUEST_CALLBACK, modelId, INPUT, address(0), 0, ""), priceWei);
        payer.ask(REWARD_WEI);
        assertTrue(payer.entered());
        assertEq(oracle.nonceOf(address(payer)), 2);
    }

    /// Its own credit is paid out once, and the fee still has to arrive whole.
    function test_hookedAsset_aPayerCanNotPayWithItsOwnCredit() public {
        (HookedAsset hooked, HookingPayer payer,) = _hooked();
        vm.recordLogs();
        payer.ask(REWARD_WEI);
        Request memory request = _lastRequested();
        vm.warp(uint256(request.deadline) + 1);
        oracle.expire(request);
        assertEq(oracle.assetCredit(address(payer), address(hooked)), FEE);
        payer.arm(abi.encodeCall(oracle.withdrawAsset, (address(payer), address(hooked))), 0);
        vm.expectRevert(abi.encodeWithSelector(IInferenceOracle.OracleFeeNotReceived.selector, hooked, 0, FEE));
        payer.ask(REWARD_WEI);
        assertEq(oracle.nonceOf(address(payer)), 1);
        assertEq(hooked.balanceOf(address(oracle)), FEE);
    }

    function test_hookedAsset_aReceiverIsPaidOnce() public {
        (HookedAsset hooked, HookingPayer payer,) = _hooked();
        vm.recordLogs();
        payer.ask(REWARD_WEI);
        Request memory request = _lastRequested();
        vm.warp(uint256(request.deadline) + 1);
        oracle.expire(request);
        _fundHooked(hooked);
        uint256 before = hooked.balanceOf(address(payer));
        payer.arm(abi.encodeCall(oracle.withdrawAsset, (address(payer), address(hooked))), 0);
        oracle.withdrawAsset(address(payer), address(hooked));
        assertFalse(payer.entered());
        assertEq(hooked.balanceOf(address(payer)), before + FEE);
    }

    function _refusesFee(HostileAsset.Hostility hostility, uint256 received) private {
        hostile.set(hostility);
        vm.expectRevert(abi.encodeWithSelector(IInferenceOracle.OracleFeeNotReceived.selector, hostile, received, FEE));
        vm.prank(requester);
        oracle.requestCallback{value: REWARD_WEI}(hostileId, INPUT, address(0), 0, "");
        _othersGoOn();
    }

    function _fails(uint256 mostGas) private {
        uint256 gasBefore = gasleft();
        vm.prank(requester);
        (bool success,) = address(oracle).call{value: REWARD_WEI}(_asking());
        assertLt(gasBefore - gasleft(), mostGas);
        assertFalse(success);
        _othersGoOn();
    }

    function _asking() private view returns (bytes memory) {
        return abi.encodeWithSelector(REQUEST_CALLBACK, hostileId, INPUT, address(0), 0, "");
    }

    /// @dev Ether and a good asset, from the answer to the account.
    function _othersGoOn() private {
        uint256 snapshot = vm.snapshotState();
        _earnIn(plainModelId);
        _earnIn(modelId);
        oracle.settleRevenue(plainModelId);
        oracle.settleRevenue(modelId);
        assertEq(oracle.withdrawAsset(developer, address(plain)), 2 * FEE);
        assertEq(oracle.withdraw(developer), 2 * FEE_WEI);
        oracle.withdraw(operator);
        vm.revertToState(snapshot);
    }

    function _rebasing() private returns (RebasingAsset rebasing, uint256 id) {
        rebasing = new RebasingAsset();
        id = _listed("rebasing", address(rebasing), address(0));
        _fund(address(rebasing), requester);
        _earnIn(id);
    }

    function _hooked() private returns (HookedAsset hooked, HookingPayer payer, uint256 id) {
        hooked = new HookedAsset();
        id = _listed("hooked", address(hooked), address(0));
        payer = new HookingPayer(oracle, hooked, id);
        hooked.mint(address(payer), 10 * FEE);
        vm.deal(address(payer), 1 ether);
    }

    /// @dev Others' money in the same asset, which a second payment would be taken from.
    function _fundHooked(HookedAsset hooked) private {
        hooked.mint(address(oracle), 10 * FEE);
    }
}
