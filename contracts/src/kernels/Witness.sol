// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IStepKernels, StepContext} from "./IStepKernels.sol";
import {InputTree} from "./InputTree.sol";
import {Instruction} from "./Instructions.sol";
import {TensorTypes} from "./TensorTypes.sol";

/// @notice How far a witness was read and what was opened so far.
struct Reader {
    /// Place of the next byte of the witness in calldata, and the first one after it.
    uint256 cursor;
    uint256 end;
    bytes32 inputHash;
    bytes32 traceRoot;
    bytes32 weightsRoot;
    bytes16 seed;
    uint256 step;
    uint256 stepLimit;
    uint256 instructionIndex;
    uint256 instructionCount;
    uint256 constantCount;
    uint256 promptType;
    uint256 tokenValue;
    uint256 tokenType;
    /// Of the tensors of this step; 0 before it was opened.
    bytes32 stepRoot;
    /// Roots of the operands' tensors that were opened; 0 before.
    bytes32[3] operandRoots;
    /// Root of the instruction's constant; 0 before it was opened.
    bytes32 constantRoot;
}

/// @notice How bytes are cut in leaves.
struct Layout {
    bytes32 header;
    uint256 leafLog2;
    /// Bytes in all; the last leaf is filled up with zeros, which no witness has.
    uint256 length;
}

