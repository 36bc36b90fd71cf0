// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {ModelTerms} from "../../../contracts/src/model/IModelRegistry.sol";
import {ModelRegistry} from "../../../contracts/src/model/ModelRegistry.sol";
import {RevenueRoute} from "../../../contracts/src/model/IRevenueRouter.sol";
import {DeliverAt, Request, RequestOptions, RequestStatus} from "../../../contracts/src/oracle/IInferenceOracle.sol";
import {InferenceOracle} from "../../../contracts/src/oracle/InferenceOracle.sol";
import {TinyPrograms} from "../model/TinyPrograms.sol";
import {IMintable} from "./AssetFixture.sol";
import {OracleBooks} from "./OracleBooks.sol";
import {HostileAsset} from "./assets/HostileAsset.sol";
import {SixDecimalAsset} from "./assets/SixDecimalAsset.sol";
import {AskingConsumer} from "./consumers/AskingConsumer.sol";
import {GasBurningConsumer} from "./consumers/GasBurningConsumer.sol";
import {ReentrantConsumer} from "./consumers/ReentrantConsumer.sol";
import {ReturnBombConsumer} from "./consumers/ReturnBombConsumer.sol";
import {RevertingConsumer} from "./consumers/RevertingConsumer.sol";
import {HostileRouter} from "./routers/HostileRouter.sol";
import {SharingRecipient} from "./routers/SharingRecipient.sol";
import {SwitchingRouter} from "./routers/SwitchingRouter.sol";

