import { CompileError } from "../compiler/compile-error.ts";
import { type IdxTensor, readIdx } from "../compiler/read-idx.ts";
import { SampleError } from "./sample-error.ts";

function readNamedIdx(name: string, bytes: Uint8Array): IdxTensor {
  try {
    return readIdx(bytes);
  } catch (error) {
    if (!(error instanceof CompileError)) throw error;
    throw new SampleError(`${name}: ${error.message}.`, { cause: error });
  }
}

/**
 * The samples of a file in the IDX format of MNIST.
 * @throws SampleError naming the file.
 */
export function samplesOfIdx(name: string, bytes: Uint8Array): Uint8Array[] {
  const { shape, values } = readNamedIdx(name, bytes);
  const [count] = shape;
  const length = values.length / count;
  return Array.from({ length: count }, (_, i) => values.subarray(i * length, (i + 1) * length));
}

/**
 * The right label's index of each sample: an IDX file, or where its name ends in .txt, one number a line.
 * @throws SampleError naming the file and what is no index.
 */
export function labelIndices(name: string, bytes: Uint8Array): number[] {
  if (!name.endsWith(".txt")) return [...readNamedIdx(name, bytes).values];
  return new TextDecoder()
    .decode(bytes)
    .trim()
    .split(/\s+/)
    .map((line) => {
      if (/^\d{1,9}$/.test(line)) return Number(line);
      throw new SampleError(`${name}: "${line}" is no label index.`);
    });
}
