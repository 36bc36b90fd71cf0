import { CLAIM_STATUS, VERDICT } from "./court-types.ts";
import { type CaseAction, type CaseActions, type CaseView, settlements } from "./next-action.ts";
import { untracedKey } from "./read-case.ts";
import { lastTurn } from "./read-duels.ts";
import { turnEnd, unpackPlace } from "./unpack-place.ts";

/** A case as somebody sees it who doesn't know which answer is right. */
export type NeutralView = Omit<CaseView, "outputHash" | "traceRoot" | "isProposer">;

/** Everything that anybody may do now to bring a case to its end, whoever wins. At least one. */
export function neutralActions(view: NeutralView): CaseActions {
  const { now, openedCase, state, claims, stalemateSeconds } = view;
  if (state.verdict !== VERDICT.none) return settlements(view);
  if (state.proposerStatus === CLAIM_STATUS.live && now > state.commitEnd) return [{ type: "silence" }];
  const live = claims.filter(
    ({ key, state: { status } }) => status === CLAIM_STATUS.live && key.generation === state.generation,
  );
  const [late, ...later] = lateDuels(
    view,
    live.map(({ id }) => id),
  );
  if (late !== undefined) return [late, ...later];
  if (now < state.claimsEnd) return [{ type: "wait", reason: "claims are taken" }];
  if (state.liveCount <= 1) return [{ type: "conclude", winner: live[0]?.key ?? untracedKey(openedCase) }];
  if (now < state.claimsEnd + stalemateSeconds) return [{ type: "wait", reason: "several claims live" }];
  return [{ type: "conclude", winner: untracedKey(openedCase) }];
}

/** Duels of two claims that live, in which the time of who has to act is over. */
function lateDuels({ now, duels }: NeutralView, live: readonly string[]): CaseAction[] {
  return duels.flatMap((duel) => {
    const { first, second } = duel.duel;
    const isOver = now > turnEnd(unpackPlace(lastTurn(duel).state));
    return isOver && live.includes(first) && live.includes(second) ? [{ type: "timeout", duel } as const] : [];
  });
}
