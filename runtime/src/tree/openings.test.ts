import { describe, expect, it } from "vitest";
import { Random } from "../../testing/random.ts";
import { int16, rowsType, tableType } from "../../testing/random-instruction.ts";
import { stepModel } from "../../testing/step-model.ts";
import { createDecoder } from "../executor/create-decoder.ts";
import { createExecutor } from "../executor/create-executor.ts";
import { selfTestModel } from "../executor/self-test-model.ts";
import { createHasher } from "../hash/create-hasher.ts";
import { toHex } from "../hash/hex.ts";
import { encodeProgram } from "../program/encode-program.ts";
import { byteLength, type TensorType } from "../program/tensor-type.ts";
import { bytesRoot, LEAF_TAG, type LeafFormat, leafHashes } from "./bytes-root.ts";
import { bytesTree } from "./bytes-tree.ts";
import { decodeTraceRoot, endTypes, loopOf } from "./decode-trace-root.ts";
import { DecodeTraceTree } from "./decode-trace-tree.ts";
import { EMPTY } from "./empty.ts";
import { MerkleTree, treeDepth } from "./merkle-tree.ts";
import { verifyOpening } from "./opening.ts";
import { programRoot, programTree } from "./program-root.ts";
import { constantByteLength, rowByteLength } from "./row-layout.ts";
import { tensorFormat, tensorRoot, tensorTree } from "./tensor-root.ts";
import { traceRoot } from "./trace-root.ts";
import { TraceTree } from "./trace-tree.ts";
import { weightsRoot } from "./weights-root.ts";
import { WeightsTree } from "./weights-tree.ts";

const leavesOf = (bytes: number, log2Leaf: number) => Math.ceil(bytes / 2 ** log2Leaf);
const tensorLeaves = (type: TensorType) => leavesOf(byteLength(type), type.log2Leaf);

