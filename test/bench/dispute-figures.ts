import type { ExecutableModel } from "@openimo/runtime";
import { type Hex, keccak256 } from "viem";
import { proveFault } from "../../runtime/src/dispute/fault-proof.ts";
import { leafPreimage } from "../../runtime/src/dispute/leaf-preimage.ts";
import { PHASE, SEGMENT } from "../../runtime/src/dispute/place.ts";
import { toHex } from "../../runtime/src/hash/hex.ts";
import type { ConstantType, Program } from "../../runtime/src/program/program.ts";
import { packRows } from "../../runtime/src/tree/row-layout.ts";
import { Random } from "../../runtime/testing/random.ts";
import type { CourtWorld } from "../arena/court-world.ts";
import { Dispute, type Player } from "../arena/dispute.ts";
import { type DuelOnChain, faultWords } from "../arena/duel-on-chain.ts";
import { playOut } from "../arena/play-out.ts";
import { disputedOf, playerOf, rightTensors, tampered } from "../arena/players.ts";

const LIMITS = { low: -32767, high: 32767 } as const;
const HIDDEN = 1;
const SCORES = 2;
/** Status of a claim. */
const LIVE = 1;
const WINDOW_SECONDS = 86_400;
/** Of the request and answer that are compared with the incumbent's. */
const REQUEST_BYTES = 26;
const ANSWER_ELEMENTS = 23;
const RUNS = 2;

/** A Gemm with so many columns, whose weights and operands are random. */
export function wideModel(columns: number, channels = 4): ExecutableModel {
  const random = new Random(columns);
  const type: ConstantType & { kind: "rows" } = { kind: "rows", rows: channels, columns, log2Leaf: 8 };
  const program: Program = {
    input: { dtype: "uint8", shape: [1, columns], log2Leaf: 8 },
    constants: [type],
    instructions: [
      { op: "Clamp", operands: [0], low: 0, high: 255, output: { dtype: "int16", shape: [1, columns], log2Leaf: 8 } },
      {
        ...{ op: "Gemm", operands: [1], constant: 0, shift: 40, ...LIMITS },
        output: { dtype: "int16", shape: [1, channels], log2Leaf: 8 },
      },
    ],
    outputs: [2],
  };
  const weights = Int8Array.from({ length: channels * columns }, () => random.integer(-127, 127));
  const bias = Int32Array.from({ length: channels }, () => random.integer(-1000, 1000));
  return {
    program,
    constants: [packRows(type, { weights, bias, multipliers: new Uint32Array(channels).fill(2 ** 30) })],
  };
}

/** Gas of a request, an answer and its finality without a dispute; of accounts that have done so before. */
export async function answeringGas(world: CourtWorld) {
  const { modelId } = await world.register(wideModel(REQUEST_BYTES, ANSWER_ELEMENTS), "answering");
  const random = new Random(7);
  const nonZero = (length: number) => Uint8Array.from({ length }, () => random.integer(1, 255));
  const gas = new Map<string, number>();
  for (let run = 0; run < RUNS; run++) {
    const dispute = await Dispute.ask(world, modelId, nonZero(REQUEST_BYTES));
    await dispute.propose(world.accounts[1], nonZero(2 * ANSWER_ELEMENTS));
    await world.pass(dispute.request.windowSeconds);
    const call = { ...world.oracle, functionName: "finalise", args: [dispute.request] } as const;
    dispute.note("finalise", await world.send(world.accounts[1], call));
    for (const { step, gas: used } of dispute.gas) gas.set(step, Number(used));
  }
  return {
    request_26B: gas.get("request") ?? 0,
    propose_46B: gas.get("propose") ?? 0,
    finalise: gas.get("finalise") ?? 0,
  };
}

