import type { IntentState } from "./nonce-record.ts";

/** An action that a block has decided. */
export type EndedAction = {
  readonly kind: string;
  readonly result: Exclude<IntentState, "sent" | "refused">;
  /** What it was to pay beside its gas. */
  readonly valueWei: bigint;
  /** Undefined unless a transaction of ours has used its nonce. */
  readonly costWei: bigint | undefined;
  /** From its first transaction, by the chain's clock. */
  readonly seconds: number;
};

/** Where the account's transactions stand. */
export type SenderStand = {
  readonly pending: number;
  /** Since the oldest one's first transaction, by the chain's clock. */
  readonly oldestSeconds: number;
  /** What those on their way may take: value, and gas at the highest price that they offer. */
  readonly reservedWei: bigint;
  readonly nextNonce: number;
  /** Nonces below the next one that neither a block has used nor a transaction of ours is for. */
  readonly nonceGap: number;
};

/** Told of what a sender does, for metrics and accounts. May not throw. */
export type SenderObserver = {
  readonly published: (kind: string) => void;
  /** Sent again with a higher fee. */
  readonly raised: (kind: string) => void;
  readonly ended: (action: EndedAction) => void;
  readonly stands: (stand: SenderStand) => void;
};

export const NO_OBSERVER: SenderObserver = {
  published: () => {},
  raised: () => {},
  ended: () => {},
  stands: () => {},
};
