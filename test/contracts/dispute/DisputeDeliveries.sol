// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {DeliverAt, RequestState, RequestStatus} from "../../../contracts/src/oracle/IInferenceOracle.sol";
import {DisputeBooks} from "./DisputeBooks.sol";

/// @notice What becomes of decided requests in the oracle: consumers are told, or refuse to be, and everybody is paid.
abstract contract DisputeDeliveries is DisputeBooks {
    function deliver(uint256 seed) external {
        if (asks.length == 0) return;
        consumer.setAccepts(seed % 3 > 0);
        _deliver((seed >> 8) % asks.length);
        consumer.setAccepts(true);
    }

    /// @dev Whoever brings something else than the answer is refused, and so is everybody before there is one.
    function _deliver(uint256 asked) private {
        uint256 id = oracle.requestIdOf(asks[asked].request);
        RequestState memory state = oracle.requestState(id);
        bytes memory answer = _answerOf(asked, state.outputHash);
        uint256 oldWei = oracle.creditWei(deliverer);
        uint256 timesTaken = consumer.timesTaken(id);
        bool accepts = consumer.accepts();
        bool isVoid = state.status == RequestStatus.Void;
        vm.prank(deliverer);
        (bool made,) = address(oracle)
            .call(
                isVoid
                    ? abi.encodeCall(oracle.deliverError, (asks[asked].request, ""))
                    : abi.encodeCall(oracle.deliver, (asks[asked].request, answer, ""))
            );
        bool isDue = (isVoid || state.status == RequestStatus.Final) && !state.deliverySucceeded;
        assertEq(made, isDue, "delivered what isn't due, or not what is");
        if (!made) {
            reached["delivery refused"]++;
            return;
        }
        bool pays = !isVoid && !state.delivered;
        assertEq(oracle.creditWei(deliverer) - oldWei, pays ? CALLBACK_FEE_WEI : 0, "5 a delivery is paid once");
        assertEq(consumer.timesTaken(id) - timesTaken, accepts ? 1 : 0, "told");
        if (!accepts) reached["delivery failed"]++;
        else if (isVoid) reached["error delivered"]++;
        else reached[timesTaken > 0 ? "delivered again" : "delivered"]++;
    }

    /// @dev The answer with this hash, which somebody has claimed.
    function _answerOf(uint256 asked, bytes32 outputHash) private view returns (bytes memory answer) {
        answer = _traceOf(asked, asks[asked].proposedSeed).answer;
        for (uint256 i = 0; i < rowsOf[asked].length && keccak256(answer) != outputHash; i++) {
            answer = _traceOf(asked, rows[rowsOf[asked][i]].seed).answer;
        }
        assertEq(keccak256(answer), outputHash, "nobody has claimed the answer");
    }

    /// @dev Everything is delivered and taken, and the oracle keeps nothing.
    function _emptyOracle(address[] memory accounts) internal {
        for (uint256 i = 0; i < asks.length; i++) {
            _deliver(i);
        }
        if (oracle.unsettledRevenue(modelId) > 0) oracle.settleRevenue(modelId);
        for (uint256 i = 0; i < accounts.length; i++) {
            if (oracle.creditWei(accounts[i]) > 0) oracle.withdraw(accounts[i]);
        }
        assertEq(address(oracle).balance, 0, "5 the oracle's remainder");
    }
}
