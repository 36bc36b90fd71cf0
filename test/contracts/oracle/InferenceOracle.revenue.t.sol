// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {RevenueRoute} from "../../../contracts/src/model/IRevenueRouter.sol";
import {IInferenceOracle, Request, RequestOptions} from "../../../contracts/src/oracle/IInferenceOracle.sol";
import {OracleFixture} from "./OracleFixture.sol";
import {RevertingConsumer} from "./consumers/RevertingConsumer.sol";
import {AnyAnswerRouter} from "./routers/AnyAnswerRouter.sol";
import {HostileRouter} from "./routers/HostileRouter.sol";
import {ReentrantRecipient} from "./routers/ReentrantRecipient.sol";
import {SharingRecipient} from "./routers/SharingRecipient.sol";
import {SwitchingRouter} from "./routers/SwitchingRouter.sol";

contract InferenceOracleRevenueTest is OracleFixture {
    SwitchingRouter private router;
    HostileRouter private hostile;
    SharingRecipient private recipient;
    uint256 private routedModelId;
    uint256 private hostileModelId;

    function setUp() public override {
        super.setUp();
        router = new SwitchingRouter();
        hostile = new HostileRouter();
        recipient = new SharingRecipient();
        routedModelId = _register(_terms("routed", FEE_WEI, REWARD_WEI, address(router)));
        hostileModelId = _register(_terms("hostile", FEE_WEI, REWARD_WEI, address(hostile)));
        _earn(modelId);
        _earn(routedModelId);
        _earn(hostileModelId);
    }

    // settleRevenue

    function test_settleRevenue_revertsWithoutRevenue() public {
        vm.expectRevert(abi.encodeWithSelector(IInferenceOracle.OracleNothingToSettle.selector, 7));
        oracle.settleRevenue(7);
        oracle.settleRevenue(modelId);
        vm.expectRevert(abi.encodeWithSelector(IInferenceOracle.OracleNothingToSettle.selector, modelId));
        oracle.settleRevenue(modelId);
    }

    function test_settleRevenue_withoutARouterCreditsTheDeveloper() public {
        vm.expectEmit(address(oracle));
        emit IInferenceOracle.RevenueSettled(modelId, developer, address(0), FEE_WEI);
        vm.prank(stranger);
        assertEq(oracle.settleRevenue(modelId), FEE_WEI);
        assertEq(oracle.creditWei(developer), FEE_WEI);
        assertEq(oracle.unsettledRevenue(modelId), 0);
    }

    function test_settleRevenue_waitsAndCollects() public {
        for (uint256 i = 0; i < 2; i++) {
            router.set(RevenueRoute.Wait, i == 0 ? address(0) : stranger);
            vm.expectRevert(abi.encodeWithSelector(IInferenceOracle.OracleRevenueWaits.selector, routedModelId));
            oracle.settleRevenue(routedModelId);
        }
        _earn(routedModelId);
        router.set(RevenueRoute.Account, stranger);
        assertEq(oracle.settleRevenue(routedModelId), 2 * FEE_WEI);
        assertEq(oracle.creditWei(stranger), 2 * FEE_WEI);
    }

    function test_settleRevenue_depositsInTheToken() public {
        router.set(RevenueRoute.Token, address(recipient));
        oracle.settleRevenue(routedModelId);
        assertEq(recipient.depositedWei(), FEE_WEI);
        assertEq(address(recipient).balance, FEE_WEI);
    }

    function test_settleRevenue_aRouterThatChangesItsMindIsAskedEachTime() public {
        router.set(RevenueRoute.Account, stranger);
        oracle.settleRevenue(routedModelId);
        _earn(routedModelId);
        router.set(RevenueRoute.Token, address(recipient));
        oracle.settleRevenue(routedModelId);
        assertEq(oracle.creditWei(stranger), FEE_WEI);
        assertEq(recipient.depositedWei(), FEE_WEI);
    }

    function test_settleRevenue_keepsTheRevenueWhenTheTokenRefusesIt() public {
        router.set(RevenueRoute.Token, address(recipient));
        recipient.setClosed(true);
        vm.expectRevert(
            abi.encodeWithSelector(
                IInferenceOracle.OraclePaymentFailed.selector, address(recipient), address(0), FEE_WEI
            )
        );
        oracle.settleRevenue(routedModelId);
        assertEq(oracle.unsettledRevenue(routedModelId), FEE_WEI);
        recipient.setClosed(false);
        oracle.settleRevenue(routedModelId);
        assertEq(recipient.depositedWei(), FEE_WEI);
    }

    function test_settleRevenue_depositsNothingWhereThereIsNoCode() public {
        router.set(RevenueRoute.Token, stranger);
        uint256 beforeWei = stranger.balance;
        vm.expectRevert(
            abi.encodeWithSelector(IInferenceOracle.OraclePaymentFailed.selector, stranger, address(0), FEE_WEI)
        );
        oracle.settleRevenue(routedModelId);
        assertEq(stranger.balance, beforeWei);
    }

    function test_settleRevenue_revertsForEveryAnswerThatMakesNoSense() public {
        HostileRouter.Hostility[7] memory hostilities = [
            HostileRouter.Hostility.Reverts,
            HostileRouter.Hostility.ShortAnswer,
            HostileRouter.Hostility.UnknownRoute,
            HostileRouter.Hostility.DirtyRecipient,
            HostileRouter.Hostility.ZeroRecipient,
            HostileRouter.Hostility.BurnsGas,
            HostileRouter.Hostility.WritesState
        ];
        for (uint256 i = 0; i < hostilities.length; i++) {
            hostile.set(hostilities[i]);
            vm.expectRevert(
                abi.encodeWithSelector(IInferenceOracle.OracleRouterAnswer.selector, hostileModelId, address(hostile))
            );
            oracle.settleRevenue(hostileModelId);
            assertEq(oracle.unsettledRevenue(hostileModelId), FEE_WEI);
        }
    }

    /// A router may spend 500,000 gas, and nothing of what it returns is copied beyond two words.
    function test_settleRevenue_aRoutersCostIsBounded() public {
        HostileRouter.Hostility[3] memory hostilities =
            [HostileRouter.Hostility.BurnsGas, HostileRouter.Hostility.RevertBomb, HostileRouter.Hostility.ReturnBomb];
        for (uint256 i = 0; i < hostilities.length; i++) {
            hostile.set(hostilities[i]);
            uint256 gasBefore = gasleft();
            (bool success,) = address(oracle).call(abi.encodeCall(oracle.settleRevenue, (hostileModelId)));
            assertLt(gasBefore - gasleft(), 600_000);
            assertEq(success, hostilities[i] == HostileRouter.Hostility.ReturnBomb);
        }
        assertEq(oracle.creditWei(address(hostile)), FEE_WEI);
    }

    function test_settleRevenue_aHostileRouterBlocksOnlyItsOwnModel() public {
        hostile.set(HostileRouter.Hostility.BurnsGas);
        vm.expectRevert();
        oracle.settleRevenue(hostileModelId);
        router.set(RevenueRoute.Token, address(recipient));
        oracle.settleRevenue(routedModelId);
        oracle.settleRevenue(modelId);
        oracle.withdraw(developer);
        oracle.withdraw(operator);
        _earn(hostileModelId);
        assertEq(address(oracle).balance, 2 * FEE_WEI + oracle.creditWei(operator));
    }

    function test_settleRevenue_reentrantTokenIsPaidOnce() public {
        ReentrantRecipient reentrant = new ReentrantRecipient(oracle);
        reentrant.arm(routedModelId);
        router.set(RevenueRoute.Token, address(reentrant));
        oracle.settleRevenue(routedModelId);
        assertFalse(reentrant.entered());
        assertEq(address(reentrant).balance, FEE_WEI);
        assertEq(oracle.unsettledRevenue(modelId), FEE_WEI);
    }

    function test_settleRevenue_theOracleItselfAsTokenIsRefused() public {
        router.set(RevenueRoute.Token, address(oracle));
        vm.expectRevert(
            abi.encodeWithSelector(IInferenceOracle.OraclePaymentFailed.selector, address(oracle), address(0), FEE_WEI)
        );
        oracle.settleRevenue(routedModelId);
    }

    function testFuzz_settleRevenue_anyAnswerFromARouter(uint256 route, uint168 recipientWord, uint256 length) public {
        AnyAnswerRouter anyAnswer = new AnyAnswerRouter();
        uint256 id = _register(_terms("any answer", FEE_WEI, REWARD_WEI, address(anyAnswer)));
        _earn(id);
        route = bound(route, 0, 4);
        bytes memory answer = abi.encode(route, recipientWord, "more");
        length = bound(length, 0, 100);
        assembly ("memory-safe") {
            mstore(answer, length)
        }
        anyAnswer.set(answer);

        uint256 beforeWei = address(oracle).balance;
        (bool success,) = address(oracle).call(abi.encodeCall(oracle.settleRevenue, (id)));
        bool isAccount = route == 1 && recipientWord > 0 && recipientWord <= type(uint160).max && length >= 64;
        assertEq(success, isAccount);
        assertEq(address(oracle).balance, beforeWei);
        assertEq(oracle.unsettledRevenue(id), isAccount ? 0 : FEE_WEI);
    }

    // withdraw

    function test_withdraw_paysTheAccountWhoeverCalls() public {
        uint256 creditWei = oracle.creditWei(operator);
        uint256 beforeWei = operator.balance;
        vm.expectEmit(address(oracle));
        emit IInferenceOracle.Withdrawn(operator, address(0), creditWei);
        vm.prank(stranger);
        assertEq(oracle.withdraw(operator), creditWei);
        assertEq(operator.balance, beforeWei + creditWei);
        assertEq(oracle.creditWei(operator), 0);
        vm.expectRevert(abi.encodeWithSelector(IInferenceOracle.OracleNothingToWithdraw.selector, operator));
        oracle.withdraw(operator);
    }

    function test_withdraw_keepsTheCreditOfAnAccountThatRefuses() public {
        RevertingConsumer refuser = new RevertingConsumer(oracle);
        router.set(RevenueRoute.Account, address(refuser));
        oracle.settleRevenue(routedModelId);
        vm.expectRevert(
            abi.encodeWithSelector(IInferenceOracle.OraclePaymentFailed.selector, address(refuser), address(0), FEE_WEI)
        );
        oracle.withdraw(address(refuser));
        assertEq(oracle.creditWei(address(refuser)), FEE_WEI);
        refuser.setAccepts(true);
        oracle.withdraw(address(refuser));
        assertEq(address(refuser).balance, FEE_WEI);
    }

    function test_withdraw_reentrantAccountIsPaidOnce() public {
        ReentrantRecipient reentrant = new ReentrantRecipient(oracle);
        router.set(RevenueRoute.Account, address(reentrant));
        oracle.settleRevenue(routedModelId);
        oracle.withdraw(address(reentrant));
        assertFalse(reentrant.entered());
        assertEq(address(reentrant).balance, FEE_WEI);
    }

    function _earn(uint256 earningModelId) private {
        RequestOptions memory options;
        (, Request memory request) = _ask(requester, earningModelId, options);
        _propose(request);
        _finalise(request);
    }
}
