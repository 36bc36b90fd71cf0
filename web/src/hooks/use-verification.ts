import type { ModelPackage } from "@openimo/runtime";
import { useMutation } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import { bytesToHex, type Hex, hexToBytes } from "viem";
import { batchItems } from "./batch-items.ts";
import type { ListedModel } from "./read-model.ts";
import { readWholePackage } from "./read-package.ts";
import type { InferenceRequest } from "./read-request.ts";

async function compute(model: ModelPackage, request: InferenceRequest, signal: AbortSignal): Promise<Hex> {
  const { encodeItems, itemSeed, requestSeed } = await import("@openimo/runtime");
  const run = await runnerOf(model, signal);
  const seed = requestSeed(request.id, request.seedSalt);
  if (request.batchSize === 0) return bytesToHex(await run(hexToBytes(request.input), seed));
  const inputs = batchItems(request.input, request.batchSize);
  if (inputs === null) throw new RangeError("The batch's inputs can't be read.");
  const answers: Uint8Array[] = [];
  // The model may use the same memory for its next answer.
  for (const [i, input] of inputs.entries()) answers.push((await run(hexToBytes(input), itemSeed(seed, i))).slice());
  return bytesToHex(encodeItems(answers));
}

async function runnerOf(model: ModelPackage, signal: AbortSignal) {
  const { createDecoder, createExecutor } = await import("@openimo/runtime");
  if (model.program.loop === undefined) {
    const executor = await createExecutor(model);
    return (input: Uint8Array, _seed: Uint8Array) => executor.run(input, { signal });
  }
  const decoder = await createDecoder(model);
  return (input: Uint8Array, seed: Uint8Array) => decoder.run(input, { seed, signal });
}

/** Computes a request's answer again in this browser; the result is whether the posted one is right. */
export function useVerification(request: InferenceRequest, model: ListedModel) {
  const running = useRef<AbortController>(undefined);
  // Who leaves the page doesn't want to go on computing.
  useEffect(() => () => running.current?.abort(), []);
  return useMutation({
    mutationFn: async () => {
      running.current = new AbortController();
      const { signal } = running.current;
      const { package: whole } = await readWholePackage(model, signal);
      return (await compute(whole, request, signal)) === request.answer?.output;
    },
  });
}