/// @notice Everybody who acts on an oracle. Each step says by the books whether it must succeed, and the run fails when the oracle
/// disagrees.
contract OracleActors is OracleBooks {
    bytes private constant INPUT = "a question";
    uint256 private constant PEOPLE = 4;

    ModelRegistry private _registry;
    SwitchingRouter private _router;
    HostileRouter private _hostileRouter;
    SharingRecipient private _recipient;
    RevenueRoute private _route = RevenueRoute.Wait;
    mapping(uint256 modelId => bool) private _switchedModels;
    uint256 private _hostileModelId;
    mapping(bytes32 commitment => uint256) public committedAt;
    mapping(bytes32 commitment => uint256) public committedIn;
    mapping(uint256 requestId => address) private _authors;
    mapping(uint256 requestId => bytes) private _committedOutputs;
    uint256[] private _committed;
    /// @dev Block of the commitment by which an answer was taken over last.
    mapping(uint256 requestId => uint256) private _priorities;

    RevertingConsumer public reverting;
    ReentrantConsumer public reentrant;
    AskingConsumer[4] private _consumers;
    uint64[4] private _consumerGas = [uint64(100_000), 100_000, 2_500_000, 2_000_000];

    constructor(ModelRegistry registry, InferenceOracle oracle_) {
        _registry = registry;
        oracle = oracle_;
        _router = new SwitchingRouter();
        _hostileRouter = new HostileRouter();
        _recipient = new SharingRecipient();
        reverting = new RevertingConsumer(oracle_);
        reentrant = new ReentrantConsumer(oracle_);
        _consumers[0] = reverting;
        _consumers[1] = new GasBurningConsumer(oracle_);
        _consumers[2] = new ReturnBombConsumer(oracle_);
        _consumers[3] = reentrant;

        address[PEOPLE] memory people = [makeAddr("alice"), makeAddr("bob"), makeAddr("carol"), makeAddr("developer")];
        for (uint256 i = 0; i < PEOPLE; i++) {
            accounts.push(people[i]);
            vm.deal(people[i], 1_000_000 ether);
        }
        for (uint256 i = 0; i < 4; i++) {
            accounts.push(address(_consumers[i]));
            vm.deal(address(_consumers[i]), 1_000_000 ether);
        }
        // It names itself as the recipient when it names one, and takes no ether.
        accounts.push(address(_hostileRouter));
        assets = [address(0), address(new SixDecimalAsset()), address(new HostileAsset())];
        for (uint256 i = 0; i < accounts.length; i++) {
            for (uint256 j = 1; j < assets.length; j++) {
                IMintable(assets[j]).mint(accounts[i], 1 ether);
                vm.prank(accounts[i]);
                IMintable(assets[j]).approve(address(oracle_), type(uint256).max);
            }
        }
        TinyPrograms.validate(registry.programs(), TinyPrograms.steps(32));
        _addModel("plain", 3 gwei, 2 gwei, address(0));
        _addModel("free", 0, 0, address(0));
        _addModel("in an asset", 11, 1 gwei, address(0), assets[1]);
        _addModel("in a hostile asset", 13, 1 gwei, address(0), assets[2]);
        _addModel("free in an asset", 0, 1, address(_router), assets[1]);
        _switchedModels[_addModel("switched in an asset", 17, 1 gwei, address(_router), assets[1])] = true;
        _switchedModels[_addModel("switched", 5 gwei, 1 ether, address(_router))] = true;
        _hostileModelId = _addModel("hostile", 7 gwei, 1 gwei, address(_hostileRouter));
        vm.recordLogs();
    }

    modifier booked() {
        _;
        _enterLogs();
    }

    // Requests

    function request(uint256 seed, uint256 excessWei) external booked {
        address from = accounts[seed % PEOPLE];
        uint256 modelId = modelIds[_part(seed, 1) % modelIds.length];
        RequestOptions memory options;
        if (_part(seed, 2) % 4 > 0) {
            uint256 i = _part(seed, 3) % 4;
            options.callbackContract = address(_consumers[i]);
            options.callbackGasLimit = _consumerGas[i];
        }
        options.deliverAt = DeliverAt(_part(seed, 4) % 2);
        options.windowSeconds = uint32(1 minutes + _part(seed, 5) % 1 days);
        options.timeoutSeconds = uint32(1 minutes + _part(seed, 6) % 1 days);
        excessWei = _part(seed, 7) % 2 == 0 ? 0 : excessWei % 1 ether;
        uint256 priceWei = oracle.priceOf(modelId, options.callbackGasLimit, options.deliverAt);
        vm.prank(from);
        (bool success,) = address(oracle).call{value: priceWei + excessWei}(
            abi.encodeCall(oracle.requestInference, (modelId, INPUT, options))
        );
        _refusedUnless(success, _moves(modelId), "request");
        if (!success) return;
        _credit(from, excessWei);
        if (excessWei > 0) reached["overpaid"]++;
    }

    function requestByConsumer(uint256 seed) external booked {
        uint256 i = seed % 4;
        uint256 modelId = modelIds[_part(seed, 1) % modelIds.length];
        if (!_moves(modelId)) return;
        DeliverAt deliverAt = DeliverAt(_part(seed, 2) % 2);
        uint256 priceWei = oracle.priceOf(modelId, _consumerGas[i], deliverAt);
        vm.prank(accounts[_part(seed, 3) % PEOPLE]);
        _consumers[i].ask{value: priceWei}(modelId, INPUT, _consumerGas[i], deliverAt);
        reached["requested by a consumer"]++;
    }

    function propose(uint256 seed, uint256 wrongBond) external booked {
        (uint256 id, Request memory r) = _pick(seed, _canAnswer);
        if (id == 0) return;
        uint256 bondWei = wrongBond % 8 == 0 ? uint256(r.bondWei) + 1 : r.bondWei;
        bool due = _canAnswer(_entries[id]) && bondWei == r.bondWei;
        // Blocks go by only here, so that a request can be answered in the next one.
        if (vm.getBlockNumber() <= r.blockNumber) vm.roll(uint256(r.blockNumber) + 1);
        _armReentrant(r, seed);
        // Mostly what somebody has committed to.
        bytes memory output = _committedOutputs[id];
        if (output.length == 0 || _part(seed, 15) % 8 == 0) output = _output(seed);
        vm.prank(_person(seed));
        (bool success,) = address(oracle).call{value: bondWei}(abi.encodeCall(oracle.propose, (r, output, "")));
        _refusedUnless(success, due, "propose");
    }

    function finalise(uint256 seed) external booked {
        (uint256 id, Request memory r) = _pick(seed, _canFinalise);
        if (id == 0) return;
        _tries(seed, abi.encodeCall(oracle.finalise, (r)), _canFinalise(_entries[id]), "finalise");
    }

    function deliver(uint256 seed, uint256 wrongOutput) external booked {
        (uint256 id, Request memory r) = _pick(seed, _part(seed, 2) % 2 == 0 ? _canDeliver : _canDeliverForPay);
        if (id == 0) return;
        Entry memory e = _entries[id];
        bytes memory output = wrongOutput % 8 == 0 ? bytes("wrong") : _outputOf(e.outputHash);
        bool due = _canDeliver(e) && keccak256(output) == e.outputHash;
        _armReentrant(r, seed);
        _tries(seed, abi.encodeCall(oracle.deliver, (r, output, "")), due, "deliver");
    }

    function expire(uint256 seed) external booked {
        (uint256 id, Request memory r) = _pick(seed, _canExpire);
        if (id == 0) return;
        _tries(seed, abi.encodeCall(oracle.expire, (r)), _canExpire(_entries[id]), "expire");
    }

    function deliverError(uint256 seed) external booked {
        (uint256 id, Request memory r) = _pick(seed, _canDeliverError);
        if (id == 0) return;
        _armReentrant(r, seed);
        _tries(seed, abi.encodeCall(oracle.deliverError, (r, "")), _canDeliverError(_entries[id]), "deliver error");
    }

    // Money

    function settle(uint256 seed) external booked {
        uint256 id = modelIds[seed % modelIds.length];
        bool due = modelEarned[id] > modelSettled[id] && _canSettle(id);
        _tries(seed, abi.encodeCall(oracle.settleRevenue, (id)), due, "settle");
    }

    function withdraw(uint256 seed) external booked {
        address account = accounts[seed % accounts.length];
        bool due = credit[address(0)][account] > 0 && !refuses(account);
        _tries(seed, abi.encodeCall(oracle.withdraw, (account)), due, "withdraw");
    }

    function withdrawAsset(uint256 seed) external booked {
        // Those who have asked may have refunds, and the developer has revenue.
        address account = accounts[_part(seed, 3) % (2 * PEOPLE)];
        address asset = assets[1 + _part(seed, 4) % 2];
        bool due = credit[asset][account] > 0 && (asset != assets[2] || _hostileAssetMoves());
        _tries(seed, abi.encodeCall(oracle.withdrawAsset, (account, asset)), due, "withdraw an asset");
    }

    // Priority

    function commit(uint256 seed) external {
        (uint256 id,) = _pick(seed, _canAnswer);
        if (id == 0) return;
        address author = _person(_part(seed, 2));
        bytes32 commitment = oracle.commitmentOf(id, keccak256(_output(seed)), author, 0);
        if (committedAt[commitment] > 0) return;
        vm.prank(author);
        oracle.commit(commitment);
        (committedAt[commitment], committedIn[commitment]) = (vm.getBlockTimestamp(), vm.getBlockNumber());
        _authors[id] = author;
        _committed.push(id);
        _committedOutputs[id] = _output(seed);
        vm.roll(vm.getBlockNumber() + 1);
        skip(_part(seed, 14) % 4);
    }

    function takeOver(uint256 seed) external booked {
        uint256 count = _committed.length;
        if (count == 0) return;
        uint256 first = _part(seed, 9);
        uint256 id = _committed[first % count];
        for (uint256 i = 1; i < count && !_canTakeOver(_entries[id]); i++) {
            id = _committed[(first + i) % count];
        }
        Entry memory e = _entries[id];
        Request memory r = e.request;
        address author = _part(seed, 13) % 4 == 0 ? _person(seed) : _authors[id];
        bytes32 commitment = oracle.commitmentOf(id, e.outputHash, author, 0);
        bool due = _canTakeOver(e) && _isOlder(id, commitment, e.windowEnd - r.windowSeconds);
        vm.deal(author, author.balance + r.bondWei);
        vm.prank(author);
        (bool success,) = address(oracle).call{value: r.bondWei}(abi.encodeCall(oracle.takeOver, (r, 0)));
        _refusedUnless(success, due, "take over");
        if (success) _priorities[id] = committedIn[commitment];
    }

    function _isOlder(uint256 id, bytes32 commitment, uint256 answeredAt) private view returns (bool) {
        uint256 madeIn = committedIn[commitment];
        if (madeIn == 0 || vm.getBlockNumber() > madeIn + 256) return false;
        return _priorities[id] == 0 ? committedAt[commitment] < answeredAt : madeIn < _priorities[id];
    }

    function _canTakeOver(Entry memory e) private view returns (bool) {
        return e.status == RequestStatus.Answered && vm.getBlockTimestamp() < e.windowEnd;
    }

    /// @dev Whether a fee of the model arrives.
    function _moves(uint256 modelId) private view returns (bool) {
        return assetOf[modelId] != assets[2] || _hostileAssetMoves();
    }

    function _hostileAssetMoves() private view returns (bool) {
        return HostileAsset(assets[2]).hostility() <= HostileAsset.Hostility.ReturnsNothing;
    }

    // The world

    function pass(uint256 seed) external {
        uint256[4] memory steps = [uint256(1), 10 minutes, 2 hours, 12 hours];
        skip(steps[seed % 4]);
    }

    function turn(uint256 seed) external {
        reverting.setAccepts(seed % 2 == 0);
        _route = RevenueRoute(_part(seed, 1) % 3);
        address recipient = _route == RevenueRoute.Token ? address(_recipient) : accounts[0];
        _router.set(_route, recipient);
        _recipient.setClosed(_part(seed, 2) % 4 == 0);
        _hostileRouter.set(HostileRouter.Hostility(_part(seed, 3) % 9));
        HostileAsset(assets[2]).set(HostileAsset.Hostility(_part(seed, 5) % 4));
        uint256 amountWei = _part(seed, 4) % 1 ether;
        vm.deal(address(oracle), address(oracle).balance + amountWei);
        forcedWei += amountWei;
    }

    /// @notice Ends everything that can be ended, as anybody could.
    function windDown() external booked {
        skip(60 days);
        reverting.setAccepts(true);
        _router.set(RevenueRoute.Token, address(_recipient));
        _route = RevenueRoute.Token;
        _recipient.setClosed(false);
        HostileAsset(assets[2]).set(HostileAsset.Hostility.None);
        uint256 count = requestIds.length;
        for (uint256 i = 0; i < count; i++) {
            Entry memory e = _entries[requestIds[i]];
            if (e.status == RequestStatus.Open) oracle.expire(e.request);
            if (e.status == RequestStatus.Answered) oracle.finalise(e.request);
        }
        _enterLogs();
        for (uint256 i = 0; i < modelIds.length; i++) {
            uint256 id = modelIds[i];
            if (id != _hostileModelId && modelEarned[id] > modelSettled[id]) oracle.settleRevenue(id);
        }
        _enterLogs();
        for (uint256 i = 0; i < accounts.length; i++) {
            address account = accounts[i];
            for (uint256 j = 0; j < assets.length; j++) {
                if (credit[assets[j]][account] == 0 || (j == 0 && refuses(account))) continue;
                oracle.withdrawAsset(account, assets[j]);
            }
        }
    }

    function refuses(address account) public view returns (bool) {
        return account == address(_hostileRouter) || (account == address(reverting) && !reverting.accepts());
    }

    function timesTaken(address consumer, uint256 requestId) external view returns (bool counted, uint256 times) {
        if (consumer == address(reverting)) return (true, reverting.timesTaken(requestId));
        if (consumer == address(reentrant)) return (true, reentrant.timesTaken(requestId));
    }

    function _paysAccount(uint256 modelId) internal view override returns (bool) {
        return !_switchedModels[modelId] || _route == RevenueRoute.Account;
    }

    function _canSettle(uint256 modelId) internal view override returns (bool) {
        if (_switchedModels[modelId]) {
            return _route == RevenueRoute.Account || (_route == RevenueRoute.Token && !_recipient.closed());
        }
        // Two good words are a good answer, whatever follows them.
        return modelId != _hostileModelId || _hostileRouter.hostility() == HostileRouter.Hostility.ReturnBomb;
    }

    function _addModel(string memory name, uint96 feeAmount, uint96 rewardWei, address router)
        private
        returns (uint256 modelId)
    {
        return _addModel(name, feeAmount, rewardWei, router, address(0));
    }

    function _addModel(string memory name, uint96 feeAmount, uint96 rewardWei, address router, address feeAsset)
        private
        returns (uint256 modelId)
    {
        vm.prank(accounts[PEOPLE - 1]);
        modelId = _registry.register(
            ModelTerms({
                programRoot: TinyPrograms.rootOf(TinyPrograms.steps(32).records),
                weightsRoot: "weights",
                feeAsset: feeAsset,
                feeAmount: feeAmount,
                operatorRewardWei: rewardWei,
                inputLengthMin: 1,
                inputLengthMax: 32,
                revenueRouter: router,
                name: name,
                packageURI: ""
            })
        );
        modelIds.push(modelId);
        assetOf[modelId] = feeAsset;
    }

    function _tries(uint256 seed, bytes memory payload, bool due, string memory step) private {
        vm.prank(_person(seed));
        (bool success,) = address(oracle).call(payload);
        _refusedUnless(success, due, step);
    }

    function _refusedUnless(bool success, bool due, string memory step) private {
        assertEq(success, due, step);
        if (success) return;
        reached[string.concat(step, " refused")]++;
        // Forge records what a reverted call logged, too.
        vm.getRecordedLogs();
    }

    /// @dev Mostly a request for which the step is due, sometimes any.
    function _pick(uint256 seed, function(Entry memory) view returns (bool) due)
        private
        view
        returns (uint256 id, Request memory r)
    {
        uint256 count = requestIds.length;
        if (count == 0) return (0, r);
        uint256 first = _part(seed, 9) % count;
        id = requestIds[first];
        bool any = _part(seed, 10) % 4 == 0;
        for (uint256 i = 1; i < count && !any && !due(_entries[id]); i++) {
            id = requestIds[(first + i) % count];
        }
        r = _entries[id].request;
    }

    function _canAnswer(Entry memory e) private view returns (bool) {
        return e.status == RequestStatus.Open && block.timestamp <= e.request.deadline;
    }

    function _canExpire(Entry memory e) private view returns (bool) {
        return e.status == RequestStatus.Open && block.timestamp > e.request.deadline;
    }

    function _canFinalise(Entry memory e) private view returns (bool) {
        return e.status == RequestStatus.Answered && block.timestamp >= e.windowEnd;
    }

    function _canDeliver(Entry memory e) private pure returns (bool) {
        return e.request.callbackContract != address(0) && !e.deliverySucceeded
            && (e.status == RequestStatus.Final
                || (e.status == RequestStatus.Answered && e.request.deliverAt == DeliverAt.Answer));
    }

    function _canDeliverError(Entry memory e) private pure returns (bool) {
        return e.request.callbackContract != address(0) && !e.deliverySucceeded && e.status == RequestStatus.Void;
    }

    function _canDeliverForPay(Entry memory e) private pure returns (bool) {
        return _canDeliver(e) && !e.delivered;
    }

    function _person(uint256 seed) private view returns (address) {
        return accounts[_part(seed, 1) % PEOPLE];
    }

    function _armReentrant(Request memory r, uint256 seed) private {
        if (r.callbackContract != address(reentrant)) return;
        // If it could not pay for its question, all that it did inside would be undone, but forge would have recorded its logs.
        bool asks = _moves(r.modelId) && _part(seed, 11) % 2 == 0;
        reentrant.arm(r, asks ? INPUT : bytes(""), _output(seed));
        reached["re-entered"]++;
    }

    function _output(uint256 seed) private pure returns (bytes memory) {
        return abi.encode(_part(seed, 12) % 4);
    }

    function _outputOf(bytes32 outputHash) private pure returns (bytes memory output) {
        for (uint256 i = 0; i < 4; i++) {
            output = abi.encode(i);
            if (keccak256(output) == outputHash) break;
        }
    }

    function _part(uint256 seed, uint256 index) private pure returns (uint256) {
        return uint256(keccak256(abi.encode(seed, index)));
    }
}
