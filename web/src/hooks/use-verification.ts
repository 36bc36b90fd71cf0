import type { ModelPackage } from "@openimo/runtime";
import { useMutation } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import { bytesToHex, type Hex, hexToBytes } from "viem";
import type { ListedModel } from "./read-model.ts";
import { readWholePackage } from "./read-package.ts";
import type { InferenceRequest } from "./read-request.ts";

async function compute(model: ModelPackage, request: InferenceRequest, signal: AbortSignal): Promise<Hex> {
  const { createDecoder, createExecutor, requestSeed } = await import("@openimo/runtime");
  const input = hexToBytes(request.input);
  if (model.program.loop === undefined) {
    return bytesToHex(await (await createExecutor(model)).run(input, { signal }));
  }
  const seed = requestSeed(request.id, request.seedSalt);
  return bytesToHex(await (await createDecoder(model)).run(input, { seed, signal }));
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
