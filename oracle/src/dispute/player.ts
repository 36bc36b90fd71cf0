import { setTimeout as sleep } from "node:timers/promises";
import { toHex } from "@openimo/runtime";
import { BaseError, isAddressEqual, keccak256, type LocalAccount, TransactionReceiptNotFoundError } from "viem";
import type { Connection } from "../chain/connection.ts";
import { refusalIn } from "../chain/contract-error.ts";
import { ReplacingSender } from "../chain/replacing-sender.ts";
import type { Request } from "../chain/request.ts";
import { type Call, waitPollMs } from "../chain/transact.ts";
import { FailedError } from "../command-line/errors.ts";
import { explain } from "../command-line/explain.ts";
import * as calls from "./court-calls.ts";
import { type CaseAction, type CaseView, keyText, nextAction } from "./next-action.ts";
import { Patience } from "./patience.ts";
import { UnmatchedPaymentError } from "./payments.ts";
import { courtOf, type FoundCase, readCaseState, readClaims } from "./read-case.ts";
import { readDuels } from "./read-duels.ts";
import { settlementCall } from "./settlement.ts";
import type { Side } from "./side.ts";

/** What is played: a case, the request that it is about, and the side that is taken. */
export type Played = { readonly found: FoundCase; readonly request: Request; readonly side: Side };

/** How the player tells what it does, and asks before ether is put at stake. */
export type PlayerHooks = {
  readonly onAction: (action: CaseAction) => void;
  /** What went wrong, in a sentence, and what is done about it. */
  readonly onTrouble: (sentence: string) => void;
  /** Called before a claim; the player stops when it is refused. */
  readonly mayClaim: (bondWei: bigint) => Promise<boolean>;
};

/** `settled`: decided, and all bonds shared out. `lost`: nothing can be done for this side any more. */
export type PlayEnd = "settled" | "lost" | "refused";

type Step = Exclude<CaseAction, { type: "none" | "lost" | "wait" }>;

/** Plays one side of a case. What it has to know stands on the chain: it can be stopped and started again at any time. */
export class CasePlayer {
  readonly #connection: Connection;
  readonly #account: LocalAccount;
  readonly #played: Played;
  readonly #hooks: PlayerHooks;
  readonly #sender: ReplacingSender;
  readonly #patience: Patience;
  readonly #skipped = new Set<string>();
  #view: CaseView | undefined;

  constructor(connection: Connection, account: LocalAccount, played: Played, hooks: PlayerHooks) {
    this.#connection = connection;
    this.#account = account;
    this.#played = played;
    this.#hooks = hooks;
    this.#sender = new ReplacingSender(connection, account, hooks.onTrouble);
    this.#patience = new Patience(waitPollMs(connection.chain.id));
  }

  /**
   * Acts until the case is decided and every bond shared out. Whoever is faster, and an RPC that fails for a while, end nothing.
   * @throws FailedError when the contract refuses the same again and again though nothing changes; viem's error when the RPC
   * fails for longer than claims are taken; RangeError when the side would have to prove a right claim wrong.
   */
  async play(): Promise<PlayEnd> {
    for (;;) {
      try {
        const end = await this.#step();
        if (end !== undefined) return end;
      } catch (error) {
        // A refusal is dealt with where it is known what was refused.
        if (!(error instanceof BaseError) || refusalIn(error) !== undefined) throw error;
        const retry = this.#patience.failed(this.#view, Date.now());
        if (retry === "giveUp") throw error;
        this.#hooks.onTrouble(`${explain(error).message} Trying again in ${retry.pauseMs / 1_000} s`);
        await sleep(retry.pauseMs);
      }
    }
  }

