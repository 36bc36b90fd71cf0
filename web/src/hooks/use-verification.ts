import { useCallback, useEffect, useRef, useState } from "react";
import type { Hex } from "viem";
import type { VerificationProgress } from "../verification/job.ts";
import { startVerification } from "../verification/start-verification.ts";
import { verdictOf } from "../verification/verdict.ts";
import type { ListedModel } from "./read-model.ts";
import type { InferenceRequest } from "./read-request.ts";
import { verificationJob } from "./verification-job.ts";

/** `unknown`: nothing can be said about the answer, which is not the same as that it were wrong. */
export type Verification =
  | { readonly state: "idle" }
  | { readonly state: "running"; readonly progress?: VerificationProgress }
  | { readonly state: "right" | "wrong"; readonly output: Hex }
  | { readonly state: "unknown"; readonly error: Error };

/** Computes a request's answer again in this browser, and compares it with the one that stands. */
export function useVerification(request: InferenceRequest, model: ListedModel) {
  const [verification, setVerification] = useState<Verification>({ state: "idle" });
  const running = useRef<AbortController>(undefined);
  // Who leaves the page doesn't want to go on computing.
  useEffect(() => () => running.current?.abort(), []);
  const cancel = useCallback(() => running.current?.abort(), []);
  const start = async () => {
    const controller = new AbortController();
    running.current = controller;
    setVerification({ state: "running" });
    try {
      const onProgress = (progress: VerificationProgress) => setVerification({ state: "running", progress });
      const output = await startVerification(verificationJob(request, model), onProgress, controller.signal);
      setVerification({ state: verdictOf(output, request.answer?.output), output });
    } catch (error) {
      if (controller.signal.aborted) setVerification({ state: "idle" });
      else setVerification({ state: "unknown", error: error instanceof Error ? error : new Error(String(error)) });
    }
  };
  return { verification, start: () => void start(), cancel };
}