describe("openings", async () => {
  const hasher = await createHasher();
  const seed = Random.seed();
  console.log(`openings: OPENIMO_SEED=${seed}`);
  const random = new Random(seed);

  const formatOf = (log2Leaf: number): LeafFormat => ({ tag: LEAF_TAG.tensor, dtype: 3, log2Leaf });
  const leafOf = (bytes: Uint8Array, format: LeafFormat, leaf: number) => leafHashes(hasher, bytes, format, [leaf]);

  it("open every leaf and run of trees of any size", () => {
    for (const count of [1, 2, 3, 4, 5, 8, 33, 63, 64, 65, 100, 128, 129, 200]) {
      const format = formatOf(random.integer(6, 10));
      const bytes = random.bytes(count * 2 ** format.log2Leaf - random.integer(0, 63));
      const root = toHex(bytesRoot(hasher, bytes, format));
      const tree = bytesTree(hasher, bytes, format);
      expect([tree.depth, toHex(tree.root)]).toEqual([treeDepth(count), root]);
      for (let leaf = 0; leaf < count; leaf++) {
        const hash = leafOf(bytes, format, leaf);
        expect(toHex(verifyOpening(hasher, hash, tree.open(leaf), treeDepth(count)))).toBe(root);
      }
      for (let level = 1; level <= tree.depth; level++) {
        const run = 2 ** (level + format.log2Leaf);
        // Every whole run, its root computed from its bytes alone.
        for (let index = 0; (index + 1) * run <= bytes.length; index++) {
          const node = bytesRoot(hasher, bytes.subarray(index * run, (index + 1) * run), format);
          expect(toHex(verifyOpening(hasher, node, tree.open(index, level), tree.depth - level))).toBe(root);
        }
      }
    }
  });

  it("lead to another root when anything of them is wrong", () => {
    const [count, depth, format] = [77, 7, formatOf(6)];
    const bytes = random.bytes(count * 64);
    const tree = bytesTree(hasher, bytes, format);
    const leaf = random.integer(0, count - 1);
    const hash = leafOf(bytes, format, leaf);
    const opening = tree.open(leaf);
    const root = toHex(tree.root);
    for (let level = 0; level < depth; level++) {
      const siblings = opening.siblings.map((sibling) => sibling.slice());
      siblings[level][random.integer(0, 31)] ^= 1 << random.integer(0, 7);
      expect(toHex(verifyOpening(hasher, hash, { ...opening, siblings }, depth)), `level ${level}`).not.toBe(root);
    }
    for (let index = 0; index < 2 ** depth; index++) {
      const found = toHex(verifyOpening(hasher, hash, { ...opening, index }, depth));
      expect(found === root, `index ${index}`).toBe(index === leaf);
    }
    for (let other = 0; other < count; other++) {
      const found = toHex(verifyOpening(hasher, leafOf(bytes, format, other), opening, depth));
      expect(found === root, `leaf ${other}`).toBe(other === leaf);
    }
  });

  it("are refused when they have another length, index or kind of hash", () => {
    const tree = MerkleTree.ofHashes(hasher, random.bytes(5 * 32));
    const [leaf, opening] = [tree.node(0, 4), tree.open(4)];
    const verify = (changed: object, node = leaf) => verifyOpening(hasher, node, { ...opening, ...changed }, 3);
    expect(toHex(verify({}))).toBe(toHex(tree.root));
    expect(() => verify({ siblings: opening.siblings.slice(1) })).toThrow("expected 3 siblings, found 2");
    expect(() => verify({ siblings: [...opening.siblings, EMPTY] })).toThrow("expected 3 siblings, found 4");
    for (const index of [-1, 8, 1.5, Number.NaN])
      expect(() => verify({ index })).toThrow("expected an index below 2^3");
    expect(() => verify({}, new Uint8Array(31))).toThrow("expected hashes of 32 bytes, found 31");
    expect(() => verify({ siblings: [EMPTY, EMPTY, new Uint8Array(33)] })).toThrow("found 33");
    const nodes: readonly [number, number][] = [
      [0, 8],
      [0, -1],
      [1, 4],
      [4, 0],
      [-1, 0],
      [0, 0.5],
      [3, 1],
    ];
    for (const [level, index] of nodes) {
      expect(() => tree.node(level, index)).toThrow(`no node ${index} on level ${level}`);
      expect(() => tree.open(index, level)).toThrow(RangeError);
    }
  });

  it("go down by sixteen children at a time to the leaves", () => {
    for (const count of [1, 7, 100, 700]) {
      const hashes = random.bytes(count * 32);
      const tree = MerkleTree.ofHashes(hasher, hashes);
      let [level, index] = [tree.depth, 0];
      while (level > 0) {
        const children = tree.children(level, index, 4);
        expect(children).toHaveLength(2 ** Math.min(4, level));
        expect(toHex(MerkleTree.ofHashes(hasher, Uint8Array.from(children.flatMap((hash) => [...hash]))).root)).toBe(
          toHex(tree.node(level, index)),
        );
        index = index * children.length + random.integer(0, children.length - 1);
        level -= Math.min(4, level);
      }
      const leaf = index < count ? hashes.subarray(index * 32, index * 32 + 32) : EMPTY;
      expect(toHex(tree.node(0, index))).toBe(toHex(leaf));
    }
  });

  it("open every record of a program", () => {
    const { program } = selfTestModel();
    const records = encodeProgram(program);
    const tree = programTree(hasher, program);
    const root = toHex(programRoot(hasher, program));
    records.forEach((record, i) => {
      const hash = leafOf(record, { tag: LEAF_TAG.record, dtype: 0, log2Leaf: 9 }, 0);
      expect(toHex(verifyOpening(hasher, hash, tree.open(i), treeDepth(records.length)))).toBe(root);
    });
  });

  it("open every leaf of every row and table of a model's weights", () => {
    const types = [rowsType(5, 700), tableType(513), rowsType(70, 3), rowsType(1, 4096)];
    const constants = types.map((type) => random.bytes(constantByteLength(type)));
    const root = toHex(weightsRoot(hasher, types, constants));
    const tree = new WeightsTree(hasher, types, constants);
    expect(toHex(tree.root)).toBe(root);
    types.forEach((type, constant) => {
      const isTable = type.kind === "table";
      const [rows, size] = isTable ? [1, 2 * type.columns] : [type.rows, rowByteLength(type.columns)];
      const format: LeafFormat = isTable ? { tag: 4, dtype: 3, log2Leaf: 8 } : { tag: 2, dtype: 2, log2Leaf: 8 };
      for (let row = 0; row < rows; row++) {
        const bytes = constants[constant].subarray(row * size, (row + 1) * size);
        const leaves = leavesOf(size, 8);
        const depth = treeDepth(leaves) + treeDepth(rows) + treeDepth(types.length);
        for (let leaf = 0; leaf < leaves; leaf++) {
          const hash = leafOf(bytes, format, leaf);
          expect(toHex(verifyOpening(hasher, hash, tree.open(constant, row, leaf), depth))).toBe(root);
        }
        const whole = tree.open(constant, row, 0, treeDepth(leaves));
        const hash = bytesRoot(hasher, bytes, format);
        expect(toHex(verifyOpening(hasher, hash, whole, depth - treeDepth(leaves)))).toBe(root);
      }
    });
    expect(() => tree.open(4, 0, 0)).toThrow(RangeError);
    expect(() => tree.open(1, 1, 0)).toThrow(RangeError);
    expect(() => new WeightsTree(hasher, types, constants.slice(1))).toThrow("expected 4 constants, found 3");
  });

  it("open every leaf of a run", async () => {
    const model = selfTestModel();
    const { program } = model;
    const input = random.bytes(byteLength(program.input));
    const { tensors } = await (await createExecutor(model)).trace(input);
    const types = program.instructions.map(({ output }) => output);
    const tree = new TraceTree(hasher, types, tensors);
    const root = toHex(traceRoot(hasher, program, tensors));
    types.forEach((type, i) => {
      const depth = treeDepth(tensorLeaves(type)) + treeDepth(types.length);
      for (let leaf = 0; leaf < tensorLeaves(type); leaf++) {
        const hash = leafOf(tensors[i], tensorFormat(type), leaf);
        expect(toHex(verifyOpening(hasher, hash, tree.open(i, leaf), depth))).toBe(root);
      }
    });
    expect(() => tree.open(types.length, 0)).toThrow(RangeError);
  });

  it("open every leaf of every step of a run, and its end", { timeout: 60_000 }, async () => {
    const shape = { vocabulary: 50, size: 64, hidden: 96, layers: 1, heads: 2, keyHeads: 1 } as const;
    const loop = { stepLimit: 9, promptLimit: 3, tokenLimit: 4, stopToken: -1, token: "uint8" } as const;
    const model = stepModel(random, { ...shape, ...loop, sampled: true, tied: true });
    const trace = await (await createDecoder(model)).trace(Uint8Array.of(3, 1, 4), { seed: random.bytes(16) });
    const root = toHex(await decodeTraceRoot(hasher, model.program, trace));
    const tree = await DecodeTraceTree.create(hasher, model.program, trace);
    const steps = model.program.instructions.map(({ output }) => output);
    let opened = 0;
    for (const slot of [...Array(trace.steps).keys(), loop.stepLimit]) {
      const isEnd = slot === loop.stepLimit;
      const [types, tensors] = isEnd
        ? [endTypes(loopOf(model.program)), trace.end]
        : [steps, await trace.tensors(slot)];
      for (const [i, type] of types.entries()) {
        const depth = treeDepth(tensorLeaves(type)) + treeDepth(types.length) + treeDepth(loop.stepLimit + 1);
        for (let leaf = 0; leaf < tensorLeaves(type); leaf++, opened++) {
          const hash = leafOf(tensors[i], tensorFormat(type), leaf);
          expect(toHex(verifyOpening(hasher, hash, await tree.open(slot, i, leaf), depth))).toBe(root);
        }
      }
    }
    expect(opened).toBeGreaterThan(200);
    // A slot without a step is EMPTY itself.
    for (let slot = trace.steps; slot < loop.stepLimit; slot++) {
      expect(toHex(verifyOpening(hasher, EMPTY, tree.slots.open(slot), 4))).toBe(root);
      await expect(tree.open(slot, 0, 0)).rejects.toThrow(RangeError);
    }
  });

  it("open a tensor of 16 MiB", () => {
    const type = int16(2 ** 23);
    const bytes = new Uint8Array(2 ** 24);
    for (let i = 0; i < bytes.length; i += 97) bytes[i] = random.integer(0, 255);
    const root = toHex(tensorRoot(hasher, type, bytes));
    const start = performance.now();
    const tree = tensorTree(hasher, type, bytes);
    const built = performance.now();
    const openings = 100;
    for (let i = 0; i < openings; i++) {
      const leaf = random.integer(0, 2 ** 16 - 1);
      expect(toHex(verifyOpening(hasher, leafOf(bytes, tensorFormat(type), leaf), tree.open(leaf), 16))).toBe(root);
    }
    const each = (performance.now() - built) / openings;
    console.log(`16 MiB: tree ${(built - start).toFixed(0)} ms, opened and verified in ${each.toFixed(2)} ms a leaf`);
  });
});
