import { PHASE } from "@openimo/runtime/dispute";
import type { Hex } from "viem";
import { type Case, type CaseState, CLAIM_STATUS, type ClaimKey, VERDICT } from "./court-types.ts";
import { type KnownClaim, untracedKey } from "./read-case.ts";
import { type KnownDuel, lastTurn, sidesOf } from "./read-duels.ts";
import { turnEnd, unpackPlace } from "./unpack-place.ts";

/** Everything that a side's next action depends on, at one block. */
export type CaseView = {
  /** Timestamp of the block, unix seconds. */
  readonly now: number;
  readonly openedCase: Case;
  readonly state: CaseState;
  readonly claims: readonly KnownClaim[];
  readonly duels: readonly KnownDuel[];
  /** What the side claims. */
  readonly outputHash: Hex;
  readonly traceRoot: Hex;
  /** Whether the account that plays has answered first. */
  readonly isProposer: boolean;
  /** How long after `claimsEnd` a case of several claims can be reopened, in seconds. */
  readonly stalemateSeconds: number;
  /** Losers whose bond can't be shared out, by `keyText`. */
  readonly skipped: ReadonlySet<string>;
};

/** A claim's key as text, to compare it by. */
export const keyText = ({ generation, attempt, outputHash, traceRoot }: ClaimKey): string =>
  [generation, attempt, outputHash, traceRoot].join();

/** The next thing to do. `none` is the end: the case is decided, and every bond that can be is shared out. */
export type CaseAction =
  | { readonly type: "silence" }
  | { readonly type: "claim" }
  | { readonly type: "lost" }
  | { readonly type: "none" }
  | { readonly type: "commitTrace"; readonly rival: KnownClaim }
  | { readonly type: "wait"; readonly reason: string }
  | { readonly type: "openDuel"; readonly own: KnownClaim; readonly rival: KnownClaim }
  | { readonly type: "move"; readonly own: KnownClaim; readonly duel: KnownDuel }
  | { readonly type: "timeout"; readonly duel: KnownDuel }
  | { readonly type: "conclude"; readonly winner: ClaimKey }
  | { readonly type: "settle"; readonly loser: ClaimKey };

/** At least one. */
export type CaseActions = readonly [CaseAction, ...CaseAction[]];

/** The whole judgement of who plays a side: no clock, no chain, no memory beyond the view. */
export const nextAction = (view: CaseView): CaseAction => allActions(view)[0];

/** Everything that is due at once, the next thing first: duels go on side by side, and so do the bonds that are shared out. */
export function allActions(view: CaseView): CaseActions {
  const { now, openedCase, state, claims, outputHash, traceRoot } = view;
  if (state.verdict !== VERDICT.none) return settlements(view);
  if (state.proposerStatus === CLAIM_STATUS.live) {
    if (now > state.commitEnd) return [{ type: "silence" }];
    if (view.isProposer && openedCase.outputHash === outputHash) return [{ type: "commitTrace", rival: rivalOf(view) }];
  }
  const live = claims.filter(({ key, state: { status } }) => status === CLAIM_STATUS.live && inGeneration(view, key));
  const own = live.find(({ key }) => key.outputHash === outputHash && key.traceRoot === traceRoot);
  if (own === undefined) return [withoutClaim(view)];
  const rivals = live.filter(({ id }) => id !== own.id);
  const [first, ...rest] = rivals.flatMap((rival) => against(view, own, rival) ?? []);
  if (first !== undefined) return [first, ...rest];
  if (now >= state.claimsEnd && state.liveCount === 1) return [{ type: "conclude", winner: own.key }];
  if (now >= state.claimsEnd && rivals.some((rival) => isOutOfTime(view, own, rival))) return [outOfTime(view)];
  return [{ type: "wait", reason: live.length > 1 ? "the other side's time runs" : "other claims may still come" }];
}

/** Against whom the proposer moves first: another claim that lives, or any, since there is one. */
function rivalOf({ claims, traceRoot }: CaseView): KnownClaim {
  const isLive = ({ key, state }: KnownClaim) => key.traceRoot !== traceRoot && state.status === CLAIM_STATUS.live;
  const rival = claims.find(isLive) ?? claims[0];
  if (rival === undefined) throw new RangeError("case: opened without a claim");
  return rival;
}

