// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {RevenueRoute} from "../../../contracts/src/model/IRevenueRouter.sol";
import {DeliverAt, IInferenceOracle, Request, RequestOptions} from "../../../contracts/src/oracle/IInferenceOracle.sol";
import {InferenceOracle} from "../../../contracts/src/oracle/InferenceOracle.sol";
import {OracleParameters} from "../../../contracts/src/oracle/OracleParameters.sol";
import {AssetFixture} from "./AssetFixture.sol";
import {SixDecimalAsset} from "./assets/SixDecimalAsset.sol";
import {AssetRecipient} from "./routers/AssetRecipient.sol";
import {SwitchingRouter} from "./routers/SwitchingRouter.sol";

/// Fees in an ERC-20: the same rules as for ether, each asset by itself.
contract InferenceOracleAssetsTest is AssetFixture {
    function test_price_isTheEtherPartAndTheAssetPartApart() public view {
        assertEq(oracle.estimateFee(plainModelId, 0), REWARD_WEI);
        assertEq(
            oracle.priceOf(plainModelId, CALLBACK_GAS, DeliverAt.Finality), REWARD_WEI + CALLBACK_GAS * GAS_PRICE_WEI
        );
        (address asset, uint256 amount) = oracle.assetFeeOf(plainModelId);
        assertEq(abi.encode(asset, amount), abi.encode(plain, FEE));
        // By its short number, too.
        (asset, amount) = oracle.assetFeeOf(2);
        assertEq(abi.encode(asset, amount), abi.encode(plain, FEE));
        (asset, amount) = oracle.assetFeeOf(modelId);
        assertEq(abi.encode(asset, amount), abi.encode(0, 0));
    }

    function test_assetFeeOf_revertsForAnUnknownModel() public {
        vm.expectRevert("model does not exist");
        oracle.assetFeeOf(3);
        vm.expectRevert("model does not exist");
        oracle.assetFeeOf(uint256(keccak256("no model")));
    }

    function test_getModel_tellsTheAsset() public view {
        (,, uint256 fee,, uint256 percentage,, address token,) = oracle.getModel(plainModelId);
        assertEq(abi.encode(fee, percentage, token), abi.encode(FEE, 100, plain));
        (,, fee,,,, token,) = oracle.getModel(modelId);
        assertEq(abi.encode(fee, token), abi.encode(FEE_WEI, 0));
    }

    function test_request_pullsExactlyTheFee() public {
        uint256 before = plain.balanceOf(requester);
        (, Request memory request) = _askIn(plainModelId);
        assertEq(request.feeAmount, FEE);
        assertEq(plain.balanceOf(requester), before - FEE);
        assertEq(plain.balanceOf(address(oracle)), FEE);
        assertEq(address(oracle).balance, REWARD_WEI);
    }

    function test_request_insufficientFeeIsAboutEtherOnly() public {
        vm.startPrank(requester);
        vm.expectRevert("insufficient fee");
        oracle.requestCallback{value: REWARD_WEI - 1}(plainModelId, INPUT, address(0), 0, "");
        plain.approve(address(oracle), FEE - 1);
        _expectNotReceived(0);
        oracle.requestCallback{value: REWARD_WEI}(plainModelId, INPUT, address(0), 0, "");
        plain.approve(address(oracle), FEE);
        plain.transfer(stranger, plain.balanceOf(requester) - FEE + 1);
        _expectNotReceived(0);
        oracle.requestCallback{value: REWARD_WEI}(plainModelId, INPUT, address(0), 0, "");
        vm.stopPrank();
        vm.prank(stranger);
        plain.transfer(requester, 1);
        vm.prank(requester);
        oracle.requestCallback{value: REWARD_WEI}(plainModelId, INPUT, address(0), 0, "");
        assertEq(plain.balanceOf(requester), 0);
    }

    function test_request_tooMuchEtherIsCreditedAndNoMoreOfTheAssetTaken() public {
        vm.prank(requester);
        oracle.requestCallback{value: REWARD_WEI + 7}(plainModelId, INPUT, address(0), 0, "");
        assertEq(oracle.creditWei(requester), 7);
        assertEq(oracle.assetCredit(requester, address(0)), 7);
        assertEq(oracle.assetCredit(requester, address(plain)), 0);
    }

    function test_request_aFreeModelNeedsNoAsset() public {
        SixDecimalAsset other = new SixDecimalAsset();
        uint256 freeId = _register(_termsIn("free", address(other), 0));
        _askIn(freeId);
        assertEq(other.balanceOf(address(oracle)), 0);
    }

    function test_finalise_keepsTheRevenueInItsAsset() public {
        _earnIn(plainModelId);
        _earnIn(modelId);
        assertEq(oracle.unsettledRevenue(plainModelId), FEE);
        assertEq(oracle.unsettledRevenue(modelId), FEE_WEI);
        assertEq(oracle.creditWei(operator), 2 * uint256(REWARD_WEI) + 2 * uint256(oracle.bondFor(REWARD_WEI, 0)));
    }

    function test_expire_returnsEachPartInWhatItWasPaidIn() public {
        (uint256 requestId, Request memory request) = _askIn(plainModelId);
        vm.warp(uint256(request.deadline) + 1);
        vm.expectEmit(address(oracle));
        emit IInferenceOracle.Expired(requestId, REWARD_WEI, address(plain), FEE);
        oracle.expire(request);
        assertEq(oracle.creditWei(requester), REWARD_WEI);
        assertEq(oracle.assetCredit(requester, address(plain)), FEE);
        _withdrawAll(requester, address(plain), FEE);
    }

    function test_dispute_withoutASurvivorReturnsTheFeeInItsAsset() public {
        modelId = plainModelId;
        (, Request memory request) = _ask();
        _propose(request);
        _contradict(request);
        _nobodyWins(request);
        assertEq(oracle.assetCredit(requester, address(plain)), FEE);
        assertEq(oracle.creditWei(requester), REWARD_WEI);
        assertEq(address(oracle).balance, REWARD_WEI);
        assertEq(plain.balanceOf(address(oracle)), FEE);
    }

    function test_dispute_overturnedPaysTheModelInItsAsset() public {
        modelId = plainModelId;
        (, Request memory request) = _ask();
        _propose(request);
        _contradict(request);
        _rivalIsLeft(request);
        oracle.finaliseDispute(request, _roots(), _key(RIGHT));
        assertEq(oracle.unsettledRevenue(plainModelId), FEE);
        assertEq(oracle.creditWei(rival), REWARD_WEI);
    }

    function test_settleRevenue_withoutARouterCreditsTheDeveloperInTheAsset() public {
        _earnIn(plainModelId);
        vm.expectEmit(address(oracle));
        emit IInferenceOracle.RevenueSettled(plainModelId, developer, address(plain), FEE);
        assertEq(oracle.settleRevenue(plainModelId), FEE);
        assertEq(oracle.creditWei(developer), 0);
        _withdrawAll(developer, address(plain), FEE);
    }

    function test_settleRevenue_depositsInTheTokenWhichTakesItItself() public {
        (uint256 id, AssetRecipient recipient) = _routed();
        _earnIn(id);
        _earnIn(plainModelId);
        oracle.settleRevenue(id);
        assertEq(plain.balanceOf(address(recipient)), FEE);
        assertEq(plain.balanceOf(address(oracle)), FEE);
        assertEq(plain.allowance(address(oracle), address(recipient)), 0);
    }

    function test_settleRevenue_ofAnAssetThatTheTokenDoesNotTakeWaits() public {
        (uint256 id, AssetRecipient recipient) = _routed();
        _earnIn(id);
        recipient.set(AssetRecipient.Manner.Reverts, 0);
        _expectPaymentFailed(address(recipient));
        oracle.settleRevenue(id);
        assertEq(oracle.unsettledRevenue(id), FEE);
        recipient.set(AssetRecipient.Manner.TakesAll, 0);
        oracle.settleRevenue(id);
        assertEq(plain.balanceOf(address(recipient)), FEE);
    }

    /// The approval is for money that lies beside that of other models in the same asset.
    function test_settleRevenue_aRecipientTakesItsOwnRevenueAndNothingElse() public {
        (uint256 id, AssetRecipient recipient) = _routed();
        _earnIn(id);
        _earnIn(plainModelId);
        AssetRecipient.Manner[4] memory manners = [
            AssetRecipient.Manner.TakesLess,
            AssetRecipient.Manner.TakesMore,
            AssetRecipient.Manner.TakesNothing,
            AssetRecipient.Manner.BurnsGas
        ];
        for (uint256 i = 0; i < manners.length; i++) {
            recipient.set(manners[i], 0);
            _expectPaymentFailed(address(recipient));
            oracle.settleRevenue(id);
            recipient.takeLater(plain);
            assertEq(plain.balanceOf(address(recipient)), 0);
            assertEq(oracle.unsettledRevenue(id), FEE);
        }
        oracle.settleRevenue(plainModelId);
        _withdrawAll(developer, address(plain), FEE);
    }

    /// Its credit leaves the oracle just as its revenue would, so the balance alone doesn't tell that the approval is unused.
    function test_settleRevenue_leavesNoApproval() public {
        (uint256 id, AssetRecipient recipient) = _routed();
        SwitchingRouter router = new SwitchingRouter();
        router.set(RevenueRoute.Account, address(recipient));
        uint256 creditedId = _listed("credited", address(plain), address(router));
        _earnIn(id);
        _earnIn(creditedId);
        _earnIn(plainModelId);
        oracle.settleRevenue(creditedId);
        recipient.set(AssetRecipient.Manner.WithdrawsInstead, 0);
        oracle.settleRevenue(id);
        recipient.takeLater(plain);
        assertEq(plain.balanceOf(address(recipient)), FEE, "its credit");
        oracle.settleRevenue(plainModelId);
        _withdrawAll(developer, address(plain), FEE);
    }

    function test_settleRevenue_aRecipientThatComesBackInIsPaidOnce() public {
        (uint256 id, AssetRecipient recipient) = _routed();
        _earnIn(id);
        recipient.set(AssetRecipient.Manner.Reenters, id);
        oracle.settleRevenue(id);
        assertFalse(recipient.entered());
        assertEq(plain.balanceOf(address(recipient)), FEE);
    }

    /// What the inner settlement takes counts for the outer one, too, so the outer one finds that too much was taken.
    function test_settleRevenue_aRecipientThatSettlesAnotherModelInsideGetsNothing() public {
        (uint256 id, AssetRecipient recipient) = _routed();
        _earnIn(id);
        _earnIn(plainModelId);
        SwitchingRouter router = new SwitchingRouter();
        AssetRecipient other = new AssetRecipient(oracle);
        router.set(RevenueRoute.Token, address(other));
        uint256 otherId = _listed("other", address(plain), address(router));
        _earnIn(otherId);
        recipient.set(AssetRecipient.Manner.Reenters, otherId);
        _expectPaymentFailed(address(recipient));
        oracle.settleRevenue(id);
        assertEq(oracle.unsettledRevenue(id), FEE);
        assertEq(oracle.unsettledRevenue(otherId), FEE);
        assertEq(plain.balanceOf(address(oracle)), 3 * FEE);
    }

    function test_withdrawAsset_ofEtherIsWithdraw() public {
        _earnIn(modelId);
        oracle.settleRevenue(modelId);
        uint256 before = developer.balance;
        assertEq(oracle.withdrawAsset(developer, address(0)), FEE_WEI);
        assertEq(developer.balance, before + FEE_WEI);
    }

    function test_withdrawAsset_paysOnce() public {
        _earnIn(plainModelId);
        oracle.settleRevenue(plainModelId);
        vm.expectEmit(address(oracle));
        emit IInferenceOracle.Withdrawn(developer, address(plain), FEE);
        oracle.withdrawAsset(developer, address(plain));
        vm.expectRevert(abi.encodeWithSelector(IInferenceOracle.OracleNothingToWithdraw.selector, developer));
        oracle.withdrawAsset(developer, address(plain));
    }

    function test_withdrawAsset_ofAnAssetThatNobodyOwes() public {
        plain.mint(address(oracle), 100);
        vm.expectRevert(abi.encodeWithSelector(IInferenceOracle.OracleNothingToWithdraw.selector, stranger));
        oracle.withdrawAsset(stranger, address(plain));
        vm.expectRevert(abi.encodeWithSelector(IInferenceOracle.OracleNothingToWithdraw.selector, stranger));
        oracle.withdrawAsset(stranger, makeAddr("no asset"));
    }

    // The protocol's share

    function test_protocolShare_isTakenAtSettlementInEachAsset() public {
        address protocol = makeAddr("protocol");
        _redeploy(250, protocol);
        _earnIn(modelId);
        _earnIn(plainModelId);
        vm.expectEmit(address(oracle));
        emit IInferenceOracle.ProtocolShareCredited(plainModelId, address(plain), FEE / 40);
        assertEq(oracle.settleRevenue(plainModelId), FEE - FEE / 40);
        oracle.settleRevenue(modelId);
        assertEq(oracle.assetCredit(protocol, address(plain)), FEE / 40);
        assertEq(oracle.creditWei(protocol), FEE_WEI / 40);
        assertEq(oracle.creditWei(developer), FEE_WEI - FEE_WEI / 40);
        (,,,, uint256 percentage,,,) = oracle.getModel(modelId);
        assertEq(percentage, 97);
    }

    function test_protocolShare_isRoundedDown() public {
        _redeploy(1, makeAddr("protocol"));
        uint256 id = _register(_termsIn("cheap", address(plain), 9999));
        _earnIn(id);
        assertEq(oracle.settleRevenue(id), 9999);
    }

    function test_protocolShare_isNoneByDefault() public view {
        assertEq(oracle.PROTOCOL_SHARE_BASIS_POINTS(), 0);
        assertEq(oracle.PROTOCOL_RECIPIENT(), address(0));
    }

    function test_protocolShare_isBounded() public {
        OracleParameters memory parameters = _parameters();
        (parameters.protocolShareBasisPoints, parameters.protocolRecipient) = (1000, stranger);
        assertEq(new InferenceOracle(parameters).PROTOCOL_SHARE_BASIS_POINTS(), 1000);
        parameters.protocolShareBasisPoints = 1001;
        _expectInvalid(parameters);
        (parameters.protocolShareBasisPoints, parameters.protocolRecipient) = (1, address(0));
        _expectInvalid(parameters);
        (parameters.protocolShareBasisPoints, parameters.protocolRecipient) = (0, stranger);
        _expectInvalid(parameters);
    }

    function _redeploy(uint16 shareBasisPoints, address recipient) private {
        OracleParameters memory parameters = _parameters();
        (parameters.protocolShareBasisPoints, parameters.protocolRecipient) = (shareBasisPoints, recipient);
        oracle = new InferenceOracle(parameters);
        _fund(address(plain), requester);
    }

    function _routed() private returns (uint256 id, AssetRecipient recipient) {
        SwitchingRouter router = new SwitchingRouter();
        recipient = new AssetRecipient(oracle);
        router.set(RevenueRoute.Token, address(recipient));
        id = _listed("routed", address(plain), address(router));
    }

    function _withdrawAll(address account, address asset, uint256 amount) private {
        uint256 before = plain.balanceOf(account);
        vm.prank(stranger);
        assertEq(oracle.withdrawAsset(account, asset), amount);
        assertEq(plain.balanceOf(account), before + amount);
    }

    function _expectNotReceived(uint256 received) private {
        vm.expectRevert(abi.encodeWithSelector(IInferenceOracle.OracleFeeNotReceived.selector, plain, received, FEE));
    }

    function _expectPaymentFailed(address recipient) private {
        vm.expectRevert(abi.encodeWithSelector(IInferenceOracle.OraclePaymentFailed.selector, recipient, plain, FEE));
    }

    function _expectInvalid(OracleParameters memory parameters) private {
        vm.expectRevert(IInferenceOracle.OracleParametersInvalid.selector);
        new InferenceOracle(parameters);
    }
}
