import type { Hasher } from "../../runtime/src/hash/hasher.ts";
import { toHex } from "../../runtime/src/hash/hex.ts";
import { INSTRUCTION_SET } from "../../runtime/src/program/instruction-set.ts";
import type { Operation } from "../../runtime/src/program/program.ts";
import { inputHashOf } from "../../runtime/src/tree/input-hash.ts";
import { Random } from "../../runtime/testing/random.ts";
import type { KernelFamily } from "./case-maker.ts";
import type { KernelWorld, Outcome, ProbeCase } from "./kernel-world.ts";
import { type PlacedCase, placeCase } from "./placed-case.ts";
import { makeTrials, type Trial } from "./trials.ts";

/** Of the witnesses of one call: below what the chain is slow with, above what a call itself costs. */
const BATCH_BYTES = 300_000;

/** What was asked about one instruction; every answer was the reference's. */
export interface Comparison {
  readonly op: string;
  readonly questions: number;
  /** Of a call to the family's contract, without what a transaction and its calldata cost. */
  readonly mostGas: number;
  readonly mostWitnessBytes: number;
}

interface Asked {
  readonly placed: PlacedCase;
  readonly trial: Trial;
}

interface Batch {
  readonly probes: ProbeCase[];
  readonly asked: Asked[];
}

/** A seed from the clock, or the one in the environment variable OPENIMO_SEED. */
export function differentialSeed(): number {
  const given = process.env.OPENIMO_SEED;
  return given === undefined ? Date.now() >>> 0 : Number(given);
}

/**
 * Asks a kernel about random cases of its instruction until `least` questions were asked.
 * @throws Error with the case when the kernel says anything else than the reference.
 */
export async function compareKernel(
  world: KernelWorld,
  hasher: Hasher,
  family: KernelFamily,
  op: string,
  { seed, least }: { readonly seed: number; readonly least: number },
): Promise<Comparison> {
  const maker = family.makers[op];
  // By its opcode, so that an instruction can be repeated without the others.
  const random = new Random(seed + INSTRUCTION_SET[op as Operation].opcode);
  const total = { op, questions: 0, mostGas: 0, mostWitnessBytes: 0 };
  while (total.questions < least) {
    const batch: Batch = { probes: [], asked: [] };
    for (let bytes = 0; bytes < BATCH_BYTES && total.questions < least; ) {
      const placed = placeCase(hasher, random, maker);
      const trials = makeTrials(random, placed, family);
      addCase(random, batch, world.kernels[family.contract], placed, trials);
      for (const { probe, allowed } of trials) {
        const witnessBytes = probe.witness.length / 2 - 1;
        bytes += witnessBytes + placed.source.input.length;
        total.questions += allowed.length;
        total.mostWitnessBytes = Math.max(total.mostWitnessBytes, witnessBytes);
      }
    }
    const { outcomes, gasUsed } = await world.judge(batch.probes);
    expectAllowed(batch.asked, outcomes, seed);
    total.mostGas = Math.max(total.mostGas, ...gasUsed);
  }
  return total;
}

/** Adds a case, and its first trial once more with the hash of another input: with a bit turned, or a zero more. */
function addCase(
  random: Random,
  { probes, asked }: Batch,
  kernels: ProbeCase["kernels"],
  placed: PlacedCase,
  trials: readonly Trial[],
): void {
  const { context, record, source } = placed;
  const given = { kernels, context, record };
  probes.push({ ...given, trials: trials.map(({ probe }) => probe) });
  asked.push(...trials.map((trial) => ({ placed, trial })));

  const [{ probe, inputIsRead }] = trials;
  const { length } = source.input;
  const input = new Uint8Array(length + random.integer(0, 1));
  input.set(source.input);
  if (input.length === length) input[random.integer(0, length - 1)] ^= 1 << random.integer(0, 7);
  const once: Trial = {
    probe: { ...probe, founds: probe.founds.slice(0, 1), flips: [], lengths: [] },
    allowed: [[inputIsRead ? "refused" : "right"]],
    inputIsRead,
  };
  const inputHash = toHex(inputHashOf(input));
  probes.push({ ...given, context: { ...context, inputHash }, trials: [once.probe] });
  asked.push({ placed, trial: once });
}

function expectAllowed(asked: readonly Asked[], outcomes: readonly Outcome[], seed: number): void {
  let at = 0;
  for (const { placed, trial } of asked) {
    for (const [question, allowed] of trial.allowed.entries()) {
      const outcome = outcomes[at++];
      if (!allowed.includes(outcome)) {
        const { source, index, step, expected } = placed;
        const { element, founds, flips, lengths } = trial.probe;
        const text = JSON.stringify(
          { seed, question, outcome, allowed, element, founds, flips, lengths, index, step, program: source.program },
          (_, value) => (typeof value === "bigint" ? value.toString() : value),
        );
        throw new Error(`a kernel differs: the reference has ${expected[Number(element)]}; ${text}`);
      }
    }
  }
  if (at !== outcomes.length) throw new Error(`asked ${at} questions, ${outcomes.length} were answered`);
}