const inGeneration = ({ state }: CaseView, { generation }: ClaimKey) => generation === state.generation;

const duelOf = ({ duels }: CaseView, own: KnownClaim, rival: KnownClaim): KnownDuel | undefined =>
  duels.find(
    ({ duel: { first, second } }) =>
      rival.id !== own.id && [own.id, rival.id].every((id) => id === first || id === second),
  );

/** Whether the side can't move any more in a duel, so that it falls when somebody calls the time. */
function isOutOfTime(view: CaseView, own: KnownClaim, rival: KnownClaim): boolean {
  const duel = duelOf(view, own, rival);
  if (duel === undefined || sidesOf(duel.duel, lastTurn(duel)).mover !== own.id) return false;
  const place = unpackPlace(lastTurn(duel).state);
  return place.phase === PHASE.move && view.now > turnEnd(place);
}

/** Its bond is lost either way. When claims can be given up, that comes before the rival wins: then the right answer can be claimed again. */
function outOfTime({ now, openedCase, state, stalemateSeconds }: CaseView): CaseAction {
  if (now >= state.claimsEnd + stalemateSeconds) return { type: "conclude", winner: untracedKey(openedCase) };
  return { type: "wait", reason: "the own time is over, and the case can be opened again if nobody says so" };
}

/** What eliminates a rival, or undefined while it is the rival's turn. */
function against(view: CaseView, own: KnownClaim, rival: KnownClaim): CaseAction | undefined {
  const { now, state } = view;
  const duel = duelOf(view, own, rival);
  if (duel === undefined) return { type: "openDuel", own, rival };
  const turn = lastTurn(duel);
  const place = unpackPlace(turn.state);
  const isOver = now > turnEnd(place);
  const isOwnTurn = sidesOf(duel.duel, turn).mover === own.id;
  // A proof still counts after the turn, as long as nobody has called the time.
  if (isOwnTurn && !(isOver && place.phase === PHASE.move)) return { type: "move", own, duel };
  // A right claim that is out of time falls whenever somebody says so. After `claimsEnd` that would be too late to claim again.
  if (isOwnTurn && now >= state.claimsEnd) return undefined;
  return isOver ? { type: "timeout", duel } : undefined;
}

function withoutClaim(view: CaseView): CaseAction {
  const { now, openedCase, state, claims, outputHash, traceRoot, stalemateSeconds } = view;
  const wasProvedWrong = claims.some(
    ({ key, state: { status } }) =>
      status === CLAIM_STATUS.faulted && key.outputHash === outputHash && key.traceRoot === traceRoot,
  );
  if (now < state.claimsEnd) return wasProvedWrong ? { type: "lost" } : { type: "claim" };
  if (state.liveCount === 1 || (state.liveCount > 1 && wasProvedWrong)) return { type: "lost" };
  // Several wrong claims that nobody fights for are given up too, and then the right answer can be claimed again.
  if (state.liveCount > 1 && now < state.claimsEnd + stalemateSeconds) {
    return { type: "wait", reason: "the claims that are left may eliminate each other, or be given up" };
  }
  // Reopens a case of which no claim survived; there is no winner to name.
  return { type: "conclude", winner: untracedKey(openedCase) };
}

/** The bonds that are still to be shared out. */
export function settlements({
  openedCase,
  state,
  claims,
  skipped,
}: Pick<CaseView, "openedCase" | "state" | "claims" | "skipped">): CaseActions {
  const { live, timedOut, faulted, silent } = CLAIM_STATUS;
  const settles: readonly number[] = [live, timedOut, faulted, silent];
  const ended = [
    { key: untracedKey(openedCase), status: state.proposerStatus },
    ...claims.map((claim) => ({ key: claim.key, status: claim.state.status })),
  ];
  const [first, ...rest] = ended.flatMap(({ key, status }) =>
    settles.includes(status) && !skipped.has(keyText(key)) ? [{ type: "settle", loser: key } as const] : [],
  );
  return first === undefined ? [{ type: "none" }] : [first, ...rest];
}
