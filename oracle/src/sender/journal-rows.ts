import { bytesToHex } from "viem";
import type { Attempt, Intent, IntentState, Use } from "./nonce-record.ts";
import type { Priority } from "./outbox.ts";
import type { Outcome } from "./outcome.ts";

export type NonceRow = {
  readonly nonce: bigint;
  readonly transaction_hash: Uint8Array | null;
  readonly block_number: bigint | null;
  readonly block_hash: Uint8Array | null;
  readonly cost_wei: bigint | null;
};

export type IntentRow = {
  readonly id: bigint;
  readonly nonce: bigint;
  readonly key: string;
  readonly kind: string;
  readonly request_id: bigint | null;
  readonly recipient: Uint8Array;
  readonly data: Uint8Array | null;
  readonly value_wei: bigint;
  readonly gas: bigint;
  readonly deadline: bigint | null;
  readonly priority: Priority;
  readonly basis: Uint8Array | null;
  readonly state: IntentState;
  readonly decided_block: bigint;
};

export type AttemptRow = {
  readonly hash: Uint8Array;
  readonly nonce: bigint;
  readonly intent_id: bigint | null;
  readonly raw: Uint8Array | null;
  readonly max_fee_wei: bigint;
  readonly priority_fee_wei: bigint;
  readonly is_legacy: boolean;
  readonly is_refused: boolean;
  readonly decided_block: bigint;
  readonly decided_timestamp: bigint;
  readonly broadcast_block: bigint | null;
};

export function useOf({ transaction_hash, block_number, block_hash, cost_wei }: NonceRow): Use | undefined {
  if (block_number === null || block_hash === null) return undefined;
  const hash = transaction_hash === null ? null : bytesToHex(transaction_hash);
  return { hash, blockNumber: block_number, blockHash: bytesToHex(block_hash), costWei: cost_wei ?? undefined };
}

export function intentOf(row: IntentRow): Intent {
  const call = {
    to: bytesToHex(row.recipient),
    data: bytesToHex(row.data ?? new Uint8Array()),
    value: row.value_wei,
  };
  return {
    ...{ id: row.id, key: row.key, kind: row.kind, call, gas: row.gas, priority: row.priority, state: row.state },
    requestId: row.request_id ?? undefined,
    deadline: row.deadline === null ? undefined : Number(row.deadline),
    basis: row.basis === null ? undefined : bytesToHex(row.basis),
    decidedBlock: row.decided_block,
    isBaseless: false,
  };
}

export function attemptOf(row: AttemptRow): Attempt {
  return {
    hash: bytesToHex(row.hash),
    intentId: row.intent_id ?? undefined,
    raw: bytesToHex(row.raw ?? new Uint8Array()),
    fees: { isLegacy: row.is_legacy, maxFeeWei: row.max_fee_wei, priorityFeeWei: row.priority_fee_wei },
    decidedBlock: row.decided_block,
    decidedTimestamp: Number(row.decided_timestamp),
    broadcastBlock: row.broadcast_block ?? undefined,
    isRefused: row.is_refused,
  };
}

/** @param row Of an action that nobody was told the end, or the return, of. */
export function outcomeOf(row: IntentRow & NonceRow): Outcome {
  const use = useOf(row);
  return {
    ...{ intentId: row.id, key: row.key, kind: row.kind, requestId: row.request_id ?? undefined },
    result: row.state as Outcome["result"],
    hash: use?.hash ?? undefined,
    blockNumber: use?.blockNumber,
    costWei: use?.costWei,
  };
}
