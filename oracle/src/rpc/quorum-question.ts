import { HEDGE_MS, RPC_QUICK_TRIES } from "../limits.ts";
import { isWorthAnother } from "./another-try.ts";
import { comparable, isAbsent } from "./comparable.ts";
import type { Provider, RpcCall } from "./provider.ts";
import { refusalText } from "./refusal.ts";
import { type Said, tally, type Verdict } from "./tally.ts";

type Ask = (provider: Provider, call: RpcCall) => Promise<unknown>;

export type Answered = {
  readonly verdict: Verdict<Provider>;
  readonly said: Said<Provider>;
  /** Gives the result that the quorum gave, or throws its refusal. */
  readonly take: () => unknown;
  /** Why the first provider that did not answer did not. */
  readonly failure: Error | undefined;
};

/**
 * Asks providers one call, the first ones first, until a quorum says the same or all were asked. One that failed quickly is asked
 * again before there is no quorum: a step makes many such calls, and would hardly ever come to its end among RPCs that fail now and then.
 */
export async function askQuorum(
  call: RpcCall,
  order: readonly Provider[],
  quorum: number,
  ask: Ask,
): Promise<Answered> {
  const said = new Map<Provider, string>();
  const answers = new Map<string, () => unknown>();
  /** Those that have nothing of it, which speaks against nobody who has. */
  const absent: Provider[] = [];
  const outstanding = new Set<Promise<void>>();
  const queue = [...order];
  /** Asked so recently that nobody else has to be asked in their place. */
  let fresh = new Set<Promise<void>>();
  const failures = new Map<Provider, number>();
  let failure: Error | undefined;

  const say = (provider: Provider, text: string, take: () => unknown) => {
    said.set(provider, text);
    if (!answers.has(text)) answers.set(text, take);
  };
  const start = (provider: Provider) => {
    const startMs = performance.now();
    const asked: Promise<void> = ask(provider, call)
      .then((result) => {
        if (isAbsent(call.method, result)) absent.push(provider);
        else say(provider, comparable(call.method, result), () => result);
      })
      .catch((error: Error) => {
        const refusal = refusalText(error);
        if (refusal !== undefined) {
          say(provider, refusal, () => {
            throw error;
          });
          return;
        }
        failure ??= error;
        const tries = (failures.get(provider) ?? 0) + 1;
        failures.set(provider, tries);
        if (tries < RPC_QUICK_TRIES && isWorthAnother(error, startMs)) queue.push(provider);
      })
      .finally(() => {
        outstanding.delete(asked);
        fresh.delete(asked);
      });
    outstanding.add(asked);
    fresh.add(asked);
  };

  for (;;) {
    const verdict = tally(said, quorum);
    const missing = verdict.type === "agreed" ? 0 : verdict.missing;
    for (const provider of queue.splice(0, Math.max(0, missing - fresh.size))) start(provider);
    if (missing > 0 && outstanding.size === 0 && said.size === 0 && absent.length >= quorum) {
      return { verdict: { type: "agreed", answer: "null", by: absent, against: [] }, said, take: () => null, failure };
    }
    if (missing === 0 || outstanding.size === 0) {
      const take = (verdict.type === "agreed" && answers.get(verdict.answer)) || (() => undefined);
      return { verdict, said, take, failure };
    }
    // A timer of its own: to abort one of a promise makes an error, with its stack, for each call of the node.
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, HEDGE_MS).unref();
    }).then(() => {
      fresh = new Set();
    });
    await Promise.race([...outstanding, ...(queue.length > 0 ? [late] : [])]);
    clearTimeout(timer);
  }
}
