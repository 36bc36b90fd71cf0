import { decodeItems, describeAnswer, type ModelPackage, type Picture, toHex } from "@openimo/runtime";
import { type Hex, hexToBytes } from "viem";

/** An answer in the model's own terms, for `--json`; all null without the package. */
export type ReadableOutput = {
  /** The label's number when it is one, as for digits; else its text. */
  readonly label: string | number | null;
  readonly labelIndex: number | null;
  readonly text: string | null;
  readonly tokens: readonly number[] | null;
  /** Pixels row-major, channels last, 0 black to 255. */
  readonly picture: (Omit<Picture, "pixels"> & { readonly pixels: Hex }) | null;
  readonly values: Readonly<Record<string, readonly number[]>> | null;
};

const NO_VALUE = { label: null, labelIndex: null, text: null, tokens: null, picture: null };
const UNREADABLE: ReadableOutput = { ...NO_VALUE, values: null };

/** Reads an answer by the model's package. An answer of a wrong length, which a liar may post, is left unread. */
export function readOutput(model: ModelPackage | undefined, output: Hex | null): ReadableOutput {
  if (model === undefined || output === null) return UNREADABLE;
  try {
    const { label, picture, ...rest } = describeAnswer(model, hexToBytes(output));
    return {
      ...rest,
      label: label !== null && /^\d{1,9}$/.test(label) ? Number(label) : label,
      picture: picture === null ? null : { ...picture, pixels: toHex(picture.pixels) },
    };
  } catch {
    return UNREADABLE;
  }
}

/** An answer of a batch. */
export type ReadableItem = ReadableOutput & { readonly output: Hex };

/**
 * Reads a batch's answers, each by itself.
 * @param count How many were asked for.
 * @returns null where the output is no list of as many, which no right one is.
 */
export function readItems(model: ModelPackage | undefined, output: Hex, count: number): ReadableItem[] | null {
  const items = decodeItems(hexToBytes(output), count);
  return items?.map(toHex).map((item) => ({ output: item, ...readOutput(model, item) })) ?? null;
}
