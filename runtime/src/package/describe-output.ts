import { DTYPES } from "../program/dtype.ts";
import { valueType } from "../program/program.ts";
import { byteLength, elementCount } from "../program/tensor-type.ts";
import { decodeTensor } from "../program/tensor-values.ts";
import type { Manifest } from "./manifest.ts";
import { programOf } from "./manifest-program.ts";
import { PackageError } from "./package-error.ts";

/** An answer in the model's own terms. */
export interface OutputDescription {
  /** The label that the model chose, or null for a model without labels. */
  readonly label: string | null;
  readonly labelIndex: number | null;
  /** By output name: the float model's numbers, integer * scale. */
  readonly values: Readonly<Record<string, readonly number[]>>;
}

/**
 * Reads an answer by the manifest's outputs.
 * @throws PackageError when the answer has another length than the outputs together.
 */
export function describeOutput(manifest: Manifest, answer: Uint8Array): OutputDescription {
  const program = programOf(manifest);
  const types = manifest.outputs.map((output) => valueType(program, output.value));
  const expected = types.reduce((sum, type) => sum + byteLength(type), 0);
  if (answer.length !== expected) throw new PackageError("answer", `${expected} bytes`, `${answer.length} bytes`);

  let label: string | null = null;
  let labelIndex: number | null = null;
  const values: Record<string, readonly number[]> = {};
  let offset = 0;
  manifest.outputs.forEach((output, i) => {
    const type = types[i];
    const end = offset + elementCount(type) * DTYPES[type.dtype].bytes;
    const integers = [...decodeTensor(type.dtype, answer.subarray(offset, end))];
    offset = end;
    values[output.name] = integers.map((integer) => integer * output.scale);
    if (output.meaning.kind === "label" && labelIndex === null) {
      labelIndex = integers[0];
      label = output.meaning.labels[labelIndex] ?? null;
    }
  });
  return { label, labelIndex, values };
}