  /** Looks, and does what is next. @returns undefined when the case goes on. */
  async #step(): Promise<PlayEnd | undefined> {
    const view = await this.#observe();
    this.#view = view;
    const action = nextAction(view);
    this.#hooks.onAction(action);
    if (action.type === "none") return "settled";
    if (action.type === "lost") return "lost";
    if (action.type === "wait") {
      this.#patience.answered();
      await sleep(waitPollMs(this.#connection.chain.id));
      return undefined;
    }
    try {
      const call = await this.#callOf(action, view);
      if (call === undefined) return "refused";
      const result = await this.#sender.send(call);
      this.#patience.answered();
      if (result !== "reverted") return undefined;
      this.#hooks.onTrouble("Somebody else was faster, so the contract refused it in its block: looking again");
      await sleep(this.#patience.overtaken(action, view));
    } catch (error) {
      await this.#refused(error, action, view);
    }
    return undefined;
  }

  /** @throws What was thrown when it is no refusal; FailedError when the contract keeps refusing. */
  async #refused(error: unknown, action: Step, view: CaseView): Promise<void> {
    const isUnmatched = error instanceof UnmatchedPaymentError;
    const isRefusal = refusalIn(error) !== undefined || error instanceof TransactionReceiptNotFoundError;
    if (!isUnmatched && !isRefusal) throw error;
    this.#patience.answered();
    const retry = isUnmatched ? "giveUp" : this.#patience.refused(action, view);
    if (retry !== "giveUp") {
      await sleep(retry.pauseMs);
      return;
    }
    const reason = explain(error).message;
    if (action.type === "settle") {
      this.#skipped.add(keyText(action.loser));
      this.#hooks.onTrouble(`A lost bond is left where it is, since it can't be shared out: ${reason}`);
      return;
    }
    const sentence = `The contract refuses again and again what is next in the case (${action.type}): ${reason}`;
    throw new FailedError(sentence, { contractError: refusalIn(error)?.name ?? null }, { cause: error });
  }

  async #observe(): Promise<CaseView> {
    const { found, side } = this.#played;
    const { client } = this.#connection;
    const [{ timestamp }, state, claims, duels, stalemateSeconds] = await Promise.all([
      client.getBlock(),
      readCaseState(this.#connection, found.id),
      readClaims(this.#connection, found),
      readDuels(this.#connection, found),
      client.readContract({ ...courtOf(this.#connection), functionName: "STALEMATE_SECONDS" }),
    ]);
    const { openedCase } = found;
    return {
      ...{ now: Number(timestamp), openedCase, state, claims, duels },
      ...{ outputHash: keccak256(side.answer), traceRoot: toHex(side.trace.root) },
      ...{ stalemateSeconds, skipped: this.#skipped },
      isProposer: isAddressEqual(openedCase.proposer, this.#account.address),
    };
  }

  /** @returns undefined when a claim was refused by whoever pays for it. */
  async #callOf(action: Step, view: CaseView) {
    const { request, side } = this.#played;
    const { openedCase } = view;
    const { disputeCourt: court, inferenceOracle } = this.#connection.deployment;
    switch (action.type) {
      case "claim":
        return this.#claim();
      case "commitTrace":
        return calls.commitTraceCall(court, openedCase, side, action.rival);
      case "silence":
        return calls.silenceCall(court, openedCase);
      case "openDuel":
        return calls.openDuelCall(court, openedCase, side, action);
      case "move":
        return calls.moveCall(court, openedCase, side, action);
      case "timeout":
        return calls.timeoutCall(court, action.duel);
      case "conclude":
        return calls.finaliseDisputeCall(inferenceOracle, request, openedCase, action.winner);
      case "settle":
        return settlementCall(this.#connection, view, action.loser);
    }
  }

  async #claim(): Promise<Call | undefined> {
    const { found, side } = this.#played;
    const { openedCase } = found;
    const court = courtOf(this.#connection);
    const args = [found.id, openedCase.bondWei] as const;
    const bondWei = await this.#connection.client.readContract({ ...court, functionName: "bondWei", args });
    if (!(await this.#hooks.mayClaim(bondWei))) return undefined;
    return calls.claimCall(court.address, openedCase, side, { value: bondWei });
  }
}
