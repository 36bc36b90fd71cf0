import { createExecutor, type ExecutableModel, type ThreadOptions } from "@openimo/runtime";
import * as ortNode from "onnxruntime-node";
import { byteLength } from "../../runtime/src/program/tensor-type.ts";
import { Random } from "../../runtime/testing/random.ts";

/** One run of what is measured; tells how many units of work it was. */
export type Work = () => Promise<number>;

const random = new Random(1);

export function randomBytes(length: number): Uint8Array<ArrayBuffer> {
  return Uint8Array.from({ length }, () => random.integer(0, 255));
}

/** Weights whose products with values of about 1 are of about 1 again. */
export function randomFloats(length: number, columns = 1): Float32Array {
  const reach = Math.sqrt(3 / columns);
  return Float32Array.from({ length }, () => (2 * random.unit() - 1) * reach);
}

export function randomInt8(length: number): Int8Array {
  return Int8Array.from({ length }, () => random.integer(-127, 127));
}

/** Our executor on a random input. */
export async function ours(model: ExecutableModel, threads?: ThreadOptions): Promise<Work> {
  const executor = await createExecutor(model, { threads });
  const input = randomBytes(byteLength(model.program.input));
  return async () => {
    await executor.run(input);
    return 1;
  };
}

/** onnxruntime on random inputs of these shapes, one thread. */
export async function theirs(
  engine: "web" | "node",
  onnx: Uint8Array,
  inputs: Readonly<Record<string, readonly number[]>>,
): Promise<Work> {
  const feeds = Object.entries(inputs).map(([name, shape]) => {
    const values = randomFloats(shape.reduce((all, size) => all * size, 1));
    return [name, values, shape] as const;
  });
  if (engine === "node") {
    const options = { intraOpNumThreads: 1, interOpNumThreads: 1, logSeverityLevel: 3 } as const;
    const session = await ortNode.InferenceSession.create(onnx, options);
    const given = Object.fromEntries(feeds.map(([name, v, shape]) => [name, new ortNode.Tensor("float32", v, shape)]));
    return async () => {
      await session.run(given);
      return 1;
    };
  }
  // Loaded when needed: what is compared with the native one can be measured without it.
  const ortWeb = await import("onnxruntime-web");
  ortWeb.env.wasm.numThreads = 1;
  const session = await ortWeb.InferenceSession.create(onnx, { executionProviders: ["wasm"], logSeverityLevel: 3 });
  const given = Object.fromEntries(feeds.map(([name, v, shape]) => [name, new ortWeb.Tensor("float32", v, shape)]));
  return async () => {
    await session.run(given);
    return 1;
  };
}