/** Gas of the only transaction that a liar falls to whose trace is known: a wrong element of digits' hidden layer. */
export async function singleProofGas(world: CourtWorld, model: ExecutableModel): Promise<number> {
  const { modelId } = await world.register(model, "single proof");
  const input = new Random(3).bytes(784);
  const disputed = disputedOf(world.hasher, model, input, new Uint8Array(16));
  const tensors = await rightTensors(model, input);
  const honest = playerOf(world.accounts[1], disputed, tensors);
  const liar = playerOf(world.accounts[2], disputed, tampered(tampered(tensors, HIDDEN, 20), SCORES, 4));
  const dispute = await Dispute.ask(world, modelId, input);
  await dispute.propose(honest.account, honest.answer);
  await dispute.contradict(liar);
  const lie = (await liar.trace.slot(0))!;
  const preimage = leafPreimage(model.program.instructions[HIDDEN].output, lie.tensors[HIDDEN], 0);
  const place = {
    item: 0,
    step: 0,
    instruction: HIDDEN,
    index: 0,
    levels: 0,
    segment: SEGMENT.tensor,
    phase: PHASE.prove,
  };
  // Up to the wrong element both traces are the same, but operands are opened under the liar's root.
  const proof = await proveFault(disputed, { ...liar.trace, slot: async () => ({ ...lie, tensors }) }, place, preimage);
  const path = lie.tree.open(HIDDEN, 0).siblings.map(toHex);
  const leaf = { item: 0n, step: 0n, instruction: BigInt(HIDDEN), leafIndex: 0n, node: keccak256(preimage), path };
  const args = [dispute.openedCase, dispute.key(liar), leaf, [], faultWords(proof)] as const;
  const receipt = await world.send(honest.account, { ...world.court, functionName: "proveClaimFault", args });
  if ((await dispute.statusOf(liar)) !== 3) throw new Error("The proof did not eliminate the claim.");
  return Number(receipt.gasUsed);
}

/** Lets both sides act in turn without asking the chain who lives: the honest side can always act, and so can a liar up to its leaf. */
async function playQuickly(duel: DuelOnChain, honestId: Hex, honest: Player, liar: Player): Promise<void> {
  while (duel.eliminated.length === 0) await duel.act(duel.mover === honestId ? honest : liar);
}

/**
 * Transactions of an honest proposer against so many rivals, each of which is duelled: its trace, and of each duel the opening and the
 * proof. If the time doesn't suffice for all of them, the rest is as many again for each.
 */
export async function manyRivals(world: CourtWorld, model: ExecutableModel, rivals: number, mostMs: number) {
  const { modelId } = await world.register(model, "many rivals");
  const input = new Random(3).bytes(784);
  const disputed = disputedOf(world.hasher, model, input, new Uint8Array(16));
  const tensors = await rightTensors(model, input);
  const honest = playerOf(world.accounts[1], disputed, tensors);
  const rival = (i: number) => playerOf(world.accounts[2 + (i % 5)], disputed, tampered(tensors, 0, i));
  const first = playerOf(world.accounts[2], disputed, tampered(tensors, SCORES, 0));
  const dispute = await Dispute.ask(world, modelId, input, WINDOW_SECONDS);
  await dispute.propose(honest.account, honest.answer);
  await dispute.contradict(first);
  await dispute.commitTrace(honest);
  const before = await world.client.getTransactionCount({ address: honest.account.address });
  const honestId = await dispute.claimId(honest);
  const end = Date.now() + mostMs;
  let played = 0;
  const { bondWei } = dispute.openedCase;
  for (; played < rivals && Date.now() < end; played++) {
    const liar = played === 0 ? first : rival(played);
    // Of the claim after the first two, twice as much, and so on. Whoever lies so often needs a fortune.
    if (played > 0) {
      await world.chain.setBalance({ address: liar.account.address, value: bondWei * BigInt(2 * rivals) });
      await dispute.claim(liar, bondWei * BigInt(played + 1));
    }
    if (played === 0) await playOut(await dispute.duel(honest, liar), [honest, liar]);
    else await playQuickly(await dispute.openDuel(honest, liar), honestId, honest, liar);
    if ((await dispute.statusOf(liar)) === LIVE) throw new Error("A false claim lives.");
  }
  if ((await dispute.statusOf(honest)) !== LIVE) throw new Error("The right claim fell.");
  const after = await world.client.getTransactionCount({ address: honest.account.address });
  await world.pass(WINDOW_SECONDS);
  await dispute.conclude(honest);
  const each = (after - before) / played;
  // The answer, its trace and the end come once.
  return { rivals_1000_honest_txs: 3 + Math.ceil(each * rivals), rivals_played: played, rivals_txs_each: each };
}
