// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {TensorTypes} from "../../../../contracts/src/kernels/TensorTypes.sol";
import {Plan, Plans} from "./Plans.sol";
import {Lie, Runs} from "./Runs.sol";
import {Trace, Traces} from "./Traces.sol";

/// @title Liars
/// @notice Wrong traces of every kind.
library Liars {
    using TensorTypes for uint256;

    uint256 internal constant KINDS = 12;
    uint256 private constant HEADER_BYTES = 32;

    function honest(Plan memory plan, bytes memory input) internal pure returns (Trace memory) {
        Lie memory lie;
        return _run(plan, input, lie);
    }

    /// @notice A wrong trace that follows from a seed. Few seeds give the honest one, where a change changes nothing.
    function wrong(Plan memory plan, bytes memory input, uint256 seed) internal pure returns (Trace memory trace) {
        uint256 kind = part(seed, 0) % KINDS;
        Lie memory lie;
        if (kind < 2 || kind == 11 || (kind == 2 && plan.stepLimit == 0)) {
            // A wrong element that everything after it follows; of kind 11 in the run's end.
            if (plan.stepLimit > 0) lie.step = kind == 11 ? plan.stepLimit : part(seed, 1) % plan.stepLimit;
            lie.instruction = part(seed, 2) % Plans.widthOf(plan, lie.step);
            lie.element = plan.length == 0 ? 0 : part(seed, 3) % plan.length;
            lie.delta = int256(part(seed, 4) % 99) + 1;
            return _run(plan, input, lie);
        }
        if (kind == 2) {
            lie.endsAfter = input.length + part(seed, 1) % (plan.stepLimit + 1 - input.length);
            return _run(plan, input, lie);
        }
        trace = _run(plan, input, lie);
        uint256 t = _step(plan, trace, part(seed, 5));
        uint256 n = part(seed, 6) % Plans.widthOf(plan, t);
        if (kind < 9) _spoilTensor(trace, Plans.typeOf(plan, t, n), seed, kind, t, n);
        else if (kind == 9 || plan.stepLimit == 0) _spoilList(trace, seed, t);
        else Traces.setStep(trace, 2 + part(seed, 7) % (trace.steps.length - 2), garbage(seed));
    }

    function honestBatch(Plan memory plan, bytes[] memory inputs) internal pure returns (Trace memory) {
        return Traces.join(_honestItems(plan, inputs));
    }

    /// @notice A wrong trace of a batch: an item is wrong in any way, is that of another item's input, an unused slot isn't EMPTY, or a
    /// node of the items' tree is another.
    function wrongBatch(Plan memory plan, bytes[] memory inputs, uint256 seed)
        internal
        pure
        returns (Trace memory trace)
    {
        Trace[] memory items = _honestItems(plan, inputs);
        uint256 at = part(seed, 10) % items.length;
        uint256 kind = part(seed, 11) % 6;
        if (kind < 3) items[at] = wrong(plan, inputs[at], part(seed, 12));
        else if (kind == 3) items[at] = items[(at + 1) % items.length];
        trace = Traces.join(items);
        uint256 width = trace.itemNodes.length / 2;
        bool hasUnused = width > items.length;
        if (kind == 4 && hasUnused) {
            Traces.setItem(trace, width + items.length + part(seed, 13) % (width - items.length), garbage(seed));
        } else if (kind > 3) {
            Traces.setItem(
                trace, 1 + part(seed, 13) % (2 * width - 1), part(seed, 14) % 4 == 0 ? bytes32(0) : garbage(seed)
            );
        }
    }

    function _honestItems(Plan memory plan, bytes[] memory inputs) private pure returns (Trace[] memory items) {
        items = new Trace[](inputs.length);
        for (uint256 i = 0; i < inputs.length; i++) {
            items[i] = honest(plan, inputs[i]);
        }
    }

    function _spoilTensor(Trace memory trace, uint256 typeWord, uint256 seed, uint256 kind, uint256 t, uint256 n)
        private
        pure
    {
        uint256 count = typeWord.leafCount();
        uint256 width = trace.leaves[t][n].length;
        uint256 index = part(seed, 7) % count;
        bytes memory leaf = trace.leaves[t][n][index];
        uint256 size = leaf.length - HEADER_BYTES;
        if (kind == 3) {
            // A byte of the data that nothing after it follows; it may be padding.
            leaf[HEADER_BYTES + part(seed, 8) % size] ^= 0x41;
        } else if (kind == 4) {
            // The last byte of the last leaf, mostly padding.
            index = count - 1;
            leaf = trace.leaves[t][n][index];
            leaf[leaf.length - 1] ^= 0x01;
        } else if (kind == 5) {
            leaf[part(seed, 8) % HEADER_BYTES] ^= 0x01;
        } else if (kind == 6) {
            leaf = _misshapen(seed);
        } else if (kind == 7) {
            // A leaf past the tensor's end, or none where there is one.
            index = part(seed, 8) % width;
            leaf = index < count ? bytes("") : abi.encodePacked(garbage(seed), garbage(seed), garbage(seed));
        } else {
            uint256 at = 1 + part(seed, 8) % (2 * width - 1);
            Traces.setNode(trace, t, n, at, garbage(seed));
            return;
        }
        Traces.setLeaf(trace, t, n, index, leaf);
    }

    /// @dev As long as two nodes, empty but for its header, or longer than anybody may show.
    function _misshapen(uint256 seed) private pure returns (bytes memory) {
        uint256 choice = part(seed, 9) % 3;
        return new bytes(choice == 0 ? 64 : choice == 1 ? 32 : 1057);
    }

    function _spoilList(Trace memory trace, uint256 seed, uint256 t) private pure {
        uint256 at = 1 + part(seed, 7) % (trace.lists[t].length - 1);
        Traces.setSlot(trace, t, at, part(seed, 8) % 4 == 0 ? bytes32(0) : garbage(seed));
    }

    function _run(Plan memory plan, bytes memory input, Lie memory lie) private pure returns (Trace memory trace) {
        (bytes[][] memory values, bytes memory answer) = Runs.run(plan, input, lie);
        trace = Traces.build(plan, values);
        trace.answer = answer;
    }

    /// @dev A slot that isn't EMPTY.
    function _step(Plan memory plan, Trace memory trace, uint256 seed) private pure returns (uint256 t) {
        if (plan.stepLimit == 0) return 0;
        t = seed % (plan.stepLimit + 1);
        while (trace.lists[t].length == 0) t--;
    }

    function garbage(uint256 seed) internal pure returns (bytes32) {
        return keccak256(abi.encode("garbage", seed));
    }

    function part(uint256 seed, uint256 index) internal pure returns (uint256) {
        return uint256(keccak256(abi.encode(seed, index)));
    }
}
