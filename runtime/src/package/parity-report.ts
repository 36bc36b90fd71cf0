import { JsonReader } from "./json-reader.ts";

/** `parity.json`: how the integer program compares with the float model on held-out, labelled data. */
export interface ParityReport {
  readonly samples: number;
  /** Share of samples whose best label is the right one, 0 to 1. */
  readonly floatTop1: number;
  readonly integerTop1: number;
  /** Share of samples on which both have the same best label. */
  readonly agreement: number;
  /** Mean and least cosine between the float scores and the integer scores. */
  readonly meanCosine: number;
  readonly minCosine: number;
  /** Largest |float score - integer score * scale|. */
  readonly maxScoreDifference: number;
}

/**
 * Reads `parity.json`.
 * @throws PackageError naming the member that is wrong.
 */
export function parseParity(bytes: Uint8Array): ParityReport {
  const reader = JsonReader.parseCanonical("parity.json", bytes);
  const members = reader.object([
    "samples",
    "floatTop1",
    "integerTop1",
    "agreement",
    "meanCosine",
    "minCosine",
    "maxScoreDifference",
  ]);
  return {
    samples: members.samples.integer(0, 2 ** 31),
    floatTop1: members.floatTop1.number(0, 1),
    integerTop1: members.integerTop1.number(0, 1),
    agreement: members.agreement.number(0, 1),
    meanCosine: members.meanCosine.number(-1.001, 1.001),
    minCosine: members.minCosine.number(-1.001, 1.001),
    maxScoreDifference: members.maxScoreDifference.number(0, Number.MAX_VALUE),
  };
}
