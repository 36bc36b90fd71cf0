import type { Hasher } from "../hash/hasher.ts";
import { DTYPES } from "../program/dtype.ts";
import { encodeProgram } from "../program/encode-program.ts";
import type { Program } from "../program/program.ts";
import { decodeTensor } from "../program/tensor-values.ts";
import { concatBytes } from "../tree/concat-bytes.ts";
import { programTree } from "../tree/program-root.ts";
import type { WeightsTree } from "../tree/weights-tree.ts";
import { type ClaimTrace, runAt } from "./claim-trace.ts";
import { disputedAt } from "./disputed-item.ts";
import { endTokenWitness, lengthWitness } from "./end-witness.ts";
import { leafPreimage } from "./leaf-preimage.ts";
import { packRecord } from "./pack-record.ts";
import { type DuelPlace, elementsPerLeaf, isEnd, tensorTypeAt } from "./place.ts";
import { planWitness } from "./plans.ts";
import type { StepTrace, WitnessSource } from "./witness-source.ts";
import { WitnessWriter } from "./witness-writer.ts";

/** What a side knows of the disputed run besides its trace. */
export interface Disputed {
  readonly hasher: Hasher;
  readonly program: Program;
  /** Committed bytes of the constants. */
  readonly constants: readonly Uint8Array[];
  readonly weights: WeightsTree;
  /** The request's input; of a batch as it is encoded. */
  readonly input: Uint8Array;
  /** Of a batch, its inputs; null where one answer is asked for. */
  readonly inputs: readonly Uint8Array[] | null;
  /** 16 bytes. */
  readonly seed: Uint8Array;
}

/** As `FaultProof` in IFaultProver.sol. */
export interface FaultProof {
  readonly preimage: Uint8Array;
  /** Place of the wrong element in its leaf. */
  readonly element: number;
  /** The record, packed, and its siblings; nothing of the end. */
  readonly record: Uint8Array;
  readonly witness: Uint8Array;
}

const HEADER_BYTES = 32;
const NONE = new Uint8Array(0);

/**
 * Proves the fault of a leaf that differs from that of `trace`.
 * @param preimage The accused leaf with its header, as its side has shown it; empty where it is EMPTY.
 * @throws RangeError when the leaf is that of `trace`.
 */
export async function proveFault(
  disputed: Disputed,
  trace: ClaimTrace,
  place: DuelPlace,
  preimage: Uint8Array,
): Promise<FaultProof> {
  return proveRunFault(disputedAt(disputed, place.item), runAt(trace, place.item), place, preimage);
}

/** The same of one run. */
async function proveRunFault(
  disputed: Disputed,
  trace: ClaimTrace,
  place: DuelPlace,
  preimage: Uint8Array,
): Promise<FaultProof> {
  const type = tensorTypeAt(disputed.program, place);
  const [slot, before] = await Promise.all([stepTrace(trace, place.step), stepTrace(trace, place.step - 1)]);
  const own = leafPreimage(type, slot?.tensors[place.instruction] ?? NONE, place.index);
  const record = openedRecord(disputed, place);
  const plain = { preimage, element: 0, record, witness: NONE };
  // Past the end, EMPTY, or no leaf of such a tensor: nothing has to be computed.
  if (own.length === 0 || preimage.length !== own.length || differs(own, preimage, 0, HEADER_BYTES)) return plain;

  const found = decodeTensor(type.dtype, preimage.slice(HEADER_BYTES));
  const right = decodeTensor(type.dtype, own.slice(HEADER_BYTES));
  const element = found.findIndex((value, i) => value !== right[i]);
  if (element < 0) throw new RangeError("fault: the leaf is the one of the own trace");
  const place0 = place.index * elementsPerLeaf(type);
  if ((place0 + element) * DTYPES[type.dtype].bytes >= (slot?.tensors[place.instruction].length ?? 0)) {
    return { ...plain, element };
  }
  const source = sourceOf(disputed, trace, place.step, slot, before);
  if (isEnd(disputed.program, place)) {
    const witness = await (place.instruction === 0
      ? lengthWitness(disputed, trace)
      : endTokenWitness(disputed, trace, place0 + element));
    return { ...plain, element, witness };
  }
  const writer = new WitnessWriter(source, place.step, place.instruction);
  planWitness(writer, place0 + element, found[element]);
  return { ...plain, element, witness: writer.finish() };
}

/** The instruction's record and its siblings; of the end no record is read. */
function openedRecord({ hasher, program }: Disputed, place: DuelPlace): Uint8Array {
  if (isEnd(program, place)) return NONE;
  const index = (program.loop === undefined ? 1 : 2) + place.instruction;
  const { siblings } = programTree(hasher, program).open(index);
  return concatBytes([packRecord(encodeProgram(program)[index]), ...siblings]);
}

/** What a witness writer reads of a trace at a step: that step and the one before it. */
export function sourceOf(
  disputed: Disputed,
  trace: ClaimTrace,
  at: number,
  slot: StepTrace | null,
  before: StepTrace | null,
): WitnessSource {
  return {
    ...disputed,
    slots: trace.slots,
    step(step) {
      const found = step === at ? slot : step === at - 1 ? before : null;
      if (found === null) throw new RangeError(`witness: no step ${step}`);
      return found;
    },
  };
}

async function stepTrace(trace: ClaimTrace, step: number): Promise<StepTrace | null> {
  return step < 0 ? null : trace.slot(step);
}

function differs(a: Uint8Array, b: Uint8Array, from: number, to: number): boolean {
  for (let i = from; i < to; i++) if (a[i] !== b[i]) return true;
  return false;
}
