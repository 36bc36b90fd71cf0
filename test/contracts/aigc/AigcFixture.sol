// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {AigcCollection} from "../../../contracts/src/aigc/AigcCollection.sol";
import {AigcCollections} from "../../../contracts/src/aigc/AigcCollections.sol";
import {AigcRenderer} from "../../../contracts/src/aigc/AigcRenderer.sol";
import {TokenStatus} from "../../../contracts/src/aigc/IAigcRenderer.sol";
import {Request, RequestOptions} from "../../../contracts/src/oracle/IInferenceOracle.sol";
import {SilentDisputes} from "../oracle/SilentDisputes.sol";

/// @notice A collection of the fixture's model, and how to ask and mint. Times: a window of an hour, a timeout of a day.
abstract contract AigcFixture is SilentDisputes {
    bytes internal constant PROMPT = "a fox in the snow";
    bytes32 internal constant SALT = "salt";

    AigcCollections internal collections;
    AigcCollection internal collection;

    address internal alice = makeAddr("alice");
    address internal mallory = makeAddr("mallory");

    function setUp() public virtual override {
        super.setUp();
        vm.roll(1000);
        collections = new AigcCollections(oracle, new AigcRenderer(registry));
        collection = AigcCollection(payable(collections.create(modelId)));
        vm.deal(alice, 1000 ether);
        vm.deal(mallory, 1000 ether);
    }

    function _asks(address from, bytes memory prompt) internal returns (Request memory request) {
        RequestOptions memory options;
        return _asks(from, prompt, modelId, options);
    }

    function _asks(address from, bytes memory prompt, uint256 askedModelId, RequestOptions memory options)
        internal
        returns (Request memory request)
    {
        uint256 priceWei = oracle.priceOf(askedModelId, 0, options.deliverAt);
        vm.recordLogs();
        vm.prank(from);
        oracle.requestInference{value: priceWei}(askedModelId, prompt, options);
        return _lastRequested();
    }

    function _answers(Request memory request, bytes memory answer) internal {
        vm.deal(operator, operator.balance + request.bondWei);
        vm.prank(operator);
        oracle.propose{value: request.bondWei}(request, answer, "");
    }

    /// @dev Asked, and answered with `OUTPUT`.
    function _answered(address from) internal returns (Request memory request) {
        request = _asks(from, PROMPT);
        _answers(request, OUTPUT);
    }

    function _commits(address from, bytes memory prompt) internal {
        bytes32 commitment = collection.commitmentOf(from, keccak256(prompt), SALT);
        vm.prank(from);
        collection.commit(commitment);
        vm.roll(block.number + 1);
    }

    function _mints(Request memory request) internal returns (uint256 id) {
        return _mints(request, PROMPT, OUTPUT, 0);
    }

    function _mints(Request memory request, bytes memory prompt, bytes memory answer, bytes32 salt)
        internal
        returns (uint256 id)
    {
        vm.prank(request.requester);
        return collection.mint(request, prompt, answer, salt, request.requester);
    }

    /// @dev Final, and its contest is over.
    function _decides(Request memory request) internal {
        _finalise(request);
        skip(collection.CONTEST_SECONDS());
    }

    /// @dev The fixture's answer loses against `RIGHT`.
    function _overturns(Request memory request) internal {
        _contradict(request);
        _rivalIsLeft(request);
        oracle.finaliseDispute(request, _roots(), _key(RIGHT));
    }

    function _idOf(bytes memory prompt) internal pure returns (uint256) {
        return uint256(keccak256(prompt));
    }

    function _assertStatus(uint256 id, TokenStatus expected) internal view {
        assertEq(uint8(collection.statusOf(id)), uint8(expected));
    }
}
