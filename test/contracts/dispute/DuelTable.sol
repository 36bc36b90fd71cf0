// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {Test} from "forge-std/Test.sol";
import {Vm} from "forge-std/Vm.sol";

import {Bytes} from "@openzeppelin/contracts/utils/Bytes.sol";

import {DisputeCourt} from "../../../contracts/src/dispute/DisputeCourt.sol";
import {Duel, DuelMove, Duels, DuelState, Phase, Place} from "../../../contracts/src/dispute/Duels.sol";
import {
    Case,
    ClaimKey,
    ClaimStatus,
    EndProof,
    IDisputeCourt,
    Statement
} from "../../../contracts/src/dispute/IDisputeCourt.sol";
import {FaultProof} from "../../../contracts/src/dispute/IFaultProver.sol";
import {ProgramRegistry} from "../../../contracts/src/model/ProgramRegistry.sol";
import {RecordRun} from "../../../contracts/src/model/IProgramRegistry.sol";
import {Inputs} from "../kernels/Inputs.sol";
import {TinyPrograms} from "../model/TinyPrograms.sol";
import {Courts} from "./Courts.sol";
import {Game, Move, Moves} from "./players/Moves.sol";
import {Plan, Plans} from "./players/Plans.sol";
import {Proofs} from "./players/Proofs.sol";
import {Trace} from "./players/Traces.sol";

/// @notice A case with its players; arrays of claims have room for `CLAIMS`.
struct Table {
    Plan plan;
    bytes input;
    /// Of a batch, of whose items there is one at least; none where one answer is asked for.
    bytes[] inputs;
    Case openedCase;
    bytes32 caseId;
    uint256 claims;
    Trace[] traces;
    ClaimKey[] keys;
    /// Position among the claims, 0 of one that was not made.
    uint256[] numbers;
    uint256 games;
    Game[] game;
    /// Of each game: who acted, in order.
    Acted[][] acted;
}

/// @notice An act in a duel.
struct Acted {
    /// For whom, and who.
    uint256 side;
    address by;
    uint256 amountWei;
}

