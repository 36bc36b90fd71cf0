import type { WitnessSource } from "../../runtime/src/dispute/witness-source.ts";
import { WitnessWriter } from "../../runtime/src/dispute/witness-writer.ts";
import { toHex } from "../../runtime/src/hash/hex.ts";
import type { Instruction } from "../../runtime/src/program/program.ts";
import type { Random } from "../../runtime/testing/random.ts";
import type { KernelFamily } from "./case-maker.ts";
import type { Outcome, ProbeTrial } from "./kernel-world.ts";
import type { PlacedCase } from "./placed-case.ts";

const MOST_ELEMENTS = 10;
const WRONG_FOUNDS = 5;
const FLIPS = 4;
const MAX_EXTENSION_BYTES = 64;
const INT32 = 2 ** 31;

/** A trial, and for each of its questions the outcomes that are right. */
export interface Trial {
  readonly probe: ProbeTrial;
  readonly allowed: readonly (readonly Outcome[])[];
  readonly inputIsRead: boolean;
}

const RIGHT = ["right"] as const;
const WRONG = ["wrong"] as const;
const REFUSED = ["refused"] as const;
/** What a kernel may say of a right value when it is given a witness that no plan would write. */
const HARMLESS = ["right", "refused"] as const;

/**
 * Questions about some elements of a case: the right value and wrong ones, and with the right one a witness that was turned
 * in a bit, cut, extended, or made for another element.
 */
export function makeTrials(random: Random, placed: PlacedCase, family: KernelFamily): Trial[] {
  const { expected, source, index } = placed;
  const { op } = source.program.instructions[index];
  const chooses = family.makers[op].chooses === true;
  const elements = pickElements(random, expected.length);
  return elements.flatMap((element, i) => {
    const right = expected[element];
    const wrong = wrongValues(random, right);
    const honest = writeWitness(placed, family, element, right);
    const shared = chooses ? [] : wrong;
    const alone = chooses ? wrong : [];
    return [
      {
        probe: { ...probeOf(element, [right, ...shared], honest.witness), ...tamper(random, honest.witness) },
        allowed: [RIGHT, ...shared.map(() => WRONG), ...tampered(honest.witness, chooses)],
        inputIsRead: honest.inputIsRead,
      },
      ...alone.map((found): Trial => {
        const { witness, inputIsRead } = writeWitness(placed, family, element, found);
        return { probe: probeOf(element, [found], witness), allowed: [WRONG], inputIsRead };
      }),
      {
        probe: probeOf(
          elements[(i + 1) % elements.length],
          [expected[elements[(i + 1) % elements.length]]],
          honest.witness,
        ),
        allowed: [HARMLESS],
        inputIsRead: honest.inputIsRead,
      },
    ];
  });
}

/** The first, the last and some in between. */
function pickElements(random: Random, count: number): number[] {
  const between = Array.from({ length: Math.min(count, MOST_ELEMENTS) }, () => random.integer(0, count - 1));
  return [...new Set([0, count - 1, ...between])];
}

function wrongValues(random: Random, right: number): number[] {
  const one = 2 ** random.integer(0, 31);
  const others = [right - 1, right + 1, -right, right ^ one, -32768, -32767, 32767, 0, 255, -INT32, INT32 - 1];
  const wrong = [...others, random.integer(-32768, 32767), random.integer(-INT32, INT32 - 1)];
  const fit = [...new Set(wrong)].filter((value) => value !== right && value >= -INT32 && value < INT32);
  // The nearest ones always, since a rounding differs by one.
  const chosen = Array.from({ length: WRONG_FOUNDS - 2 }, () => random.pick(fit.slice(2)));
  return [...new Set([...fit.slice(0, 2), ...chosen])];
}

function writeWitness(placed: PlacedCase, family: KernelFamily, element: number, found: number) {
  const { source, step, index } = placed;
  const instruction: Instruction = source.program.instructions[index];
  let inputIsRead = false;
  const watched: WitnessSource = {
    ...source,
    get input() {
      inputIsRead = true;
      return source.input;
    },
  };
  const writer = new WitnessWriter(watched, step, index);
  family.plans[instruction.op](writer, instruction, element, found);
  return { witness: writer.finish(), inputIsRead };
}

function probeOf(element: number, founds: readonly number[], witness: Uint8Array): ProbeTrial {
  return { element: BigInt(element), witness: toHex(witness), founds: founds.map(BigInt), flips: [], lengths: [] };
}

function tamper(random: Random, { length }: Uint8Array): Pick<ProbeTrial, "flips" | "lengths"> {
  const extended = BigInt(length + random.integer(1, MAX_EXTENSION_BYTES));
  if (length === 0) return { flips: [], lengths: [extended] };
  const flips = Array.from({ length: FLIPS }, () => BigInt(random.integer(0, 8 * length - 1)));
  return { flips, lengths: [extended, BigInt(random.integer(0, length - 1))] };
}

/** A turned bit of what the prover chose is another choice. */
function tampered({ length }: Uint8Array, chooses: boolean): (readonly Outcome[])[] {
  const bent = chooses ? HARMLESS : REFUSED;
  return length === 0 ? [bent] : [...Array.from({ length: FLIPS }, () => bent), bent, bent];
}
