import {
  bondOfClaim,
  type CaseStep,
  type CaseView,
  CLAIM_STATUS,
  finaliseDisputeCall,
  findCase,
  keyText,
  type NeutralView,
  settlementCall,
  silenceCall,
  timeoutCall,
  UnmatchedPaymentError,
  VERDICT,
} from "@openimo/player";
import { isAddressEqual, type LocalAccount } from "viem";
import type { Connection } from "../../chain/connection.ts";
import type { Call } from "../../chain/transact.ts";
import { PLAY_REFUSALS_MOST, RESCUE_GRACE_SECONDS } from "../../limits.ts";
import type { Head } from "../chain-reader.ts";
import type { ClaimSalts } from "./claim-salts.ts";
import { type CaseDecision, decideCase, decideNeutrally, type Stance } from "./decide-case.ts";
import type { Dispatcher } from "./dispatcher.ts";
import { phraseOf } from "./phrases.ts";
import { type CourtClocks, readCaseFacts } from "./read-case-facts.ts";
import type { ReadPinned } from "./read-pinned.ts";
import type { RunSubject } from "./run-subject.ts";
import type { SideFacts } from "./side-thread.ts";
import type { SideStatus, Sides } from "./sides.ts";
import type { Purse } from "./view.ts";
import type { Watched } from "./watch-book.ts";

/** What a look at a case has found, for who tells people and the metrics. */
export type CaseLook = {
  readonly decisions: readonly CaseDecision[];
  readonly view: NeutralView;
  readonly side: SideStatus | undefined;
  readonly isProposer: boolean;
  /** Whether the account's claim has won. */
  readonly isWon: boolean;
};

export type CaseParts = {
  readonly connection: Connection;
  readonly account: LocalAccount | undefined;
  readonly readPinned: ReadPinned;
  readonly dispatcher: Dispatcher;
  readonly sides: Sides;
  readonly salts: ClaimSalts;
  /** Commits to the claim of the right answer. */
  readonly commit: (watched: Watched, facts: SideFacts, head: Head, deadline: number) => Promise<void>;
};

type Act = Extract<CaseDecision, { type: "act" }>;

/** Looks at a case at one block, decides purely, and takes the steps that are due: all of them, since duels go on side by side. */
export class CaseDesk {
  readonly #parts: CaseParts;

  constructor(parts: CaseParts) {
    this.#parts = parts;
  }

  /**
   * @param subject The request to run again; undefined when its package is missing, and then only what has no side is done.
   * @returns undefined when the case isn't in the chain.
   */
  async play(
    watched: Watched,
    subject: RunSubject | undefined,
    clocks: CourtClocks,
    purse: Purse,
    head: Head,
  ): Promise<CaseLook | undefined> {
    const { readPinned, account } = this.#parts;
    const find = () => readPinned((pinned) => findCase(pinned, watched.id, watched.blockNumber, head));
    const found = watched.found ?? (await find());
    if (found === undefined) return undefined;
    const facts = await readPinned((pinned) => readCaseFacts(pinned, found, head));
    const isThere = facts.state.generation !== 0;
    watched.found = isThere ? found : undefined;
    if (!isThere) return undefined;
    const { openedCase } = found;
    const { stalemateSeconds } = clocks;
    const view: NeutralView = {
      ...{ now: head.timestamp, openedCase, stalemateSeconds, skipped: watched.skipped },
      ...facts,
    };
    this.#countStake(watched, view);
    const isProposer = account !== undefined && isAddressEqual(openedCase.proposer, account.address);
    // What is decided needs no side any more.
    const side =
      subject === undefined || facts.state.verdict !== VERDICT.none ? undefined : this.#parts.sides.want(subject);
    const stance = this.#stance(watched, subject, clocks, purse, head);
    const known = side?.type === "known" ? side.facts : undefined;
    const decisions = decisionsOf(view, side, stance, isProposer);
    for (const decision of decisions) await this.#follow(decision, { watched, subject, view, known, head });
    const winner = facts.claims.find(({ state: { status } }) => status === CLAIM_STATUS.winner);
    const isWon =
      winner !== undefined &&
      account !== undefined &&
      (isAddressEqual(winner.state.sponsor, account.address) ||
        (isProposer && winner.key.outputHash === openedCase.outputHash));
    return { decisions, view, side, isProposer, isWon };
  }

