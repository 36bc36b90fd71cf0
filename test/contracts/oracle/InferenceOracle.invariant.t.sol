// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {RequestState, RequestStatus} from "../../../contracts/src/oracle/IInferenceOracle.sol";
import {OracleActors} from "./OracleActors.sol";
import {OracleBooks} from "./OracleBooks.sol";
import {OracleFixture} from "./OracleFixture.sol";

/// The numbers are those of invariants.md. One function checks them all, since each would otherwise run its own campaign.
///
/// forge-config: default.invariant.runs = 10
/// forge-config: default.invariant.depth = 500
/// forge-config: default.invariant.fail-on-revert = true
/// forge-config: default.invariant.check-interval = 10
contract InferenceOracleInvariantTest is OracleFixture {
    OracleActors private actors;

    function setUp() public override {
        super.setUp();
        actors = new OracleActors(registry, oracle);
        bytes4[] memory steps = new bytes4[](11);
        steps[0] = actors.request.selector;
        steps[1] = actors.requestByConsumer.selector;
        steps[2] = actors.propose.selector;
        steps[3] = actors.finalise.selector;
        steps[4] = actors.deliver.selector;
        steps[5] = actors.expire.selector;
        steps[6] = actors.settle.selector;
        steps[7] = actors.withdraw.selector;
        steps[8] = actors.pass.selector;
        steps[9] = actors.turn.selector;
        steps[10] = actors.deliverError.selector;
        targetContract(address(actors));
        targetSelector(FuzzSelector(address(actors), steps));
    }

    function invariant_books() public view {
        uint256 heldWei = _checkRequests();
        heldWei += _checkModels();
        heldWei += _checkAccounts();
        assertEq(address(oracle).balance, heldWei + actors.forcedWei(), "1 solvency");
    }

    function afterInvariant() public {
        _checkReached();
        actors.windDown();
        invariant_books();
        uint256 leftWei = actors.forcedWei();
        for (uint256 i = 0; i < actors.requestCount(); i++) {
            OracleBooks.Entry memory e = actors.entry(actors.requestIds(i));
            assertTrue(e.status == RequestStatus.Final || e.status == RequestStatus.Void, "8 not ended");
            leftWei += actors.heldWei(actors.requestIds(i));
        }
        for (uint256 i = 0; i < actors.accountCount(); i++) {
            uint256 creditedWei = oracle.creditWei(actors.accounts(i));
            if (actors.refuses(actors.accounts(i))) leftWei += creditedWei;
            else assertEq(creditedWei, 0, "8 credit left");
        }
        // The last model's router is the hostile one.
        uint256 last = actors.modelCount() - 1;
        for (uint256 i = 0; i < last; i++) {
            assertEq(oracle.unsettledRevenue(actors.modelIds(i)), 0, "8 revenue left");
        }
        assertEq(address(oracle).balance, leftWei + oracle.unsettledRevenue(actors.modelIds(last)), "8 remainder");
    }

    function _checkRequests() private view returns (uint256 heldWei) {
        uint256 count = actors.requestCount();
        for (uint256 i = 0; i < count; i++) {
            uint256 id = actors.requestIds(i);
            OracleBooks.Entry memory e = actors.entry(id);
            RequestState memory state = oracle.requestState(id);
            assertEq(uint8(state.status), uint8(e.status), "3 status");
            assertEq(oracle.isFinalized(id), e.status == RequestStatus.Final, "7 isFinalized");
            assertEq(state.proposer, e.proposer, "4 proposer");
            assertEq(state.windowEnd, e.windowEnd, "4 window");
            assertEq(state.outputHash, e.outputHash, "4 output");
            assertEq(state.delivered, e.delivered, "5 delivered");
            assertEq(state.deliverySucceeded, e.deliverySucceeded, "5 succeeded");
            (bool counted, uint256 times) = actors.timesTaken(e.request.callbackContract, id);
            if (counted) assertEq(times, e.deliverySucceeded ? 1 : 0, "5 times taken");
            heldWei += actors.heldWei(id);
        }
    }

    function _checkModels() private view returns (uint256 heldWei) {
        for (uint256 i = 0; i < actors.modelCount(); i++) {
            uint256 id = actors.modelIds(i);
            uint256 unsettledWei = oracle.unsettledRevenue(id);
            assertEq(unsettledWei, actors.modelEarnedWei(id) - actors.modelSettledWei(id), "6 unsettled");
            heldWei += unsettledWei;
        }
    }

    function _checkAccounts() private view returns (uint256 heldWei) {
        for (uint256 i = 0; i < actors.accountCount(); i++) {
            address account = actors.accounts(i);
            uint256 creditedWei = oracle.creditWei(account);
            assertEq(creditedWei, actors.creditWei(account), "2 credit");
            assertEq(creditedWei + actors.withdrawnWei(account), actors.earnedWei(account), "2 paid twice");
            heldWei += creditedWei;
        }
    }

    function _checkReached() private view {
        string[21] memory steps = [
            "requested",
            "requested by a consumer",
            "overpaid",
            "answered",
            "propose refused",
            "delivered",
            "delivery failed",
            "delivery retried",
            "delivered at finality",
            "deliver refused",
            "re-entered",
            "final",
            "finalise refused",
            "void",
            "expire refused",
            "settle refused",
            "withdrawn",
            "withdraw refused",
            "error delivered",
            "error delivery failed",
            "deliver error refused"
        ];
        for (uint256 i = 0; i < steps.length; i++) {
            assertGt(actors.reached(steps[i]), 0, string.concat("never reached: ", steps[i]));
        }
        assertGt(actors.reached("settled to an account") + actors.reached("settled to a token"), 0, "never settled");
    }
}
