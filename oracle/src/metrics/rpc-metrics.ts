import type { Instruments } from "./instruments.ts";
import type { RpcMetrics } from "./node-metrics.ts";

const CALL_SECONDS = [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

export function rpcMetrics({ counter, gauge, histogram }: Instruments): RpcMetrics {
  const requests = counter("rpc_client_requests_total", "Calls of the RPC", ["provider", "method"]);
  const errors = counter("rpc_client_errors_total", "Calls of the RPC without a result", ["provider", "kind"]);
  const duration = histogram("rpc_client_request_duration_seconds", "Duration of a call", CALL_SECONDS, ["provider"]);
  const heads = gauge("rpc_head_block_number", "Newest block that a provider has told", ["provider"]);
  const isAvailable = gauge("rpc_available", "1 while a provider is asked, 0 while it is left alone", ["provider"]);
  const disagreements = counter("quorum_disagreements_total", "Answers that differ from most others'", ["provider"]);
  const agreements = counter("quorum_agreements_total", "Questions on which a quorum of several providers agreed");
  const undecided = counter("quorum_undecided_total", "Questions on which no quorum of providers agreed");
  const known = new Set<string>();

  /** An error that is told first by its first occurrence can't be seen as a rise. */
  function meet(provider: string): void {
    if (known.has(provider)) return;
    known.add(provider);
    for (const kind of ["refused", "unreachable"]) errors.inc({ provider, kind }, 0);
    disagreements.inc({ provider }, 0);
  }

  return {
    call(provider, method, outcome, seconds) {
      meet(provider);
      requests.inc({ provider, method });
      duration.observe({ provider }, seconds);
      if (outcome !== "answered") errors.inc({ provider, kind: outcome });
    },
    head(provider, number) {
      meet(provider);
      heads.set({ provider }, Number(number));
    },
    available(provider, isAsked) {
      meet(provider);
      isAvailable.set({ provider }, isAsked ? 1 : 0);
    },
    agreed: () => agreements.inc(),
    disagreed: (provider) => disagreements.inc({ provider }),
    undecided: () => undecided.inc(),
  };
}
