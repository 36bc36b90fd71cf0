import { mayPass } from "../chain/rpc-error.ts";
import { HEDGE_MS } from "../limits.ts";

/** Whether a call that failed may be answered at once if it is made again. Who let us wait would do so again. */
export function isWorthAnother(error: unknown, startMs: number): boolean {
  return mayPass(error) && performance.now() - startMs < HEDGE_MS;
}
