import { describeOutput, type ModelPackage } from "@openimo/runtime";
import { type Hex, hexToBytes } from "viem";

/** An answer in the model's own terms, for `--json`; all null without the package. */
export type ReadableOutput = {
  /** The label's number when it is one, as for digits; else its text. */
  readonly label: string | number | null;
  readonly labelIndex: number | null;
  readonly values: Readonly<Record<string, readonly number[]>> | null;
};

const UNREADABLE: ReadableOutput = { label: null, labelIndex: null, values: null };

/** Reads an answer by the model's package. An answer of a wrong length, which a liar may post, is left unread. */
export function readOutput(model: ModelPackage | undefined, output: Hex | null): ReadableOutput {
  if (model === undefined || output === null) return UNREADABLE;
  try {
    const { label, labelIndex, values } = describeOutput(model.manifest, hexToBytes(output));
    return { label: label !== null && /^\d{1,9}$/.test(label) ? Number(label) : label, labelIndex, values };
  } catch {
    return UNREADABLE;
  }
}
