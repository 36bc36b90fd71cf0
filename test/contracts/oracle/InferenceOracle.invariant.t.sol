// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";

import {RequestState, RequestStatus} from "../../../contracts/src/oracle/IInferenceOracle.sol";
import {OracleActors} from "./OracleActors.sol";
import {OracleBooks} from "./OracleBooks.sol";
import {OracleFixture} from "./OracleFixture.sol";

/// The numbers are those of invariants.md. One function checks them all, since each would otherwise run its own campaign.
///
/// forge-config: default.invariant.runs = 8
/// forge-config: default.invariant.depth = 800
/// forge-config: default.invariant.fail-on-revert = true
/// forge-config: default.invariant.check-interval = 20
contract InferenceOracleInvariantTest is OracleFixture {
    OracleActors private actors;

    function setUp() public override {
        super.setUp();
        actors = new OracleActors(registry, oracle);
        bytes4[] memory steps = new bytes4[](14);
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
        steps[11] = actors.withdrawAsset.selector;
        steps[12] = actors.commit.selector;
        steps[13] = actors.takeOver.selector;
        // Forge gives ether to whom it lets call, and takes contracts of the fixture for that, too.
        targetSender(address(0xCA11E7));
        targetContract(address(actors));
        targetSelector(FuzzSelector(address(actors), steps));
    }

    function invariant_books() public view {
        _checkRequests();
        _checkModels();
        for (uint256 i = 0; i < actors.assetCount(); i++) {
            address asset = actors.assets(i);
            uint256 held = _heldForRequests(asset) + _heldForModels(asset) + _checkAccounts(asset);
            assertEq(_balance(asset), held + (i == 0 ? actors.forcedWei() : 0), "1 solvency");
        }
    }

    function afterInvariant() public {
        _checkReached();
        actors.windDown();
        invariant_books();
        for (uint256 i = 0; i < actors.requestCount(); i++) {
            RequestStatus status = actors.entry(actors.requestIds(i)).status;
            assertTrue(status == RequestStatus.Final || status == RequestStatus.Void, "8 not ended");
        }
        // The last model's router is the hostile one.
        for (uint256 i = 0; i + 1 < actors.modelCount(); i++) {
            assertEq(oracle.unsettledRevenue(actors.modelIds(i)), 0, "8 revenue left");
        }
        for (uint256 i = 0; i < actors.assetCount(); i++) {
            address asset = actors.assets(i);
            uint256 left = i == 0 ? actors.forcedWei() : 0;
            for (uint256 j = 0; j < actors.accountCount(); j++) {
                address account = actors.accounts(j);
                uint256 credited = oracle.assetCredit(account, asset);
                if (i == 0 && actors.refuses(account)) left += credited;
                else assertEq(credited, 0, "8 credit left");
            }
            assertEq(_balance(asset), left + _heldForRequests(asset) + _heldForModels(asset), "8 remainder");
        }
    }

    function _balance(address asset) private view returns (uint256) {
        return asset == address(0) ? address(oracle).balance : IERC20(asset).balanceOf(address(oracle));
    }

    function _checkRequests() private view {
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
        }
    }

    function _heldForRequests(address asset) private view returns (uint256 amount) {
        uint256 count = actors.requestCount();
        for (uint256 i = 0; i < count; i++) {
            amount += actors.held(actors.requestIds(i), asset);
        }
    }

    function _checkModels() private view {
        for (uint256 i = 0; i < actors.modelCount(); i++) {
            uint256 id = actors.modelIds(i);
            assertEq(oracle.unsettledRevenue(id), actors.modelEarned(id) - actors.modelSettled(id), "6 unsettled");
        }
    }

    function _heldForModels(address asset) private view returns (uint256 amount) {
        for (uint256 i = 0; i < actors.modelCount(); i++) {
            uint256 id = actors.modelIds(i);
            if (actors.assetOf(id) == asset) amount += oracle.unsettledRevenue(id);
        }
    }

    function _checkAccounts(address asset) private view returns (uint256 amount) {
        for (uint256 i = 0; i < actors.accountCount(); i++) {
            address account = actors.accounts(i);
            uint256 credited = oracle.assetCredit(account, asset);
            assertEq(credited, actors.credit(asset, account), "2 credit");
            assertEq(credited + actors.withdrawn(asset, account), actors.earned(asset, account), "2 paid twice");
            amount += credited;
        }
    }

    function _checkReached() private view {
        string[28] memory steps = [
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
            "deliver error refused",
            "request refused",
            "void in an asset",
            "settled in an asset",
            "withdrawn in an asset",
            "withdraw an asset refused",
            "taken over",
            "take over refused"
        ];
        for (uint256 i = 0; i < steps.length; i++) {
            assertGt(actors.reached(steps[i]), 0, string.concat("never reached: ", steps[i]));
        }
        assertGt(actors.reached("settled to an account") + actors.reached("settled to a token"), 0, "never settled");
    }
}
