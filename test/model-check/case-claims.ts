import { beginWithTrace, isOn } from "./case-duels.ts";
import { bondOf, copyOf, type ModelCase, OUTPUT_OF, PARTY, type Rules } from "./case-state.ts";

/** Who says what, and when it had committed to that: 0 before the others, 1 before anybody saw it, 2 not at all. */
export interface Said {
  readonly statement: number;
  readonly sponsor: number;
  readonly priority: number;
}

/** The number of the claim of a statement that didn't time out. */
function nextAttempt({ claims }: ModelCase, generation: number, statement: number): number {
  let attempt = 0;
  while (claims.some((of) => isOf(of, generation, statement, attempt) && of.status === "timed out")) attempt++;
  return attempt;
}

const isOf = (
  claim: { readonly generation: number; readonly statement: number; readonly attempt: number },
  generation: number,
  statement: number,
  attempt: number,
) => claim.generation === generation && claim.statement === statement && claim.attempt === attempt;

/** `claim` of CourtClaims.sol; null where it refuses. */
export function claim(rules: Rules, before: ModelCase, { statement, sponsor, priority }: Said): ModelCase | null {
  const { broken } = rules;
  if (before.verdict !== "none" || before.now >= before.claimsEnd) return null;
  const state = copyOf(before);
  const { generation, claims } = state;
  const attempt = nextAttempt(state, generation, statement);
  if (broken === "what timed out is never claimed again" && attempt > 0) return null;
  const known = claims.find((of) => isOf(of, generation, statement, attempt));
  if (known?.status === "live") {
    if (priority >= known.priority) return null;
    state.net[sponsor] -= bondOf(rules, known.number);
    if (broken !== "a bond that was taken over stays") state.net[known.sponsor] += bondOf(rules, known.number);
    if (broken === "a claim that is taken over counts again") state.claimCount++;
    known.sponsor = sponsor;
    known.priority = priority;
    return state;
  }
  if (known !== undefined && broken !== "what was proved wrong is claimed again at once") return null;
  if (generation > 1) {
    const former = nextAttempt(state, 1, statement);
    const wasProvedWrong = claims.some((of) => isOf(of, 1, statement, former) && of.status === "faulted");
    if (wasProvedWrong && broken !== "what was proved wrong is claimed again in the second generation") return null;
    if (state.claimCount === 0) {
      const end = state.now + rules.commit + rules.join;
      if (broken !== "the first claim of the second generation gives no time") state.claimsEnd = end;
      state.arrivalDue = rules.honestFrom <= 2 ? end - 1 : -1;
    }
  }
  const made = claims.filter((of) => of.generation === generation).length;
  if (sponsor === PARTY.coalition && made >= rules.mostClaims) return null;
  const number = ++state.claimCount;
  state.liveCount++;
  state.net[sponsor] -= bondOf(rules, number);
  claims.push({ generation, statement, attempt, sponsor, number, status: "live", priority });
  if (broken === "claimsEnd moves with every claim") {
    state.claimsEnd = Math.max(state.claimsEnd, state.now + rules.commit + rules.join);
  }
  return state;
}

/** `commitTrace` by a party, or with its signature, which begins the duel with a rival. */
export function commitTrace(
  rules: Rules,
  before: ModelCase,
  said: Said & { readonly rival: number },
): ModelCase | null {
  if (said.rival >= before.claims.length) return null;
  const isDead = before.claims[said.rival].status !== "live";
  if (isDead && rules.broken === "a trace is refused where its rival is dead") return null;
  const state = adopt(rules, before, said);
  if (state === null) return null;
  const attempt = nextAttempt(state, 1, said.statement);
  const own = state.claims.findIndex((of) => isOf(of, 1, said.statement, attempt));
  return beginWithTrace(rules, state, own, said.rival);
}

/** `_adopt` of CourtClaims.sol. */
function adopt(rules: Rules, before: ModelCase, { statement, sponsor, priority }: Said): ModelCase | null {
  const { broken } = rules;
  if (sponsor !== before.proposer && broken !== "a stranger commits the proposer's trace") return null;
  if (before.verdict !== "none" || before.now > before.commitEnd || before.proposerStatus !== "live") return null;
  if (OUTPUT_OF[statement] !== before.proposed) return null;
  const state = copyOf(before);
  const attempt = nextAttempt(state, 1, statement);
  const known = state.claims.find((of) => isOf(of, 1, statement, attempt));
  state.proposerStatus = "merged";
  const isRevived = broken === "a trace that was proved wrong becomes the proposer's" && known?.status === "faulted";
  if (known === undefined || isRevived) {
    const adopted = { generation: 1, statement, attempt: isRevived ? attempt + 1 : attempt, sponsor: state.proposer };
    state.claims.push({ ...adopted, number: 1, status: "live", priority: 0 });
    return state;
  }
  state.liveCount--;
  if (known.status !== "live") {
    state.proposerStatus = "faulted";
    return state;
  }
  if (priority > known.priority) {
    if (broken !== "a merged proposer's bond stays") state.net[state.proposer] += rules.baseBond;
    return state;
  }
  state.net[known.sponsor] += bondOf(rules, known.number);
  [known.sponsor, known.number, known.priority] = [state.proposer, 1, 0];
  return state;
}

/** `silence`, by anybody. */
export function silence(_rules: Rules, before: ModelCase): ModelCase | null {
  if (before.verdict !== "none" || before.now <= before.commitEnd || before.proposerStatus !== "live") return null;
  const state = copyOf(before);
  state.proposerStatus = "silent";
  state.liveCount--;
  return state;
}

/** Whoever may claim or commit, with what commitment. The honest side only ever says what is right. */
export function sayings(rules: Rules, state: ModelCase): Said[] {
  const all = rules.statements.flatMap((statement): Said[] => {
    if (statement !== 0) return [{ statement, sponsor: PARTY.coalition, priority: 2 }];
    const priorities = rules.commitments ? [0, 2] : [2];
    return priorities.map((priority) => ({ statement, sponsor: PARTY.coalition, priority }));
  });
  // Whoever took over a claim that is out of time would lose a bond with it.
  const isOutOfTime = state.duels.some((duel) => isOn(state, duel) && duel.rightActs && state.now > duel.last);
  return state.arrived && !isOutOfTime ? [...all, { statement: 0, sponsor: PARTY.honest, priority: 1 }] : all;
}
