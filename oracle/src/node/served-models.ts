import type { Hex } from "viem";
import type { LocalPackage } from "../models/local-packages.ts";
import { createRunner, type ModelRunner } from "../models/model-runner.ts";
import { nodeThreads } from "../models/node-threads.ts";

/** A package that is ready to run. */
export type ServedModel = {
  readonly name: string;
  readonly modelHash: Hex;
  readonly folder: string;
  readonly runner: ModelRunner;
};

/** Makes each package ready to run. @returns By model hash, lower case. */
export async function serveModels(packages: readonly LocalPackage[]): Promise<Map<Hex, ServedModel>> {
  const served = new Map<Hex, ServedModel>();
  for (const { folder, model } of packages) {
    const { modelHash, manifest } = model;
    const runner = await createRunner(model, nodeThreads());
    served.set(modelHash, { name: manifest.name, modelHash, folder, runner });
  }
  return served;
}
