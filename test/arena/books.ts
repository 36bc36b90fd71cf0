import { disputeCourtAbi } from "@openimo/contracts";
import { type Address, type Hex, parseEventLogs } from "viem";
import { expect } from "vitest";
import { statusOf } from "../../player/src/court-types.ts";
import type { CourtWorld } from "./court-world.ts";
import type { Case, Dispute, Player } from "./dispute.ts";
import type { DuelOnChain } from "./duel-on-chain.ts";

/** What is owned by this address is burned. */
const BURNED: Address = "0x000000000000000000000000000000000000dEaD";
/** Claims whose bond is still in the court: live, timed out, faulted, silent. */
const HELD: readonly number[] = [1, 2, 3, 4];

/** As the court counts bonds: the first two claims pay one, the third two, and so on. */
const bondOf = (baseWei: bigint, number: number) => (number < 3 ? baseWei : baseWei * BigInt(number - 1));

export function creditOf({ client, court }: CourtWorld, account: Address): Promise<bigint> {
  return client.readContract({ ...court, functionName: "creditWei", args: [account] });
}

/**
 * That the court has exactly what it owes: the bonds that were not shared out yet, and the credits.
 * @param contracts Those that have credits, besides the world's accounts.
 */
export async function expectBalanced(world: CourtWorld, contracts: readonly Address[] = []): Promise<void> {
  const { client, court, accounts } = world;
  const logs = await client.getLogs({ address: court.address, fromBlock: 0n });
  const events = parseEventLogs({ abi: disputeCourtAbi, logs });
  let owedWei = 0n;
  const creditors = [BURNED, ...accounts.map(({ address }) => address), ...contracts];
  for (const account of creditors) owedWei += await creditOf(world, account);
  const cases = new Map<Hex, Case>();
  const counted = new Set<Hex>();
  for (const event of events) {
    if (event.eventName === "CaseOpened") {
      cases.set(event.args.caseId, event.args.openedCase);
      const state = await client.readContract({ ...court, functionName: "caseState", args: [event.args.caseId] });
      if (HELD.includes(state.proposerStatus)) owedWei += event.args.openedCase.bondWei;
    }
    if (event.eventName !== "Claimed" && event.eventName !== "TraceCommitted") continue;
    // A trace that somebody has claimed before is a claim already.
    if (counted.has(event.args.claimId)) continue;
    counted.add(event.args.claimId);
    const claim = await client.readContract({ ...court, functionName: "claimState", args: [event.args.claimId] });
    const baseWei = cases.get(event.args.caseId)?.bondWei ?? 0n;
    const state = await client.readContract({ ...court, functionName: "caseState", args: [event.args.caseId] });
    if (HELD.includes(statusOf(state, claim))) owedWei += bondOf(baseWei, claim.number);
  }
  expect(await client.getBalance({ address: court.address })).toBe(owedWei);
}

/** Where a bond went, in wei. */
export interface Shares {
  readonly burnedWei: bigint;
  readonly moversWei: bigint;
  readonly sponsorWei: bigint;
  readonly requesterWei: bigint;
  readonly returnedWei: bigint;
}

/** A player's claim, or the proposer's one that has no trace. */
export type Loser = Player | "untraced";

/** Shares out a lost bond, and repays the moves of its duel with the winner if that is given. */
export async function settle(dispute: Dispute, loser: Loser, winner: Player, duel?: DuelOnChain): Promise<Shares> {
  const { world } = dispute;
  const winnerId = await dispute.claimId(winner);
  const untraced = { generation: 1, attempt: 0, outputHash: dispute.openedCase.outputHash, traceRoot: NOTHING };
  const settlement = {
    loser: loser === "untraced" ? untraced : dispute.key(loser),
    winner: dispute.key(winner),
    duel: duel?.state ?? { place: 0n, movesHash: NOTHING, moverNode: NOTHING, otherNode: NOTHING },
    payments: (duel?.payments ?? []).map(({ side, ...payment }) => ({ ...payment, forWinner: side === winnerId })),
  };
  const args = [dispute.openedCase, settlement] as const;
  const receipt = await world.send(world.accounts[6], { ...world.court, functionName: "settle", args });
  dispute.note("settle", receipt);
  const [event] = parseEventLogs({ abi: disputeCourtAbi, eventName: "BondSettled", logs: receipt.logs });
  return event.args.shares;
}

const NOTHING: Hex = `0x${"00".repeat(32)}`;

export const sumOf = ({ burnedWei, moversWei, sponsorWei, requesterWei, returnedWei }: Shares): bigint =>
  burnedWei + moversWei + sponsorWei + requesterWei + returnedWei;
