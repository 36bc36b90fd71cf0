import type { EIP1193RequestFn, HttpTransport } from "viem";
import { isUnreachable } from "../chain/rpc-error.ts";
import type { RpcMetrics } from "./node-metrics.ts";

const MS_IN_SECOND = 1_000;

/** A provider's name in metrics and logs: its host, since path and query may carry a token. */
export const providerName = (rpcUrl: string): string => new URL(rpcUrl).host;

/** The same transport, of which each attempt is told: how it ended, and how long it took. */
export function measuredTransport(transport: HttpTransport, provider: string, metrics: RpcMetrics): HttpTransport {
  return (parameters) => {
    const made = transport(parameters);
    const request: EIP1193RequestFn = async (call, options): Promise<never> => {
      const beganMs = performance.now();
      const tell = (outcome: Parameters<RpcMetrics["call"]>[2]) =>
        metrics.call(provider, call.method, outcome, (performance.now() - beganMs) / MS_IN_SECOND);
      try {
        // Any, as viem has it: what a call gives depends on its method.
        const result: never = await made.request(call, options);
        tell("answered");
        return result;
      } catch (error) {
        tell(isUnreachable(error) ? "unreachable" : "refused");
        throw error;
      }
    };
    return { ...made, request };
  };
}