/// @notice A court with programs whose disputes reach every part of a trace. The test is the escrow, as any contract may be.
abstract contract DuelTable is Test {
    uint256 internal constant PLANS = 9;
    uint96 internal constant BOND_WEI = 1 ether + 7;
    uint256 internal constant CLAIMS = 8;
    uint256 internal constant GAS_PRICE_WEI = 7 gwei;
    /// @dev What the court repays, in units of gas.
    uint256 internal constant MOVE_GAS = 60_000;
    uint256 internal constant PROOF_GAS = 120_000;

    ProgramRegistry internal programs;
    DisputeCourt internal court;
    address internal proposer = makeAddr("proposer");
    address internal requester = makeAddr("requester");

    function setUp() public virtual {
        vm.warp(1_800_000_000);
        programs = new ProgramRegistry();
        for (uint256 i = 0; i < PLANS; i++) {
            TinyPrograms.validate(programs, RecordRun(0, _plan(i).records, new bytes32[](0)));
        }
        court = Courts.create(programs);
    }

    /// @dev From one leaf to trees that take several moves; with steps that all fit, that end in time and that never stop.
    function _plan(uint256 index) internal pure returns (Plan memory) {
        if (index == 0) return Plans.clamps(1, 20, false);
        if (index == 1) return Plans.clamps(2, 33, true);
        if (index == 2) return Plans.clamps(5, 90, false);
        if (index == 3) return Plans.clamps(17, 40, true);
        if (index == 4) return Plans.clamps(2, 17 * 32 + 5, false);
        if (index == 5) return Plans.steps(8, 4, -1);
        if (index == 6) return Plans.steps(20, 9, 7);
        if (index == 7) return Plans.steps(5, 5, 9);
        return Plans.clamps(17, 40, false);
    }

    function _input(Plan memory plan, uint256 seed) internal pure returns (bytes memory input) {
        input = new bytes(plan.stepLimit > 0 ? 1 + seed % Plans.PROMPT_LIMIT : plan.length);
        for (uint256 i = 0; i < input.length; i++) {
            input[i] = bytes1(uint8(uint256(keccak256(abi.encode(seed, i)))));
        }
    }

    function _statement(Plan memory plan, Trace memory trace) internal pure returns (Statement memory statement) {
        statement.output = trace.answer;
        (, statement.top) = Moves.topOf(plan, trace);
        statement.siblings = Proofs.ofAnswer(plan, trace);
    }

    function _case(Plan memory plan, bytes memory input, bytes memory output) internal view returns (Case memory c) {
        c.escrow = address(this);
        c.subject = block.timestamp;
        c.programRoot = TinyPrograms.rootOf(plan.records);
        c.inputHash = Inputs.hashOf(input);
        c.requester = requester;
        c.bondWei = BOND_WEI;
        c.proposer = proposer;
        c.outputHash = keccak256(output);
        c.windowEnd = uint40(block.timestamp + 10 minutes);
    }

    /// @dev Who acts for a claim.
    function _moverOf(uint256 side) internal pure returns (address) {
        return address(uint160(0x3000 + side));
    }

    function _sponsorOf(uint256 side) internal pure returns (address) {
        return address(uint160(0x2000 + side));
    }

    function _openDuel(Table memory table, uint256 shower, uint256 other) internal returns (Game memory game) {
        DuelMove memory move = Moves.opening(table.plan, table.traces[shower], table.traces[other]).said;
        vm.recordLogs();
        vm.prank(_moverOf(shower));
        court.openDuel(table.openedCase, table.keys[shower], table.keys[other], move);
        return _enterGame(table, shower, _moverOf(shower));
    }

    /// @dev The proposer's trace, which opens a duel with `rival`.
    function _commitTrace(Table memory table, uint256 side, uint256 rival) internal returns (Game memory game) {
        DuelMove memory move = Moves.opening(table.plan, table.traces[side], table.traces[rival]).said;
        Statement memory said = _statement(table.plan, table.traces[side]);
        vm.recordLogs();
        vm.prank(proposer);
        court.commitTrace(table.openedCase, said, "", table.keys[rival], move);
        return _enterGame(table, side, proposer);
    }

    /// @dev Takes a duel that was opened by the last call into the books, if there is one.
    function _enterGame(Table memory table, uint256 side, address by) private returns (Game memory game) {
        _listen(game);
        if (game.duel.caseId == 0) return game;
        table.game[table.games] = game;
        table.acted[table.games] = new Acted[](0);
        _enterAct(table, table.games++, side, by, MOVE_GAS);
    }

    /// @dev The claim that has to act, and the other one.
    function _moverId(Game memory game) internal pure returns (bytes32) {
        return Duels.unpack(game.state.place).isSecond ? game.duel.second : game.duel.first;
    }

    function _otherId(Game memory game) internal pure returns (bytes32) {
        return Duels.unpack(game.state.place).isSecond ? game.duel.first : game.duel.second;
    }

    function _enterAct(Table memory table, uint256 number, uint256 side, address by, uint256 gasUnits) private pure {
        Acted[] memory before = table.acted[number];
        Acted[] memory acted = new Acted[](before.length + 1);
        for (uint256 i = 0; i < before.length; i++) {
            acted[i] = before[i];
        }
        acted[before.length] = Acted(side, by, gasUnits * GAS_PRICE_WEI);
        table.acted[number] = acted;
    }

    /// @dev Takes what the last call has logged.
    function _listen(Game memory game) internal {
        Vm.Log[] memory logs = vm.getRecordedLogs();
        for (uint256 i = 0; i < logs.length; i++) {
            bytes32 topic = logs[i].topics[0];
            if (topic == IDisputeCourt.DuelOpened.selector) {
                (bytes32 root, bytes32 first, bytes32 second) = abi.decode(logs[i].data, (bytes32, bytes32, bytes32));
                game.duel = Duel(logs[i].topics[1], root, first, second);
            } else if (topic == IDisputeCourt.DuelTurn.selector) {
                _see(game, logs[i].data);
            } else if (topic == IDisputeCourt.DuelEnded.selector) {
                (, game.state.movesHash) = abi.decode(logs[i].data, (address, bytes32));
            }
        }
    }

    /// @dev A leaf, or nodes.
    function _see(Game memory game, bytes memory data) private pure {
        DuelState memory state = game.state;
        bytes memory shown;
        (, state.place, state.movesHash, state.moverNode, shown) =
            abi.decode(data, (address, uint256, bytes32, bytes32, bytes));
        bool isLeaf = Duels.unpack(state.place).phase == Phase.Prove;
        game.preimage = isLeaf ? shown : bytes("");
        game.shown = new bytes32[](isLeaf ? 0 : shown.length / 32);
        for (uint256 i = 0; i < game.shown.length; i++) {
            game.shown[i] = abi.decode(Bytes.slice(shown, 32 * i, 32 * (i + 1)), (bytes32));
        }
        if (!isLeaf) state.otherNode = Moves.above(game.shown);
        else state.otherNode = shown.length == 0 ? bytes32(0) : keccak256(shown);
    }

    /// @dev A prank goes before.
    function _send(Game memory game, Move memory move) internal {
        bytes memory payload = _moveCall(game, move);
        vm.recordLogs();
        (bool made, bytes memory result) = address(court).call(payload);
        if (!made) {
            assembly ("memory-safe") {
                revert(add(result, 0x20), mload(result))
            }
        }
        _listen(game);
    }

    function _moveCall(Game memory game, Move memory move) internal view returns (bytes memory) {
        DuelState memory state = game.state;
        DuelMove memory said = move.said;
        if (!move.isLast) {
            return
                abi.encodeCall(court.move, (Duels.id(game.duel), state.place, state.movesHash, said.index, said.nodes));
        }
        bytes32 sides = Duels.hashOfSides(game.duel.caseId, game.duel.first, game.duel.second);
        bytes32 root = game.duel.programRoot;
        if (said.preimage.length > 0) {
            return abi.encodeCall(court.moveToLeaf, (root, sides, state.place, state.movesHash, said));
        }
        return abi.encodeCall(court.moveOn, (root, sides, state.place, state.movesHash, said.index, said.nodes));
    }

    /// @dev Whatever has to be done for the side that has to act; false if its trace has nothing to do it with.
    function _act(Table memory table, uint256 number) internal returns (bool done) {
        Game memory game = table.game[number];
        uint256 side = _sideOf(table, _moverId(game));
        Phase phase = Duels.unpack(game.state.place).phase;
        if (phase == Phase.Move) {
            Move memory move = Moves.next(table.plan, table.traces[side], game);
            if (!move.possible) return false;
            vm.prank(_moverOf(side));
            _send(game, move);
            _enterAct(table, number, side, _moverOf(side), MOVE_GAS);
            return true;
        }
        bytes memory payload = phase == Phase.Prove ? _faultCall(table, game, side) : _endCall(table, game, side);
        vm.recordLogs();
        vm.prank(_moverOf(side));
        (done,) = address(court).call(payload);
        if (!done) return false;
        bool isRight = phase == Phase.Prove || _endsWell(game);
        bytes32 rightId = isRight ? _moverId(game) : _otherId(game);
        _listen(game);
        bool isUnused = phase == Phase.End && Duels.isUnused(Duels.unpack(game.state.place));
        // It is repaid to who acted, in the name of the side that was right.
        _enterAct(table, number, _sideOf(table, rightId), _moverOf(side), isUnused ? MOVE_GAS : PROOF_GAS);
    }

    /// @dev Whether a slot shows that the mover is right: so it is if it lives.
    function _endsWell(Game memory game) private view returns (bool) {
        if (Duels.isUnused(Duels.unpack(game.state.place))) return game.state.moverNode == 0;
        return _isLive(_moverId(game));
    }

    function _faultCall(Table memory table, Game memory game, uint256 side) internal view returns (bytes memory) {
        uint256 item = Duels.unpack(game.state.place).item;
        (Trace memory trace, bytes memory input) = _runAt(table, side, item);
        FaultProof memory proof = Proofs.ofDuel(table.plan, trace, input, game);
        bytes32[] memory opened = _openedItem(table, side, item);
        return abi.encodeCall(
            court.proveFault, (table.openedCase, game.state, table.keys[side], _otherId(game), opened, proof)
        );
    }

    function _endCall(Table memory table, Game memory game, uint256 side) internal view returns (bytes memory) {
        uint256 item = Duels.unpack(game.state.place).item;
        EndProof memory proof;
        bytes32[] memory opened;
        // Of a slot that no item fills there is nothing to open.
        if (table.inputs.length == 0 || item < table.inputs.length) {
            (Trace memory trace, bytes memory input) = _runAt(table, side, item);
            proof = Proofs.ofEnd(table.plan, trace, input, game);
            opened = _openedItem(table, side, item);
        }
        return
            abi.encodeCall(
                court.proveEnd, (table.openedCase, game.state, table.keys[side], _otherId(game), opened, proof)
            );
    }

    /// @dev A side's trace and its input, of a batch those of an item.
    function _runAt(Table memory table, uint256 side, uint256 item)
        internal
        pure
        returns (Trace memory trace, bytes memory input)
    {
        if (table.inputs.length == 0) return (table.traces[side], table.input);
        return (table.traces[side].items[item], table.inputs[item]);
    }

    /// @dev What shows which item a proof under a side's trace is about.
    function _openedItem(Table memory table, uint256 side, uint256 item)
        internal
        pure
        returns (bytes32[] memory opened)
    {
        if (table.inputs.length > 0) {
            opened = Proofs.ofItem(table.traces[side], table.inputs, item);
        }
    }

    /// @dev Number of the claim that has to act.
    function _sideOf(Table memory table, bytes32 claimId) internal view returns (uint256 side) {
        while (court.claimIdOf(table.caseId, table.keys[side]) != claimId) side++;
    }

    function _isLive(bytes32 claimId) internal view returns (bool) {
        return court.claimState(claimId).status == ClaimStatus.Live;
    }

    /// @dev Last second of the turn.
    function _lastSecond(Game memory game) internal pure returns (uint256) {
        Place memory place = Duels.unpack(game.state.place);
        return uint256(place.turnAt) + place.moverSeconds;
    }
}
