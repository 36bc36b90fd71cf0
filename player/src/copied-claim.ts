import { type Address, isAddressEqual } from "viem";
import { CLAIM_STATUS, VERDICT } from "./court-types.ts";
import type { CaseView } from "./next-action.ts";
import type { KnownClaim } from "./read-case.ts";

/**
 * A claim of the right answer that somebody made after this account had committed to it: a copy of it, as a rule.
 * @param committedBy Block by which the commitment was mined; undefined where none counts.
 */
export function copiedClaim(
  { now, openedCase, state, claims, outputHash, traceRoot }: CaseView,
  account: Address | undefined,
  committedBy: bigint | undefined,
): KnownClaim | undefined {
  if (account === undefined || committedBy === undefined) return undefined;
  if (now >= state.claimsEnd || state.verdict !== VERDICT.none || isAddressEqual(openedCase.proposer, account))
    return undefined;
  return claims.find(
    ({ key, state: claim }) =>
      key.outputHash === outputHash &&
      key.traceRoot === traceRoot &&
      key.generation === state.generation &&
      claim.status === CLAIM_STATUS.live &&
      !isAddressEqual(claim.sponsor, account) &&
      BigInt(claim.priority) > committedBy,
  );
}

/** Bond of a case's claim by its number: the first two pay one, the third two, and so on. */
export const bondOfClaim = (baseWei: bigint, number: number): bigint =>
  number < 3 ? baseWei : baseWei * BigInt(number - 1);
