import type { Address } from "viem";
import type { OracleHistory } from "./oracle-history.ts";

/** What an operator has done so far. */
export interface OperatorRecord {
  readonly operator: Address;
  /** Answers it posted. */
  readonly answers: number;
  /** Answers it stood for that became final undisturbed or right. */
  readonly final: number;
  /** Answers it stood for that a dispute put another one in the place of. */
  readonly overturned: number;
  /** Answers of others that it did that to. */
  readonly corrected: number;
  /** Answers that it was the first to contradict. */
  readonly contradictions: number;
  readonly earnedWei: bigint;
  /** At stake in requests that have not ended. */
  readonly bondedWei: bigint;
  /** Bonds that it lost in disputes, without what came back. */
  readonly lostWei: bigint;
}

type Mutable = { -readonly [Name in keyof OperatorRecord]: OperatorRecord[Name] };

const none = { answers: 0, final: 0, overturned: 0, corrected: 0, contradictions: 0 } as const;

/** The records of everybody who has answered or contradicted, by the same rules as the index has. */
export function recordsOf({ oracle, court }: OracleHistory): OperatorRecord[] {
  const records = new Map<Address, Mutable>();
  const record = (operator: Address): Mutable => {
    const known = records.get(operator) ?? { operator, ...none, earnedWei: 0n, bondedWei: 0n, lostWei: 0n };
    records.set(operator, known);
    return known;
  };
  const terms = new Map<bigint, { rewardWei: bigint; bondWei: bigint }>();
  const standing = new Map<bigint, Address>();
  const ended = new Set<bigint>();
  const overturned = new Set<bigint>();
  for (const { eventName, args } of oracle) {
    const id = args.requestId;
    switch (eventName) {
      case "Requested":
        terms.set(id, { rewardWei: args.request.operatorRewardWei, bondWei: args.request.bondWei });
        break;
      case "AICallbackResult":
        record(args.invoker).answers++;
        standing.set(id, args.invoker);
        break;
      case "TakenOver":
        standing.set(id, args.proposer);
        break;
      case "Contradicted":
        record(args.rival).contradictions++;
        break;
      case "Overturned": {
        // Comes before the end of the same transaction.
        overturned.add(id);
        const wrong = standing.get(id);
        if (wrong !== undefined) record(wrong).overturned++;
        break;
      }
      case "Finalised": {
        ended.add(id);
        const right = record(args.proposer);
        if (overturned.has(id)) right.corrected++;
        else right.final++;
        right.earnedWei += terms.get(id)?.rewardWei ?? 0n;
        break;
      }
      case "Expired":
        ended.add(id);
        break;
    }
  }
  for (const [id, operator] of standing) {
    const { bondWei = 0n } = terms.get(id) ?? {};
    record(operator).bondedWei += ended.has(id) ? 0n : bondWei;
  }
  for (const [operator, lostWei] of lostBonds(court)) {
    const known = records.get(operator);
    if (known) known.lostWei += lostWei;
  }
  return [...records.values()];
}

function lostBonds(court: OracleHistory["court"]): Map<Address, bigint> {
  const proposers = new Map<string, Address>();
  const sponsors = new Map<string, Address>();
  const lost = new Map<Address, bigint>();
  for (const { eventName, args } of court) {
    if (eventName === "CaseOpened") proposers.set(args.caseId, args.openedCase.proposer);
    if (eventName === "Claimed" || eventName === "SponsorChanged") sponsors.set(args.claimId, args.sponsor);
    if (eventName !== "BondSettled") continue;
    const who = sponsors.get(args.claimId) ?? proposers.get(args.caseId);
    const { burnedWei, moversWei, sponsorWei, requesterWei } = args.shares;
    const lostWei = burnedWei + moversWei + sponsorWei + requesterWei;
    if (who !== undefined) lost.set(who, (lost.get(who) ?? 0n) + lostWei);
  }
  return lost;
}