  #stance(
    watched: Watched,
    subject: RunSubject | undefined,
    { incrementSeconds }: CourtClocks,
    purse: Purse,
    head: Head,
  ): Stance {
    const { account, dispatcher, sides, salts } = this.#parts;
    const { id, request, dueSince } = watched;
    return {
      account: account?.address,
      confirmation: subject === undefined ? { type: "none" } : sides.confirmationOf(id, subject.seedSalt),
      commitment: salts.stageOf(id),
      committedBy: salts.minedBy(id, head.number),
      purse,
      rewardWei: request.operatorRewardWei,
      dueSeconds(key) {
        const since = dueSince.get(key) ?? head.timestamp;
        dueSince.set(key, since);
        return head.timestamp - since;
      },
      graceSeconds: Math.min(RESCUE_GRACE_SECONDS, Math.floor(incrementSeconds / 4)),
      inFlight: (key) => dispatcher.has(key),
    };
  }

  async #follow(
    decision: CaseDecision,
    context: {
      readonly watched: Watched;
      readonly subject: RunSubject | undefined;
      readonly view: NeutralView;
      readonly known: SideFacts | undefined;
      readonly head: Head;
    },
  ): Promise<void> {
    const { watched, subject, known, head } = context;
    if (decision.type === "confirm" && subject !== undefined) this.#parts.sides.confirm(subject);
    if (decision.type === "commit" && known !== undefined) {
      await this.#parts.commit(watched, known, head, decision.deadline);
    }
    if (decision.type === "act") await this.#act(decision, watched, subject, context.view, head);
  }

  async #act(
    { key, step, valueWei, deadline }: Act,
    watched: Watched,
    subject: RunSubject | undefined,
    view: NeutralView,
    head: Head,
  ): Promise<void> {
    const { dispatcher } = this.#parts;
    const deed = {
      ...{ key, kind: step.type, requestId: watched.id, phrase: phraseOf(step, watched.id, valueWei) },
      basis: watched.blockHash,
      ...(deadline === undefined ? {} : { deadline }),
    };
    const prepare = () => this.#callOf(step, { key, watched, subject, view, valueWei });
    const dispatched = await dispatcher.send(deed, prepare, head.number);
    if (step.type === "claim" && dispatched === "sent") watched.pending = { key, wei: valueWei };
    if (step.type !== "settle" || dispatched !== "refused") return;
    const loser = keyText(step.loser);
    const refusals = (watched.refusals.get(loser) ?? 0) + 1;
    watched.refusals.set(loser, refusals);
    if (refusals >= PLAY_REFUSALS_MOST) watched.skipped.add(loser);
  }

  /** @returns undefined while the trace that it needs isn't there, or when a bond can't be shared out. */
  async #callOf(
    step: CaseStep,
    {
      key,
      watched,
      subject,
      view,
      valueWei,
    }: {
      readonly key: string;
      readonly watched: Watched;
      readonly subject: RunSubject | undefined;
      readonly view: NeutralView;
      readonly valueWei: bigint;
    },
  ): Promise<Call | undefined> {
    const { connection, sides, salts } = this.#parts;
    const { disputeCourt: court, inferenceOracle } = connection.deployment;
    const { openedCase } = view;
    switch (step.type) {
      case "silence":
        return silenceCall(court, openedCase);
      case "timeout":
        return timeoutCall(court, step.duel);
      case "conclude":
        return finaliseDisputeCall(inferenceOracle, watched.request, openedCase, step.winner);
      case "settle":
        // Whose receipts are forged by one RPC would never get its bond.
        return this.#parts
          .readPinned((pinned) => settlementCall(pinned, view, step.loser))
          .catch((error: unknown) => {
            if (!(error instanceof UnmatchedPaymentError)) throw error;
            watched.skipped.add(keyText(step.loser));
            return undefined;
          });
    }
    if (subject === undefined) return undefined;
    const salt = salts.stageOf(watched.id) === "counts" ? salts.saltOf(watched.id) : undefined;
    const place = { court, openedCase };
    const job = step.type === "claim" ? ({ type: "claim", valueWei, salt, ...place } as const) : { ...step, ...place };
    return sides.call(subject, job, key);
  }

  /** What the account has at stake in a case that isn't decided. */
  #countStake(
    watched: Watched,
    { state, claims, openedCase }: Pick<CaseView, "state" | "claims" | "openedCase">,
  ): void {
    const { account } = this.#parts;
    if (account === undefined) return;
    const own = claims.filter(({ state: { sponsor } }) => isAddressEqual(sponsor, account.address));
    if (own.length > 0) watched.isOwn = true;
    const live = own.filter(({ state: { status } }) => status === CLAIM_STATUS.live);
    // The bond of the own answer was put up for answering.
    const isProposer = isAddressEqual(openedCase.proposer, account.address);
    const claimed = live.filter(({ key }) => !isProposer || key.outputHash !== openedCase.outputHash);
    watched.stakedWei =
      state.verdict === VERDICT.none
        ? claimed.reduce((sum, claim) => sum + bondOfClaim(openedCase.bondWei, claim.state.number), 0n)
        : 0n;
  }
}

function decisionsOf(
  view: NeutralView,
  side: SideStatus | undefined,
  stance: Stance,
  isProposer: boolean,
): readonly CaseDecision[] {
  if (side?.type === "computing") return [{ type: "wait", reason: "the run is being computed again" }];
  return side?.type === "known"
    ? decideCase({ ...view, ...side.facts, isProposer }, stance)
    : decideNeutrally(view, stance);
}
