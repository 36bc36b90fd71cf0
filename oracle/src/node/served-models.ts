import { createExecutor, type Executor, InputError } from "@openimo/runtime";
import { bytesToHex, type Hex, hexToBytes } from "viem";
import type { LocalPackage } from "../models/local-packages.ts";

/** A package that is ready to run. */
export type ServedModel = {
  readonly name: string;
  readonly modelHash: Hex;
  readonly folder: string;
  readonly executor: Executor;
  readonly manifestInput: LocalPackage["model"]["manifest"]["input"];
};

/** Makes an executor of each package. @returns By model hash, lower case. */
export async function serveModels(packages: readonly LocalPackage[]): Promise<Map<Hex, ServedModel>> {
  const served = new Map<Hex, ServedModel>();
  for (const { folder, model } of packages) {
    const executor = await createExecutor(model);
    const { name, input } = model.manifest;
    served.set(model.modelHash, { name, modelHash: model.modelHash, folder, executor, manifestInput: input });
  }
  return served;
}

/**
 * Runs the model.
 * @returns The answer's bytes, or undefined when the program does not accept the input.
 */
export async function runModel(model: ServedModel, input: Hex): Promise<Hex | undefined> {
  try {
    return bytesToHex(await model.executor.run(hexToBytes(input)));
  } catch (error) {
    if (error instanceof InputError) return undefined;
    throw error;
  }
}
