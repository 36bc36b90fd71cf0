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
  /** Mean of the same over all elements of the outputs; only of a model without labels. */
  readonly meanAbsoluteDifference?: number;
  /** Of a step program, whose samples are tokens: e to the mean of -ln of the probability of each token. */
  readonly floatPerplexity?: number;
  readonly integerPerplexity?: number;
}

/** Members that only some reports have. */
const OPTIONAL = ["meanAbsoluteDifference", "floatPerplexity", "integerPerplexity"] as const;

/**
 * Reads `parity.json`.
 * @throws PackageError naming the member that is wrong.
 */
export function parseParity(bytes: Uint8Array): ParityReport {
  const reader = JsonReader.parseCanonical("parity.json", bytes);
  const optional = OPTIONAL.filter((name) => reader.members()[name] !== undefined);
  const members = reader.object([
    ...optional,
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
    ...Object.fromEntries(optional.map((name) => [name, members[name].number(0, Number.MAX_VALUE)])),
  };
}
