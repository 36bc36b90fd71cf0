import { type Attempt, type Intent, type IntentState, isLive, type NonceRecord, type Use } from "./nonce-record.ts";
import type { Outcome } from "./outcome.ts";

/** What a look found about one nonce: what used it, or that nothing does any more; and what that means for its actions. */
export type Change = {
  readonly record: NonceRecord;
  readonly use: Use | undefined;
  readonly states: ReadonlyMap<Intent, IntentState>;
};

const attemptOf = ({ attempts }: NonceRecord, hash: Use["hash"]): Attempt | undefined =>
  attempts.find((attempt) => attempt.hash === hash);

/** A canonical block used the nonce. */
export function used(record: NonceRecord, use: Use, succeeded: boolean): Change {
  const attempt = attemptOf(record, use.hash);
  const states = new Map<Intent, IntentState>();
  for (const intent of record.intents) {
    if (attempt !== undefined && intent.id === attempt.intentId) states.set(intent, succeeded ? "done" : "reverted");
    else if (isLive(intent)) states.set(intent, attempt === undefined ? "superseded" : "replaced");
  }
  return { record, use, states };
}

/** The block that used the nonce is not canonical any more. */
export function returned(record: NonceRecord): Change {
  const winner = attemptOf(record, record.use?.hash ?? null)?.intentId;
  const intents = record.intents.filter(({ id }) => id === winner);
  return { record, use: undefined, states: new Map(intents.map((intent) => [intent, "returned"])) };
}

export function apply({ record, use, states }: Change): void {
  record.use = use;
  for (const [intent, state] of states) intent.state = state;
}

export function outcomesOf({ record, use, states }: Change): Outcome[] {
  const isCancelled = attemptOf(record, use?.hash ?? null)?.intentId === undefined;
  return [...states].flatMap(([{ id, key, kind, requestId }, state]) => {
    if (state === "sent" || state === "refused") return [];
    const hash = use?.hash ?? undefined;
    const isPaid = state !== "replaced" || isCancelled;
    const { blockNumber, costWei } = use ?? {};
    const cost = { costWei: isPaid ? costWei : undefined };
    return [{ intentId: id, key, kind, requestId, result: state, hash, blockNumber, ...cost }];
  });
}
