import { bondOf, copyOf, isCurrent, type ModelCase, OUTPUT_OF, PARTY, type Rules, STATEMENT } from "./case-state.ts";

const PERCENT_BURNED = 30;
const PERCENT_SPONSOR = 40;
const PERCENT_REQUESTER = 30;

/** `conclude` for a claim, by anybody through the escrow; -1 where none lives. */
export function conclude(rules: Rules, before: ModelCase, winner: number): ModelCase | null {
  const { broken } = rules;
  const isEarly = before.now < before.claimsEnd && broken !== "the case ends before claimsEnd";
  if (before.verdict !== "none" || isEarly) return null;
  const state = copyOf(before);
  const claim = winner < 0 ? undefined : state.claims[winner];
  const isDecided = state.liveCount === 1 || (state.liveCount > 1 && broken === "the case ends while others live");
  if (isDecided && (state.liveCount === 1 || claim !== undefined)) {
    if (claim === undefined || !isCurrent(before, claim)) return null;
    claim.status = "winner";
    state.verdict = "answer";
    state.winner = claim.statement;
    state.net[claim.sponsor] += bondOf(rules, claim.number);
    return state;
  }
  const patience = broken === "claims that nobody fights for are given up at once" ? 0 : rules.stalemate;
  const isGivenUp = state.now >= state.claimsEnd + patience && broken !== "claims that nobody fights for are kept";
  if (state.liveCount > 0 && !isGivenUp) return null;
  state.liveCount = 0;
  if (state.generation > 1 && broken !== "a case is reopened for ever") {
    state.verdict = "void";
    return state;
  }
  return reopened(rules, state);
}

function reopened(rules: Rules, state: ModelCase): ModelCase {
  if (state.arrived) state.fault = "2 the case is reopened beside the honest side";
  // What is promised is one second generation, and that its first claim gives the others time.
  if (state.generation === 1) {
    state.endDue = state.now + 2 * (rules.commit + rules.join) + rules.stalemate;
    state.arrivalDue = -1;
  }
  state.generation++;
  state.claimCount = 0;
  const silenced = rules.broken !== "silence reaches into the second generation";
  if (state.proposerStatus === "live" && silenced) state.proposerStatus = "silent";
  state.claimsEnd = state.now + rules.commit + rules.join;
  return state;
}

/** Who moved for the winner in the duel with a claim, and what that is worth. */
export interface Repaid {
  readonly party: number;
  readonly amount: number;
}

/** `settle` of every bond that was lost, of which the requester is the coalition's. */
export function settleAll(rules: Rules, before: ModelCase, repaid: Repaid): ModelCase {
  const state = copyOf(before);
  const winner = state.claims.find(({ status }) => status === "winner");
  const { proposerStatus } = state;
  if (proposerStatus !== "merged" && proposerStatus !== "settled") {
    const wasRight =
      proposerStatus === "silent" && winner !== undefined && OUTPUT_OF[winner.statement] === state.proposed;
    share(rules, state, { bond: rules.baseBond, sponsor: state.proposer, wasRight, winner }, { ...repaid, amount: 0 });
    state.proposerStatus = "settled";
  }
  for (const claim of state.claims) {
    if (claim.status === "winner" || claim.status === "settled") continue;
    const lost = { bond: bondOf(rules, claim.number), sponsor: claim.sponsor, wasRight: false, winner };
    share(rules, state, lost, repaid);
    if (rules.broken === "a bond is shared out twice") share(rules, state, lost, repaid);
    claim.status = "settled";
  }
  return state;
}

interface Lost {
  readonly bond: number;
  readonly sponsor: number;
  readonly wasRight: boolean;
  readonly winner: { readonly sponsor: number; readonly statement: number } | undefined;
}

function share({ broken }: Rules, state: ModelCase, { bond, sponsor, wasRight, winner }: Lost, repaid: Repaid): void {
  let [movers, toSponsor, toRequester, returned] = [0, 0, 0, 0];
  if (winner === undefined) toRequester = Math.floor((bond * PERCENT_REQUESTER) / 100);
  else {
    const burnedFirst = broken === "nothing is burned" || broken === "movers are repaid before the burning";
    let rest = burnedFirst ? bond : Math.floor((bond * (100 - PERCENT_BURNED)) / 100);
    if (wasRight && broken !== "a silent proposer that was right is robbed") returned = rest;
    else {
      movers = Math.min(repaid.amount, rest);
      rest -= movers;
      if (broken === "movers are repaid before the burning") rest = Math.floor((rest * (100 - PERCENT_BURNED)) / 100);
      toSponsor = Math.floor((rest * PERCENT_SPONSOR) / (PERCENT_SPONSOR + PERCENT_REQUESTER));
      toRequester = rest - toSponsor;
      state.net[winner.sponsor] += toSponsor;
    }
  }
  const burned = bond - movers - toSponsor - toRequester - returned;
  if (burned * 100 < bond * PERCENT_BURNED && state.fault === "") state.fault = "6 less than 30% of a lost bond burned";
  state.burned += burned;
  state.net[repaid.party] += movers;
  state.net[PARTY.coalition] += toRequester;
  state.net[sponsor] += returned;
}

/** Whether a claim is wrong. */
export const isWrong = ({ statement }: { readonly statement: number }): boolean => statement !== STATEMENT.right;
