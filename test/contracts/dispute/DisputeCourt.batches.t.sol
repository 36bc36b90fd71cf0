// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {Duels, Phase, Place} from "../../../contracts/src/dispute/Duels.sol";
import {
    CaseState,
    ClaimStatus,
    EndProof,
    IDisputeCourt,
    LeafPlace,
    Statement
} from "../../../contracts/src/dispute/IDisputeCourt.sol";
import {FaultProof, IFaultProver} from "../../../contracts/src/dispute/IFaultProver.sol";
import {Batches} from "../../../contracts/src/kernels/Batches.sol";
import {IStepKernels} from "../../../contracts/src/kernels/IStepKernels.sol";
import {Inputs} from "../kernels/Inputs.sol";
import {Courts} from "./Courts.sol";
import {DisputeCases} from "./DisputeCases.sol";
import {Table} from "./DuelTable.sol";
import {Liars} from "./players/Liars.sol";
import {Game} from "./players/Moves.sol";
import {Proofs} from "./players/Proofs.sol";
import {Lie, Runs} from "./players/Runs.sol";
import {Trace, Traces} from "./players/Traces.sol";

/// @notice Disputes about batches. The cases are those of DisputeCourt.tree.
contract DisputeCourtBatchesTest is DisputeCases {
    uint256 private constant ITEMS = 3;
    /// @dev Of the tree over three items.
    uint256 private constant SLOTS = 4;

    /// @dev An honest side and a liar who is wrong in item `at`.
    function _batch(uint256 planIndex, uint256 count, uint256 at) private view returns (Table memory table) {
        table = _table(planIndex);
        table.inputs = new bytes[](count);
        Trace[] memory right = new Trace[](count);
        Trace[] memory wrong = new Trace[](count);
        for (uint256 i = 0; i < count; i++) {
            table.inputs[i] = _input(table.plan, 7 + i);
            right[i] = Liars.honest(table.plan, table.inputs[i]);
            wrong[i] = i == at ? _lie(table, i) : right[i];
        }
        table.input = abi.encode(table.inputs);
        _seat(table, HONEST, Traces.join(right));
        _seat(table, LIAR, Traces.join(wrong));
        table.openedCase = _case(table.plan, table.input, table.traces[LIAR].answer);
        table.openedCase.inputHash = Inputs.hashOf(table.inputs);
        table.caseId = court.caseIdOf(table.openedCase);
    }

    function _lie(Table memory table, uint256 item) private pure returns (Trace memory trace) {
        Lie memory lie;
        bytes memory input = table.inputs[item];
        lie.step = table.plan.stepLimit > 0 ? input.length : 0;
        lie.instruction = table.plan.instructionCount - 1;
        lie.element = table.plan.stepLimit > 0 ? 0 : 35;
        lie.delta = 1;
        bytes[][] memory values;
        bytes memory answer;
        (values, answer) = Runs.run(table.plan, input, lie);
        trace = Traces.build(table.plan, values);
        trace.answer = answer;
    }

    function _seat(Table memory table, uint256 side, Trace memory trace) private pure {
        table.traces[side] = trace;
        (table.keys[side].outputHash, table.keys[side].traceRoot) = (keccak256(trace.answer), trace.root);
        (table.keys[side].generation, table.keys[side].attempt) = (1, 0);
    }

    function _fight(Table memory table) private {
        while (_isLive(_idOf(table, HONEST)) && _isLive(_idOf(table, LIAR))) {
            Game memory game = table.game[0];
            if (_act(table, 0)) continue;
            assertEq(_sideOf(table, _moverId(game)), LIAR, "1 an honest side can always act");
            vm.warp(_lastSecond(game) + 1);
            court.timeout(game.duel, game.state);
        }
        _assertStatus(table, HONEST, ClaimStatus.Live);
    }

    /// @dev Every number of items, the wrong one in every place, either side first.
    function test_OneWrongItemLoses() public {
        for (uint256 count = 1; count <= 5; count++) {
            for (uint256 at = 0; at < count; at++) {
                for (uint256 opener = 0; opener < 2; opener++) {
                    uint256 snapshot = vm.snapshotState();
                    this.oneWrongItem(opener == 0 ? CLAMPS : FEW_CLAMPS, count, at, opener);
                    this.oneWrongItem(STEPS, count, at, opener);
                    vm.revertToState(snapshot);
                }
            }
        }
    }

    function test_TheLastOfSixteenItemsIsWrong() public {
        this.oneWrongItem(FEW_CLAMPS, Batches.MAX_ITEMS, 15, HONEST);
        this.oneWrongItem(STEPS, Batches.MAX_ITEMS, 15, LIAR);
    }

    function oneWrongItem(uint256 planIndex, uint256 count, uint256 at, uint256 opener) external {
        Table memory table = _batch(planIndex, count, at);
        _open(table);
        if (opener == HONEST) {
            _claim(table, LIAR);
            _openDuel(table, HONEST, LIAR);
        } else {
            _commitTrace(table, LIAR);
        }
        Place memory place = Duels.unpack(table.game[0].state.place);
        assertEq(place.item, at, "the first move goes through all items");
        assertEq(place.itemCount, count);
        _fight(table);
        skip(Courts.STALEMATE_SECONDS);
        // The proposer has said nothing more; its claim was made again by somebody else.
        if (opener == HONEST) court.silence(table.openedCase);
        court.conclude(table.openedCase, table.keys[HONEST]);
    }

    /// @notice Whoever claims has computed the traces of all items, so the time for that is as many times as long.
    function test_TheClocksOfClaimsAreTimesTheItems() public {
        Table memory table = _batch(FEW_CLAMPS, 5, 2);
        _open(table);
        CaseState memory state = court.caseState(table.caseId);
        assertEq(state.commitEnd, block.timestamp + 5 * Courts.COMMIT_SECONDS);
        assertEq(state.claimsEnd, state.commitEnd + 5 * Courts.JOIN_SECONDS);
        vm.warp(state.claimsEnd + Courts.STALEMATE_SECONDS);
        court.conclude(table.openedCase, table.keys[HONEST]);
        state = court.caseState(table.caseId);
        assertEq(state.generation, 2);
        assertEq(state.claimsEnd, block.timestamp + 5 * (Courts.COMMIT_SECONDS + Courts.JOIN_SECONDS));
    }

    /// @dev An item that is right, for the input of another one.
    function test_AnotherItemsAnswerLoses() public {
        Table memory table = _batch(CLAMPS, ITEMS, 0);
        Trace[] memory swapped = new Trace[](ITEMS);
        for (uint256 i = 0; i < ITEMS; i++) {
            swapped[i] = table.traces[HONEST].items[(i + 1) % ITEMS];
        }
        _seat(table, LIAR, Traces.join(swapped));
        table.openedCase.outputHash = table.keys[LIAR].outputHash;
        table.caseId = court.caseIdOf(table.openedCase);
        _open(table);
        _commitTrace(table, LIAR);
        _fight(table);
        assertFalse(_isLive(_idOf(table, LIAR)));
    }

    function test_AClaimHasAllAnswersAndNoMoreSlots() public {
        Table memory table = _batch(CLAMPS, ITEMS, 1);
        _open(table);
        Statement memory said = _says(table, LIAR);
        bytes32[] memory siblings = said.siblings;
        // An item's answer that isn't its trace's.
        said.output = table.traces[HONEST].answer;
        _expectNotInTrace(table, said);
        bytes[] memory fewer = new bytes[](ITEMS - 1);
        for (uint256 i = 0; i < fewer.length; i++) {
            fewer[i] = table.traces[LIAR].items[i].answer;
        }
        said.output = abi.encode(fewer);
        _expectNotInTrace(table, said);
        // The right list, otherwise encoded.
        said.output = bytes.concat(table.traces[LIAR].answer, bytes32(0));
        _expectNotInTrace(table, said);
        said.output = table.traces[LIAR].answer;
        said.siblings = new bytes32[](siblings.length + 1);
        for (uint256 i = 0; i < siblings.length; i++) {
            said.siblings[i] = siblings[i];
        }
        _expectNotInTrace(table, said);
        said.siblings = siblings;
        siblings[0] ^= bytes32(uint256(1));
        _expectNotInTrace(table, said);
        siblings[0] ^= bytes32(uint256(1));
        for (uint256 i = 0; i < ITEMS; i++) {
            said.top[i] ^= bytes32(uint256(1));
            _expectNotInTrace(table, said);
            said.top[i] ^= bytes32(uint256(1));
        }
        bytes32[] memory top = said.top;
        said.top = new bytes32[](2 * SLOTS);
        for (uint256 i = 0; i < SLOTS; i++) {
            said.top[i] = top[i];
        }
        _expectNotInTrace(table, said);
        said.top = top;
        uint256 bondWei = court.bondWei(table.caseId, BOND_WEI);
        vm.deal(address(this), bondWei);
        court.claim{value: bondWei}(table.openedCase, said);
    }

    function _expectNotInTrace(Table memory table, Statement memory said) private {
        uint256 bondWei = court.bondWei(table.caseId, BOND_WEI);
        vm.deal(address(this), bondWei);
        vm.expectRevert(IDisputeCourt.DisputeAnswerNotInTrace.selector);
        court.claim{value: bondWei}(table.openedCase, said);
    }

    /// @dev An escrow may say what it likes; of a number of items that no batch has, nothing can be claimed.
    function test_NoCaseHasMoreThanSixteenItems() public {
        Table memory table = _batch(FEW_CLAMPS, ITEMS, 0);
        vm.deal(address(this), 2 * BOND_WEI);
        Statement memory said = _says(table, HONEST);
        for (uint256 count = 0; count < 256; count++) {
            if (count == ITEMS) continue;
            table.openedCase.inputHash = bytes32((uint256(Inputs.hashOf(table.inputs)) & ~uint256(0xff)) | count);
            vm.expectRevert(IDisputeCourt.DisputeAnswerNotInTrace.selector);
            court.open{value: 2 * BOND_WEI}(table.openedCase, proposer, said);
        }
        // Not even where all fits together.
        table = _batch(FEW_CLAMPS, Batches.MAX_ITEMS + 1, 0);
        said = _says(table, HONEST);
        bytes32[] memory nodes = table.traces[HONEST].itemNodes;
        said.top = new bytes32[](nodes.length / 2);
        for (uint256 i = 0; i < said.top.length; i++) {
            said.top[i] = nodes[said.top.length + i];
        }
        vm.expectRevert(IDisputeCourt.DisputeAnswerNotInTrace.selector);
        court.open{value: 2 * BOND_WEI}(table.openedCase, proposer, said);
    }

    /// @dev A claim may have anything in a slot that no item fills, and loses by it.
    function test_WhoFillsAnUnusedItemDies() public {
        for (uint256 opener = 0; opener < 2; opener++) {
            uint256 snapshot = vm.snapshotState();
            this.unusedItem(opener);
            vm.revertToState(snapshot);
        }
    }

    function unusedItem(uint256 opener) external {
        Table memory table = _batch(STEPS, ITEMS, 0);
        _open(table);
        for (uint256 side = LIAR; side <= OTHER; side++) {
            Trace memory trace = Liars.honestBatch(table.plan, table.inputs);
            Traces.setItem(trace, SLOTS + ITEMS, Liars.garbage(side));
            _seat(table, side, trace);
            _claim(table, side);
        }
        if (opener == HONEST) _openDuel(table, HONEST, LIAR);
        else _openDuel(table, LIAR, HONEST);
        assertEq(uint8(Duels.unpack(table.game[0].state.place).phase), uint8(Phase.End));
        assertTrue(_act(table, 0));
        _assertStatus(table, LIAR, ClaimStatus.Faulted);
        _assertStatus(table, HONEST, ClaimStatus.Live);
    }

    function test_WhenBothFillAnUnusedItemBothDie() public {
        Table memory table = _batch(FEW_CLAMPS, ITEMS, 0);
        _open(table);
        for (uint256 side = LIAR; side <= OTHER; side++) {
            Trace memory trace = Liars.honestBatch(table.plan, table.inputs);
            Traces.setItem(trace, SLOTS + ITEMS, Liars.garbage(side));
            _seat(table, side, trace);
            _claim(table, side);
        }
        _openDuel(table, OTHER, LIAR);
        assertTrue(_act(table, 0));
        _assertStatus(table, LIAR, ClaimStatus.Faulted);
        _assertStatus(table, OTHER, ClaimStatus.Faulted);
        _assertStatus(table, HONEST, ClaimStatus.Live);
    }

    /// @dev The item of a proof is the duel's, and its input, root and siblings are of that place.
    function test_AProofIsAboutTheDuelsItem() public {
        Table memory table = _batch(FEW_CLAMPS, ITEMS, 1);
        table.openedCase.seed = "a seed";
        table.caseId = court.caseIdOf(table.openedCase);
        _open(table);
        _commitTrace(table, LIAR);
        _toTheLeaf(table);
        Game memory game = table.game[0];
        if (_sideOf(table, _moverId(game)) == LIAR) {
            // The liar has to prove; the honest leaf was shown.
            _claimAndTurn(table);
            game = table.game[1];
        }
        assertEq(_sideOf(table, _moverId(game)), HONEST);
        FaultProof memory proof = Proofs.ofDuel(table.plan, table.traces[HONEST].items[1], table.inputs[1], game);
        bytes32[] memory right = Proofs.ofItem(table.traces[HONEST], table.inputs, 1);
        for (uint256 item = 0; item < ITEMS; item++) {
            if (item == 1) continue;
            _expectItemRefused(table, game, Proofs.ofItem(table.traces[HONEST], table.inputs, item), proof);
        }
        for (uint256 i = 0; i < right.length; i++) {
            bytes32[] memory opened = Proofs.ofItem(table.traces[HONEST], table.inputs, 1);
            opened[i] ^= bytes32(uint256(1));
            _expectItemRefused(table, game, opened, proof);
        }
        // Under the accused's own root.
        _expectItemRefused(table, game, Proofs.ofItem(table.traces[LIAR], table.inputs, 1), proof);
        _expectItemRefused(table, game, new bytes32[](0), proof);
        _expectItemRefused(table, game, new bytes32[](right.length + 1), proof);
        bytes32 liarId = _idOf(table, LIAR);
        // The judge is told the item's own input, seed and root.
        bytes16 seed = bytes16(keccak256(abi.encodePacked(table.openedCase.seed, uint32(1))));
        bytes32 ownRoot = table.traces[HONEST].items[1].root;
        vm.expectCall(
            address(court.PROVER()),
            abi.encodePacked(
                IFaultProver.isFault.selector,
                abi.encode(table.openedCase.programRoot, bytes32(0), Inputs.hashOf(table.inputs[1]), seed, ownRoot)
            )
        );
        court.proveFault(table.openedCase, game.state, table.keys[HONEST], liarId, right, proof);
        _assertStatus(table, LIAR, ClaimStatus.Faulted);
    }

    /// @dev Another claim of the liar's kind, against which the honest side begins, so that it comes to prove.
    function _claimAndTurn(Table memory table) private {
        _seat(table, OTHER, table.traces[LIAR]);
        skip(Courts.CLOCK_SECONDS + 1);
        Game memory game = table.game[0];
        court.timeout(game.duel, game.state);
        table.keys[LIAR].attempt = 1;
        _claim(table, LIAR);
        _openDuel(table, HONEST, LIAR);
        while (Duels.unpack(table.game[1].state.place).phase == Phase.Move) _act(table, 1);
    }

    function _expectItemRefused(Table memory table, Game memory game, bytes32[] memory opened, FaultProof memory proof)
        private
    {
        bytes32 liarId = _idOf(table, LIAR);
        vm.expectRevert(abi.encodeWithSelector(IDisputeCourt.DisputeItem.selector, 1, ITEMS));
        court.proveFault(table.openedCase, game.state, table.keys[HONEST], liarId, opened, proof);
    }

    /// @dev Without a duel the item is named, has to be one, and is judged by its own input.
    function test_AnItemsFaultIsProvedWithoutADuel() public {
        Table memory table = _batch(CLAMPS, ITEMS, 2);
        _open(table);
        _commitTrace(table, LIAR);
        Trace memory own = table.traces[LIAR].items[2];
        Place memory place;
        (place.instruction, place.index) = (uint16(LAST_CLAMP), 1);
        FaultProof memory proof = Proofs.ofLeaf(
            table.plan, table.traces[HONEST].items[2], table.inputs[2], place, own.leaves[0][LAST_CLAMP][1]
        );
        proof.witness = Proofs.operandsOf(table.plan, own, table.inputs[2], place, proof.element);
        LeafPlace memory at = LeafPlace(
            2, 0, LAST_CLAMP, 1, keccak256(own.leaves[0][LAST_CLAMP][1]), Proofs.pathOf(own, 0, LAST_CLAMP, 1)
        );
        bytes32[] memory opened = Proofs.ofItem(table.traces[LIAR], table.inputs, 2);
        // A path doesn't look at higher bits: items 6, 10, ... would open just as well.
        uint256[4] memory others = [uint256(0), 3, 6, type(uint256).max - 1];
        for (uint256 i = 0; i < others.length; i++) {
            at.item = others[i];
            vm.expectRevert(abi.encodeWithSelector(IDisputeCourt.DisputeItem.selector, others[i], ITEMS));
            court.proveClaimFault(table.openedCase, table.keys[LIAR], at, opened, proof);
        }
        at.item = 2;
        vm.expectRevert(abi.encodeWithSelector(IDisputeCourt.DisputeItem.selector, 2, ITEMS));
        court.proveClaimFault(table.openedCase, table.keys[LIAR], at, new bytes32[](0), proof);
        court.proveClaimFault(table.openedCase, table.keys[LIAR], at, opened, proof);
        _assertStatus(table, LIAR, ClaimStatus.Faulted);
    }

    /// @dev No honest item has a fault under another item's input.
    function test_AnItemIsNotJudgedByAnothersInput() public {
        Table memory table = _batch(FEW_CLAMPS, ITEMS, 0);
        _open(table);
        Trace memory item = table.traces[HONEST].items[1];
        Place memory place;
        bytes memory accused = item.leaves[0][0][0];
        // The first clamp reads the input: as if it were of item 2.
        FaultProof memory proof =
            Proofs.ofLeaf(table.plan, table.traces[HONEST].items[2], table.inputs[2], place, accused);
        LeafPlace memory at = LeafPlace(1, 0, 0, 0, keccak256(accused), Proofs.pathOf(item, 0, 0, 0));
        bytes32[] memory opened = Proofs.ofItem(table.traces[HONEST], table.inputs, 1);
        bytes32[] memory mixed = Proofs.ofItem(table.traces[HONEST], table.inputs, 2);
        vm.expectRevert(IStepKernels.WitnessInput.selector);
        court.proveClaimFault(table.openedCase, table.keys[HONEST], at, opened, proof);
        // The input of item 2 with the root of item 1.
        for (uint256 i = 3; i < 6; i++) {
            mixed[i] = opened[i];
        }
        vm.expectRevert(abi.encodeWithSelector(IDisputeCourt.DisputeItem.selector, 1, ITEMS));
        court.proveClaimFault(table.openedCase, table.keys[HONEST], at, mixed, proof);
        at.item = 2;
        vm.expectRevert(abi.encodeWithSelector(IDisputeCourt.DisputeItem.selector, 2, ITEMS));
        court.proveClaimFault(table.openedCase, table.keys[HONEST], at, mixed, proof);
    }

    function test_ASingleRequestHasNoItem() public {
        Table memory table = _table(CLAMPS);
        _open(table);
        _commitTrace(table, LIAR);
        LeafPlace memory at;
        FaultProof memory proof;
        at.item = 1;
        vm.expectRevert(abi.encodeWithSelector(IDisputeCourt.DisputeItem.selector, 1, 0));
        court.proveClaimFault(table.openedCase, table.keys[LIAR], at, new bytes32[](0), proof);
        at.item = 0;
        vm.expectRevert(abi.encodeWithSelector(IDisputeCourt.DisputeItem.selector, 0, 0));
        court.proveClaimFault(table.openedCase, table.keys[LIAR], at, new bytes32[](4), proof);
    }

    /// @dev Where a run's end is shown, it is that of the duel's item.
    function test_TheEndOfAnItemIsProved() public {
        Table memory table = _batch(STEPS, ITEMS, 0);
        Trace[] memory items = new Trace[](ITEMS);
        Lie memory lie;
        // One step less than the run has.
        lie.endsAfter = table.inputs[1].length + 1;
        (bytes[][] memory values, bytes memory answer) = Runs.run(table.plan, table.inputs[1], lie);
        for (uint256 i = 0; i < ITEMS; i++) {
            items[i] = table.traces[HONEST].items[i];
        }
        items[1] = Traces.build(table.plan, values);
        items[1].answer = answer;
        _seat(table, LIAR, Traces.join(items));
        table.openedCase.outputHash = table.keys[LIAR].outputHash;
        table.caseId = court.caseIdOf(table.openedCase);
        _open(table);
        Game memory game = _commitTrace(table, LIAR);
        while (Duels.unpack(game.state.place).phase == Phase.Move) _act(table, 0);
        assertEq(uint8(Duels.unpack(game.state.place).phase), uint8(Phase.End));
        EndProof memory proof = Proofs.ofEnd(table.plan, table.traces[HONEST].items[1], table.inputs[1], game);
        bytes32[] memory opened = Proofs.ofItem(table.traces[HONEST], table.inputs, 1);
        bytes32[] memory another = Proofs.ofItem(table.traces[HONEST], table.inputs, 2);
        bytes32 liarId = _idOf(table, LIAR);
        vm.expectRevert(abi.encodeWithSelector(IDisputeCourt.DisputeItem.selector, 1, ITEMS));
        court.proveEnd(table.openedCase, game.state, table.keys[HONEST], liarId, another, proof);
        court.proveEnd(table.openedCase, game.state, table.keys[HONEST], liarId, opened, proof);
        _assertStatus(table, LIAR, ClaimStatus.Faulted);
        _assertStatus(table, HONEST, ClaimStatus.Live);
    }
}
