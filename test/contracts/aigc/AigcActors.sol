// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {Vm} from "forge-std/Vm.sol";

import {AigcCollection} from "../../../contracts/src/aigc/AigcCollection.sol";
import {Request, RequestStatus} from "../../../contracts/src/oracle/IInferenceOracle.sol";
import {AigcFixture} from "./AigcFixture.sol";

/// @notice People who commit, ask, answer, contradict, mint and trade at random, and books of what the rules make of it. It keeps
/// its own chain of contracts, so that time and blocks are its own.
contract AigcActors is AigcFixture {
    struct Asked {
        Request request;
        uint256 requestId;
        uint256 promptIndex;
        bytes32 salt;
        /// By the rules, 0 before an answer.
        uint256 priorityBlock;
        bytes answer;
    }

    /// What the rules say of a prompt's token.
    struct Held {
        /// Counted from 1.
        uint256 asked;
        uint256 contestEnd;
        address owner;
        bytes shown;
        /// What `verify` was true for, and must stay.
        bytes verified;
    }

    uint256 private constant PEOPLE = 4;
    /// Far from the prompts that several ask.
    uint256 private constant FRESH = 1_000_000;

    Asked[] private _asked;
    mapping(uint256 prompt => Held) private _held;
    mapping(uint256 person => mapping(uint256 prompt => uint256 blockNumber)) private _committed;
    mapping(uint256 person => mapping(uint256 prompt => uint256 round)) private _rounds;
    mapping(string step => uint256) public reached;
    address[] private _people;
    uint256 private _snipes;
    uint256 private _freshPrompts;
    uint256[] private _heldPrompts;

    function prepare() external {
        setUp();
        for (uint256 i = 0; i < PEOPLE; i++) {
            _people.push(makeAddr(string(abi.encodePacked("person", i))));
            vm.deal(_people[i], 1e9 ether);
        }
    }

    function nft() external view returns (AigcCollection) {
        return collection;
    }

    function held(uint256 prompt) external view returns (Held memory) {
        return _held[prompt];
    }

    function asked(uint256 index) external view returns (Asked memory) {
        return _asked[index];
    }

    function promptOf(uint256 index) public pure returns (bytes memory) {
        return abi.encodePacked("prompt ", index);
    }

    function statusOf(uint256 index) public view returns (RequestStatus) {
        return oracle.requestState(_asked[index].requestId).status;
    }

    /// @dev Each third time the request comes too late for it.
    function commits(uint256 seed) external {
        (uint256 person, uint256 prompt) = (_part(seed, 1) % PEOPLE, _current(seed));
        _commit(person, prompt);
        if (_part(seed, 3) % 3 > 0) return;
        vm.roll(block.number + collection.COMMITMENT_BLOCKS() + 1);
        _ask(person, prompt, false);
    }

    /// @dev Each third time the chain stays in the request's block.
    function asks(uint256 seed) external {
        _ask(_part(seed, 1) % PEOPLE, _current(seed), _part(seed, 3) % 3 == 0);
    }

    /// @dev Two ask the same, the later one mints first, and the earlier one comes.
    function races(uint256 seed) external {
        uint256 first = _part(seed, 1) % PEOPLE;
        uint256 prompt = _fresh();
        if (_part(seed, 5) % 2 == 0) {
            _commit(first, prompt);
            vm.roll(block.number + 1 + _part(seed, 6) % 200);
        }
        _ask(first, prompt, false);
        _ask((first + 1) % PEOPLE, prompt, false);
        uint256 last = _asked.length - 1;
        _answer(last, OUTPUT);
        _answer(last - 1, _part(seed, 4) % 2 == 0 ? RIGHT : OUTPUT);
        _mint(last, _asked[last].request.requester);
        _mint(last - 1, _asked[last - 1].request.requester);
    }

    /// @dev A wrong answer is minted and contradicted. What is void may be asked again, what is outdated updated.
    function lies(uint256 seed) external {
        uint256 index = _mintedBy(_part(seed, 1) % PEOPLE, OUTPUT);
        uint256 prompt = _asked[index].promptIndex;
        uint256 way = _part(seed, 4) % 3;
        _dispute(index, way);
        if (_part(seed, 5) % 2 == 0) return;
        if (way == 2) _update(prompt);
        if (way != 1) return;
        _ask(_part(seed, 6) % PEOPLE, prompt, false);
        _answer(_asked.length - 1, RIGHT);
        _mint(_asked.length - 1, _asked[_asked.length - 1].request.requester);
    }

    /// @dev Nobody contradicts, and time passes; each third time, since it passes for all.
    function lasts(uint256 seed) external {
        if (_part(seed, 2) % 3 > 0) return;
        uint256 index = _mintedBy(_part(seed, 1) % PEOPLE, RIGHT);
        _finalise(_asked[index].request);
        reached["final"]++;
        _look(_asked[index].promptIndex);
        skip(collection.CONTEST_SECONDS());
        _look(_asked[index].promptIndex);
        _transfer(_asked[index].promptIndex, _people[_part(seed, 4) % PEOPLE]);
    }

    function answers(uint256 seed) external {
        (bool found, uint256 index) = _pick(seed, RequestStatus.Open);
        if (!found || block.timestamp > _asked[index].request.deadline) return;
        // The chain has forgotten the seed's block; the request will expire.
        if (block.number > _asked[index].request.blockNumber + 250) return;
        _answer(index, _part(seed, 4) % 3 == 0 ? RIGHT : OUTPUT);
    }

    function expires(uint256 seed) external {
        (bool found, uint256 index) = _pick(seed, RequestStatus.Open);
        if (!found || block.timestamp <= _asked[index].request.deadline) return;
        oracle.expire(_asked[index].request);
        reached["expired"]++;
    }

    function finalises(uint256 seed) external {
        (bool found, uint256 index) = _pick(seed, RequestStatus.Answered);
        if (!found || oracle.requestState(_asked[index].requestId).windowEnd > block.timestamp) return;
        oracle.finalise(_asked[index].request);
        reached["final"]++;
    }

    function disputes(uint256 seed) external {
        (bool found, uint256 index) = _pick(seed, RequestStatus.Answered);
        if (!found || keccak256(_asked[index].answer) == keccak256(RIGHT)) return;
        if (oracle.requestState(_asked[index].requestId).windowEnd <= block.timestamp) return;
        _dispute(index, _part(seed, 4) % 3);
    }

    /// @dev Mostly what may be minted; each fourth time somebody mints another's.
    function mints(uint256 seed) external {
        if (_asked.length == 0) return;
        uint256 index = _part(seed, 3) % _asked.length;
        bool any = _part(seed, 6) % 3 == 0;
        for (uint256 i = 0; i < _asked.length && !any && !_isDue(_asked[index]); i++) {
            index = (index + 1) % _asked.length;
        }
        address requester_ = _asked[index].request.requester;
        _mint(index, _part(seed, 4) % 4 == 0 ? _people[_part(seed, 5) % PEOPLE] : requester_);
    }

    /// @dev A copy comes to life after its original was shown, with a commitment of its own.
    function snipes(uint256 seed) external {
        uint256 index = _mintedBy(_part(seed, 1) % PEOPLE, OUTPUT);
        bytes memory prompt = promptOf(_asked[index].promptIndex);
        bytes32 salt = bytes32(++_snipes);
        vm.prank(mallory);
        collection.commit(collection.commitmentOf(mallory, keccak256(prompt), salt));
        vm.roll(block.number + 1);
        Request memory copy = _asks(mallory, prompt);
        _answers(copy, OUTPUT);
        vm.prank(mallory);
        (bool success,) =
            address(collection).call(abi.encodeCall(collection.mint, (copy, prompt, OUTPUT, salt, mallory)));
        assertFalse(success, "3 a copy took the token");
        reached["snipe refused"]++;
    }

    function updates(uint256 seed) external {
        if (heldCount() > 0) _update(heldAt(_part(seed, 2) % heldCount()));
    }

    function transfers(uint256 seed) external {
        if (heldCount() > 0) _transfer(heldAt(_part(seed, 2) % heldCount()), _people[_part(seed, 4) % PEOPLE]);
    }

    function looks(uint256 seed) external {
        if (heldCount() > 0) _look(heldAt(_part(seed, 2) % heldCount()));
    }

    function pays(uint256 seed) external {
        uint256 amountWei = 1 + _part(seed, 2) % 1 ether;
        vm.deal(address(this), amountWei);
        (bool sent,) = address(collection).call{value: amountWei}("");
        assertTrue(sent);
        uint256 before = developer.balance;
        collection.settleRoyalties();
        assertEq(developer.balance - before, amountWei, "8 royalties");
        reached["royalties"]++;
    }

    function passes(uint256 seed) external {
        skip(_part(seed, 2) % (_part(seed, 4) % 2 == 0 ? 15 minutes : 6 hours));
        vm.roll(block.number + _part(seed, 3) % 60);
    }

    /// @notice Whether nothing can take a prompt's token any more.
    function isDecided(uint256 prompt) public view returns (bool) {
        Held memory token = _held[prompt];
        return block.timestamp >= token.contestEnd && statusOf(token.asked - 1) == RequestStatus.Final;
    }

    function heldCount() public view returns (uint256) {
        return _heldPrompts.length;
    }

    function heldAt(uint256 index) public view returns (uint256 prompt) {
        return _heldPrompts[index];
    }

    function _commit(uint256 person, uint256 prompt) private {
        uint256 round = ++_rounds[person][prompt];
        vm.prank(_people[person]);
        collection.commit(collection.commitmentOf(_people[person], keccak256(promptOf(prompt)), bytes32(round)));
        _committed[person][prompt] = block.number;
        reached["committed"]++;
    }

    function _ask(uint256 person, uint256 prompt, bool staysInBlock) private {
        uint256 shown = block.number;
        Request memory request = _asks(_people[person], promptOf(prompt));
        if (staysInBlock) vm.roll(shown);
        uint256 committed = _committed[person][prompt];
        bool counts = committed > 0 && committed < shown && shown <= committed + collection.COMMITMENT_BLOCKS();
        if (committed > 0 && !counts) reached["commitment out of time"]++;
        reached[counts ? "asked after a commitment" : "asked"]++;
        _asked.push(
            Asked({
                request: request,
                requestId: oracle.requestIdOf(request),
                promptIndex: prompt,
                salt: counts ? bytes32(_rounds[person][prompt]) : bytes32(0),
                priorityBlock: counts ? committed : shown,
                answer: ""
            })
        );
    }

    function _answer(uint256 index, bytes memory answer) private {
        vm.roll(block.number + 1);
        _asked[index].answer = answer;
        _answers(_asked[index].request, answer);
        reached["answered"]++;
    }

    /// @dev A new prompt's token.
    function _mintedBy(uint256 person, bytes memory answer) private returns (uint256 index) {
        _ask(person, _fresh(), false);
        index = _asked.length - 1;
        _answer(index, answer);
        _mint(index, _people[person]);
    }

    function _mint(uint256 index, address from) private {
        Asked memory entry = _asked[index];
        bool due = _isDue(entry) && from == entry.request.requester;
        bytes memory prompt = promptOf(entry.promptIndex);
        vm.prank(from);
        (bool success,) = address(collection)
            .call(abi.encodeCall(collection.mint, (entry.request, prompt, entry.answer, entry.salt, from)));
        assertEq(success, due, "2 minted by the rules alone");
        if (success) _enterMint(index, entry);
        else reached["mint refused"]++;
    }

    /// @dev 0 leaves it undecided, 1 makes it void, 2 overturns the answer.
    function _dispute(uint256 index, uint256 way) private {
        Request memory request = _asked[index].request;
        _contradict(request);
        reached["disputed"]++;
        if (way == 1) {
            _nobodyWins(request);
            reached["void"]++;
        } else if (way == 2) {
            _rivalIsLeft(request);
            oracle.finaliseDispute(request, _roots(), _key(RIGHT));
            _asked[index].answer = RIGHT;
            reached["overturned"]++;
        }
        _look(_asked[index].promptIndex);
    }

    function _update(uint256 prompt) private {
        uint256 holding = _held[prompt].asked - 1;
        bytes memory answer = _asked[holding].answer;
        bool due = statusOf(holding) == RequestStatus.Final && keccak256(_held[prompt].shown) != keccak256(answer);
        vm.prank(stranger);
        (bool success,) = address(collection).call(abi.encodeCall(collection.update, (promptOf(prompt), answer)));
        assertEq(success, due, "6 updated");
        if (success) _held[prompt].shown = answer;
        reached[success ? "updated" : "update refused"]++;
    }

    function _transfer(uint256 prompt, address to) private {
        Held storage token = _held[prompt];
        uint256 id = uint256(keccak256(promptOf(prompt)));
        vm.prank(token.owner);
        (bool success,) = address(collection)
            .call(abi.encodeWithSignature("transferFrom(address,address,uint256)", token.owner, to, id));
        assertEq(success, isDecided(prompt), "4 moved while locked");
        if (success) token.owner = to;
        reached[success ? "transferred" : "transfer refused"]++;
    }

    /// @dev Remembers what was seen, since what was verified once must stay so.
    function _look(uint256 prompt) private {
        Held storage token = _held[prompt];
        if (token.asked == 0) return;
        bytes memory text = promptOf(prompt);
        uint256 status = uint256(collection.statusOf(uint256(keccak256(text))));
        reached[string.concat("status ", vm.toString(status))]++;
        if (!collection.verify(text, token.shown, "")) return;
        if (token.verified.length == 0) token.verified = token.shown;
        reached["verified"]++;
    }

    function _isDue(Asked memory entry) private view returns (bool) {
        RequestStatus status = oracle.requestState(entry.requestId).status;
        if (status == RequestStatus.Open || status == RequestStatus.Void) return false;
        Held memory token = _held[entry.promptIndex];
        if (token.asked == 0 || !_lives(token.asked - 1)) return true;
        return block.timestamp < token.contestEnd && entry.priorityBlock < _asked[token.asked - 1].priorityBlock;
    }

    function _lives(uint256 index) private view returns (bool) {
        return statusOf(index) != RequestStatus.Void;
    }

    function _enterMint(uint256 index, Asked memory entry) private {
        Held storage token = _held[entry.promptIndex];
        if (token.asked == 0) {
            _heldPrompts.push(entry.promptIndex);
            reached["minted"]++;
        } else if (_lives(token.asked - 1)) {
            reached["taken over"]++;
        } else {
            reached["minted after a void"]++;
        }
        if (token.asked == 0 || !_lives(token.asked - 1)) {
            token.contestEnd = block.timestamp + collection.CONTEST_SECONDS();
        }
        if (oracle.requestState(entry.requestId).status == RequestStatus.Disputed) reached["minted while disputed"]++;
        token.asked = index + 1;
        token.owner = entry.request.requester;
        token.shown = entry.answer;
        _look(entry.promptIndex);
    }

    function _pick(uint256 seed, RequestStatus status) private view returns (bool found, uint256 index) {
        uint256 count = _asked.length;
        for (uint256 i = 0; i < count && !found; i++) {
            index = (_part(seed, 9) + i) % count;
            found = statusOf(index) == status;
        }
    }

    /// @dev Of two, which change as time goes by.
    function _current(uint256 seed) private view returns (uint256) {
        return _asked.length / 10 + _part(seed, 2) % 2;
    }

    function _fresh() private returns (uint256) {
        return FRESH + ++_freshPrompts;
    }

    function _part(uint256 seed, uint256 index) private pure returns (uint256) {
        return uint256(keccak256(abi.encode(seed, index))) >> 8;
    }
}
