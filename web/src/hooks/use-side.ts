import { useEffect, useRef, useState } from "react";
import type { SideFacts, VerificationProgress } from "../verification/job.ts";
import { SideHost } from "../verification/side-host.ts";
import type { ListedModel } from "./read-model.ts";
import type { InferenceRequest } from "./read-request.ts";
import { verificationJob } from "./verification-job.ts";

/** The own side of a request's dispute. It lives with the page: after a reload it is computed again, from what the chain tells. */
export type HeldSide =
  | { readonly state: "none" }
  | { readonly state: "computing"; readonly progress?: VerificationProgress }
  | { readonly state: "held"; readonly host: SideHost; readonly facts: SideFacts }
  | { readonly state: "failed"; readonly error: Error };

export interface SideControl {
  readonly side: HeldSide;
  start(): void;
  cancel(): void;
}

const NONE: HeldSide = { state: "none" };

/** @param model Undefined while it is read; then no side can be started. */
export function useSide(request: InferenceRequest, model: ListedModel | undefined): SideControl {
  // Another salt is another seed, and so another trace.
  const subject = `${request.id} ${request.seedSalt}`;
  const [held, setHeld] = useState<{ readonly subject: string; readonly side: HeldSide }>({ subject, side: NONE });
  const host = useRef<SideHost>(undefined);
  // Who leaves the page doesn't need the trace any more.
  useEffect(() => () => host.current?.end(), []);
  const start = async () => {
    if (!model) return;
    host.current?.end();
    const setSide = (side: HeldSide) => setHeld({ subject, side });
    let started: SideHost | undefined;
    try {
      started = new SideHost(verificationJob(request, model), (progress) => {
        if (host.current === started) setSide({ state: "computing", progress });
      });
      host.current = started;
      setSide({ state: "computing" });
      const facts = await started.facts;
      if (host.current === started) setSide({ state: "held", host: started, facts });
    } catch (error) {
      if (host.current !== started) return;
      started?.end();
      setSide({ state: "failed", error: error instanceof Error ? error : new Error(String(error)) });
    }
  };
  const cancel = () => {
    host.current?.end();
    host.current = undefined;
    setHeld({ subject, side: NONE });
  };
  return { side: held.subject === subject ? held.side : NONE, start: () => void start(), cancel };
}