/// @title Witness
/// @notice Reads tensors of a claim and constants of a model out of a witness: bytes in calldata that follow from the kernel that
/// reads them, so that they need no lengths and there is one witness for a proof.
///
/// - A run of bytes: the leaves that hold it, as far as the tensor, row, table or input has bytes, then the siblings of that run of
///   leaves, level by level from below; where a level needs two, the left one first.
/// - A run of an operand; the first time that the operand is read, the siblings of its tensor among the instructions follow, from below;
///   then, in a program with steps, those among the steps, unless another operand of the step was opened before.
/// - A row: a run that is all of it, then its siblings among the rows. Its head and one of its blocks: the leaf of the head and, if it
///   is another, that of the block, each as a run, then the siblings among the rows.
/// - A run of a table. After a row, a part of a row or a run of a table that are the first that is read of the constant: its siblings
///   among the constants.
/// - Value 0 is in the input: a run of bytes as above, under the hash that binds the input. In a program with steps the prompt's length
///   comes first, a number of four bytes, big-endian. If the step has a token of the prompt, its run follows, and of an uint8 token
///   the int32 that it is. Otherwise the root of the prompt's leaves follows, then what the step before gave, its only leaf opened
///   as an operand in that step.
library Witness {
    using TensorTypes for uint256;

    uint256 private constant TAG_TENSOR = 1;
    uint256 private constant TAG_ROW = 2;
    uint256 private constant TAG_TABLE = 4;
    uint256 private constant INT32_BYTES = 4;
    uint256 private constant ROW_HEAD_BYTES = 32;
    uint256 private constant ROW_BLOCK = 32;

    function start(StepContext memory context, bytes calldata witness) internal pure returns (Reader memory reader) {
        uint256 cursor;
        assembly ("memory-safe") {
            cursor := witness.offset
        }
        reader.cursor = cursor;
        reader.end = cursor + witness.length;
        reader.inputHash = context.inputHash;
        reader.traceRoot = context.traceRoot;
        reader.weightsRoot = context.weightsRoot;
        reader.seed = context.seed;
        reader.step = context.step;
        reader.stepLimit = context.stepLimit;
        reader.instructionIndex = context.instructionIndex;
        reader.instructionCount = context.instructionCount;
        reader.constantCount = context.constantCount;
        reader.promptType = context.promptType;
        reader.tokenValue = context.tokenValue;
        reader.tokenType = context.tokenType;
    }

    /// @notice That the run had no step `step`: the slot's siblings among the steps are in the witness.
    function emptySlot(Reader memory reader, uint256 step) internal pure {
        bytes32 node = _path(reader, 0, step, TensorTypes.depthOf(reader.stepLimit + 1));
        require(node == reader.traceRoot, IStepKernels.WitnessWrong());
    }

    /// @notice The number of tokens that the run's end has, as the first four bytes of a leaf: the number, the
    /// tokens' root, then the end's siblings among the steps.
    function endLength(Reader memory reader) internal pure returns (uint256) {
        unchecked {
            uint256 leafLog2 = reader.promptType.log2Leaf();
            (bytes32 node, uint256 pointer) =
                _range(reader, Layout(_header(TAG_TENSOR, TensorTypes.INT32, leafLog2), leafLog2, INT32_BYTES), 0, 1, 1);
            node = _path(reader, node, reader.stepLimit, TensorTypes.depthOf(reader.stepLimit + 1));
            require(node == reader.traceRoot, IStepKernels.WitnessWrong());
            return uint32(int32(int32At(pointer, 0)));
        }
    }

    /// @notice Whole tokens of the prompt: its length in bytes, a number of four bytes, then the root of its leaves.
    function promptTokens(Reader memory reader) internal pure returns (uint256) {
        uint256 length = choice(reader);
        _requireInput(reader, length, _takeHash(reader));
        return length >> reader.promptType.log2Bytes();
    }

    /// @notice Reverts unless all of the witness was read: what nobody reads could make two witnesses of one proof.
    function finish(Reader memory reader) internal pure {
        require(reader.cursor == reader.end, IStepKernels.WitnessWrong());
    }

    /// @notice Elements `first` to before `first + count`, all within the tensor, of operand `place` (0 to 2).
    /// @return pointer Place in calldata of the first one; little-endian, one after the other.
    function operand(Reader memory reader, Instruction memory instruction, uint256 place, uint256 first, uint256 count)
        internal
        pure
        returns (uint256 pointer)
    {
        unchecked {
            uint256 typeWord = instruction.operandTypes[place];
            if (instruction.operands[place] == 0) return _inputValue(reader, typeWord, first, count);
            bytes32 root;
            (root, pointer) = _run(reader, typeWord, TAG_TENSOR, first, count);
            bytes32 known = reader.operandRoots[place];
            if (known == 0) {
                _requireTensor(reader, root, reader.step, uint256(instruction.operands[place]) - 1);
                reader.operandRoots[place] = root;
            } else {
                require(root == known, IStepKernels.WitnessWrong());
            }
        }
    }

    /// @notice As `operand`, of what the instruction itself gave in the step before.
    /// @param index Index of the instruction.
    function previousOutput(Reader memory reader, uint256 typeWord, uint256 index, uint256 first, uint256 count)
        internal
        pure
        returns (uint256 pointer)
    {
        unchecked {
            bytes32 root;
            (root, pointer) = _run(reader, typeWord, TAG_TENSOR, first, count);
            _requireTensor(reader, root, reader.step - 1, index);
        }
    }

    /// @notice Row `row` of the instruction's constant, which is rows.
    /// @return pointer Place in calldata of its head; its blocks follow.
    function row(Reader memory reader, Instruction memory instruction, uint256 index)
        internal
        pure
        returns (uint256 pointer)
    {
        unchecked {
            uint256 typeWord = instruction.constantType;
            Layout memory layout = _rowLayout(typeWord);
            uint256 leaves = TensorTypes.leavesOf(layout.length, layout.leafLog2);
            bytes32 root;
            (root, pointer) = _range(reader, layout, 0, leaves, TensorTypes.depthOf(leaves));
            _requireRow(reader, instruction, root, index);
        }
    }

    /// @notice The head of row `index` of the instruction's constant, which is rows, and the block that weight `column` is in: for
    /// what reads one weight, in rows of any length.
    function rowBlock(Reader memory reader, Instruction memory instruction, uint256 index, uint256 column)
        internal
        pure
        returns (uint256 head, uint256 blockPointer)
    {
        unchecked {
            Layout memory layout = _rowLayout(instruction.constantType);
            uint256 depth = TensorTypes.depthOf(TensorTypes.leavesOf(layout.length, layout.leafLog2));
            bytes32 root;
            (root, head) = _range(reader, layout, 0, 1, depth);
            uint256 offset = ROW_HEAD_BYTES + ROW_BLOCK * (column / ROW_BLOCK);
            uint256 leaf = offset >> layout.leafLog2;
            blockPointer = head;
            if (leaf > 0) {
                bytes32 same;
                (same, blockPointer) = _range(reader, layout, leaf, 1, depth);
                require(same == root, IStepKernels.WitnessWrong());
            }
            blockPointer += offset - (leaf << layout.leafLog2);
            _requireRow(reader, instruction, root, index);
        }
    }

    /// @notice Elements `first` to before `first + count` of the instruction's constant, which is a table.
    /// @return pointer Place in calldata of the first one.
    function table(Reader memory reader, Instruction memory instruction, uint256 first, uint256 count)
        internal
        pure
        returns (uint256 pointer)
    {
        bytes32 root;
        (root, pointer) = _run(reader, instruction.constantType, TAG_TABLE, first, count);
        _requireConstant(reader, instruction, root);
    }

    /// @notice An unsigned number of four bytes, big-endian, that whoever proves chose.
    function choice(Reader memory reader) internal pure returns (uint256 value) {
        uint256 pointer = _take(reader, 4);
        assembly ("memory-safe") {
            value := shr(224, calldataload(pointer))
        }
    }

    /// @notice Element `i` of elements of this type at `pointer`, as a number.
    function at(uint256 pointer, uint256 typeWord, uint256 i) internal pure returns (int256 value) {
        uint256 code = typeWord.dtype();
        if (code == TensorTypes.INT16) return int16At(pointer, i);
        if (code == TensorTypes.INT32) return int32At(pointer, i);
        assembly ("memory-safe") {
            value := shr(248, calldataload(add(pointer, i)))
        }
        if (code == TensorTypes.INT8) {
            assembly ("memory-safe") {
                value := signextend(0, value)
            }
        }
    }

    /// @notice Element `i` of int16 at `pointer`.
    function int16At(uint256 pointer, uint256 i) internal pure returns (int256 value) {
        assembly ("memory-safe") {
            let word := shr(240, calldataload(add(pointer, shl(1, i))))
            value := signextend(1, or(shr(8, word), shl(8, word)))
        }
    }

    /// @notice Element `i` of int32 at `pointer`.
    function int32At(uint256 pointer, uint256 i) internal pure returns (int256 value) {
        assembly ("memory-safe") {
            let word := calldataload(add(pointer, shl(2, i)))
            value := signextend(
                3,
                or(or(byte(0, word), shl(8, byte(1, word))), or(shl(16, byte(2, word)), shl(24, byte(3, word))))
            )
        }
    }

    /// @dev Value 0: a run of the input, or of a program with steps the token that this step is given.
    function _inputValue(Reader memory reader, uint256 typeWord, uint256 first, uint256 count)
        private
        pure
        returns (uint256 pointer)
    {
        unchecked {
            if (reader.stepLimit == 0) {
                uint256 bytesLog2 = typeWord.log2Bytes();
                return _inputRun(reader, typeWord.byteLength(), first << bytesLog2, count << bytesLog2);
            }
            uint256 length = choice(reader);
            uint256 tokenLog2 = reader.promptType.log2Bytes();
            if (reader.step >= length >> tokenLog2) {
                _requireInput(reader, length, _takeHash(reader));
                return previousOutput(reader, reader.tokenType, reader.tokenValue - 1, 0, 1);
            }
            uint256 token = _inputRun(reader, length, reader.step << tokenLog2, 1 << tokenLog2);
            if (tokenLog2 > 0) return token;
            pointer = _take(reader, 4);
            bool same;
            assembly ("memory-safe") {
                same := eq(shr(224, calldataload(pointer)), shl(24, shr(248, calldataload(token))))
            }
            require(same, IStepKernels.WitnessWrong());
        }
    }

    /// @dev The leaves that hold `count` bytes from `first` on, all within an input of `length` bytes. A request's hash has zeros after
    /// the input's last byte, so no other leaves open under it.
    function _inputRun(Reader memory reader, uint256 length, uint256 first, uint256 count)
        private
        pure
        returns (uint256 pointer)
    {
        unchecked {
            uint256 leafLog2 = InputTree.LOG2_LEAF;
            uint256 leaf = first >> leafLog2;
            count = ((first + count - 1) >> leafLog2) + 1 - leaf;
            uint256 depth = TensorTypes.depthOf(TensorTypes.leavesOf(length, leafLog2));
            bytes32 root;
            (root, pointer) = _range(reader, Layout(InputTree.HEADER, leafLog2, length), leaf, count, depth);
            _requireInput(reader, length, root);
            pointer += first - (leaf << leafLog2);
        }
    }

    function _requireInput(Reader memory reader, uint256 length, bytes32 root) private pure {
        require(InputTree.bind(length, root) == reader.inputHash, IStepKernels.WitnessInput());
    }

    /// @dev That instruction `index` gave the tensor with this root in `step`.
    function _requireTensor(Reader memory reader, bytes32 root, uint256 step, uint256 index) private pure {
        unchecked {
            bytes32 node = _path(reader, root, index, TensorTypes.depthOf(reader.instructionCount));
            if (reader.stepLimit > 0) {
                if (step == reader.step) {
                    // The operands of a step share the path from there.
                    if (reader.stepRoot != 0) {
                        require(node == reader.stepRoot, IStepKernels.WitnessWrong());
                        return;
                    }
                    reader.stepRoot = node;
                }
                node = _path(reader, node, step, TensorTypes.depthOf(reader.stepLimit + 1));
            }
            require(node == reader.traceRoot, IStepKernels.WitnessWrong());
        }
    }

    /// @dev That row `index` of the instruction's constant has this root.
    function _requireRow(Reader memory reader, Instruction memory instruction, bytes32 root, uint256 index)
        private
        pure
    {
        uint256 depth = TensorTypes.depthOf(instruction.constantType.dimension(0));
        _requireConstant(reader, instruction, _path(reader, root, index, depth));
    }

    /// @dev That the instruction's constant has this root.
    function _requireConstant(Reader memory reader, Instruction memory instruction, bytes32 root) private pure {
        bytes32 known = reader.constantRoot;
        if (known == 0) {
            uint256 depth = TensorTypes.depthOf(reader.constantCount);
            known = _path(reader, root, uint256(instruction.constantIndex), depth);
            require(known == reader.weightsRoot, IStepKernels.WitnessWrong());
            reader.constantRoot = root;
        } else {
            require(root == known, IStepKernels.WitnessWrong());
        }
    }

    function _rowLayout(uint256 typeWord) private pure returns (Layout memory) {
        uint256 leafLog2 = typeWord.log2Leaf();
        return Layout(_header(TAG_ROW, TensorTypes.INT8, leafLog2), leafLog2, _rowBytes(typeWord));
    }

    function _rowBytes(uint256 typeWord) private pure returns (uint256) {
        unchecked {
            return ROW_HEAD_BYTES + ROW_BLOCK * ((typeWord.dimension(1) + ROW_BLOCK - 1) / ROW_BLOCK);
        }
    }

    /// @dev The leaves that hold a run of elements of a tensor or table, and what they hash to.
    function _run(Reader memory reader, uint256 typeWord, uint256 tag, uint256 first, uint256 count)
        private
        pure
        returns (bytes32 root, uint256 pointer)
    {
        unchecked {
            uint256 leafLog2 = typeWord.log2Leaf();
            Layout memory layout = Layout(_header(tag, typeWord.dtype(), leafLog2), leafLog2, typeWord.byteLength());
            // From elements to bytes, then to leaves.
            first <<= typeWord.log2Bytes();
            count <<= typeWord.log2Bytes();
            uint256 leaf = first >> leafLog2;
            count = ((first + count - 1) >> leafLog2) + 1 - leaf;
            uint256 depth = TensorTypes.depthOf(TensorTypes.leavesOf(layout.length, leafLog2));
            (root, pointer) = _range(reader, layout, leaf, count, depth);
            pointer += first - (leaf << leafLog2);
        }
    }

    /// @dev Reads `count` leaves that begin with leaf `first`, and the siblings of their run.
    /// @return root What they hash to, `depth` levels up.
    /// @return pointer Place in calldata of their bytes.
    function _range(Reader memory reader, Layout memory layout, uint256 first, uint256 count, uint256 depth)
        private
        pure
        returns (bytes32 root, uint256 pointer)
    {
        unchecked {
            uint256 nodes;
            (nodes, pointer) = _leaves(reader, layout, first, count);
            for (uint256 level = 0; level < depth; level++) {
                uint256 list = nodes;
                if (first & 1 == 1) {
                    bytes32 left = _takeHash(reader);
                    list -= 32;
                    count++;
                    assembly ("memory-safe") {
                        mstore(list, left)
                    }
                }
                if (count & 1 == 1) {
                    bytes32 right = _takeHash(reader);
                    assembly ("memory-safe") {
                        mstore(add(list, shl(5, count)), right)
                    }
                    count++;
                }
                first >>= 1;
                count >>= 1;
                assembly ("memory-safe") {
                    let end := add(nodes, shl(5, count))
                    for { let node := nodes } lt(node, end) {
                        node := add(node, 0x20)
                        list := add(list, 0x40)
                    } {
                        mstore(node, keccak256(list, 0x40))
                    }
                }
            }
            assembly ("memory-safe") {
                root := mload(nodes)
            }
        }
    }

    /// @dev Reads and hashes `count` leaves that begin with leaf `first`.
    /// @return nodes Place in memory, not allocated, of their hashes, with a free word before and one after them.
    /// @return pointer Place in calldata of their bytes.
    function _leaves(Reader memory reader, Layout memory layout, uint256 first, uint256 count)
        private
        pure
        returns (uint256 nodes, uint256 pointer)
    {
        unchecked {
            (bytes32 header, uint256 leafLog2) = (layout.header, layout.leafLog2);
            uint256 length = layout.length - (first << leafLog2);
            if (length > count << leafLog2) length = count << leafLog2;
            pointer = _take(reader, length);
            assembly ("memory-safe") {
                // The free words take a left and a right sibling; the leaf being hashed follows.
                nodes := add(mload(0x40), 0x20)
                let leaf := add(nodes, shl(5, add(count, 1)))
                let data := add(leaf, 0x20)
                let size := shl(leafLog2, 1)
                mstore(leaf, header)
                let end := add(pointer, length)
                let node := nodes
                for { let from := pointer } lt(from, end) {
                    from := add(from, size)
                    node := add(node, 0x20)
                } {
                    let left := sub(end, from)
                    switch lt(left, size)
                    case 0 { calldatacopy(data, from, size) }
                    default {
                        // The last leaf ends with zeros; past its end, calldata reads as such.
                        calldatacopy(data, calldatasize(), size)
                        calldatacopy(data, from, left)
                    }
                    mstore(node, keccak256(leaf, add(size, 0x20)))
                }
            }
        }
    }

    /// @dev The node `depth` levels above `node`, which is number `index` of its level.
    function _path(Reader memory reader, bytes32 node, uint256 index, uint256 depth) private pure returns (bytes32) {
        unchecked {
            uint256 pointer = _take(reader, depth << 5);
            assembly ("memory-safe") {
                for { let end := add(pointer, shl(5, depth)) } lt(pointer, end) { pointer := add(pointer, 0x20) } {
                    let side := shl(5, and(index, 1))
                    mstore(side, node)
                    mstore(sub(0x20, side), calldataload(pointer))
                    node := keccak256(0x00, 0x40)
                    index := shr(1, index)
                }
            }
            return node;
        }
    }

    function _takeHash(Reader memory reader) private pure returns (bytes32 hash) {
        uint256 pointer = _take(reader, 32);
        assembly ("memory-safe") {
            hash := calldataload(pointer)
        }
    }

    function _take(Reader memory reader, uint256 count) private pure returns (uint256 pointer) {
        unchecked {
            pointer = reader.cursor;
            uint256 next = pointer + count;
            require(next <= reader.end, IStepKernels.WitnessWrong());
            reader.cursor = next;
        }
    }

    function _header(uint256 tag, uint256 code, uint256 leafLog2) private pure returns (bytes32) {
        return bytes32((tag << 248) | (code << 240) | (leafLog2 << 232));
    }
}
