import { setTimeout as sleep } from "node:timers/promises";
import { toHex } from "@openimo/runtime";
import { isAddressEqual, keccak256, type LocalAccount } from "viem";
import type { Connection } from "../chain/connection.ts";
import { refusalIn } from "../chain/contract-error.ts";
import type { Request } from "../chain/request.ts";
import { type Call, transact, waitPollMs } from "../chain/transact.ts";
import * as calls from "./court-calls.ts";
import { CLAIM_STATUS, type ClaimKey } from "./court-types.ts";
import { type CaseAction, type CaseView, nextAction } from "./next-action.ts";
import { paymentsOf } from "./payments.ts";
import { courtOf, type FoundCase, readCaseState, readClaims } from "./read-case.ts";
import { readDuels } from "./read-duels.ts";
import type { Side } from "./side.ts";

/** What is played: a case, the request that it is about, and the side that is taken. */
export type Played = { readonly found: FoundCase; readonly request: Request; readonly side: Side };

/** How the player tells what it does, and asks before ether is put at stake. */
export type PlayerHooks = {
  readonly onAction: (action: CaseAction) => void;
  /** Called before a claim; the player stops when it is refused. */
  readonly mayClaim: (bondWei: bigint) => Promise<boolean>;
};

/** `settled`: decided, and all bonds shared out. `lost`: nothing can be done for this side any more. */
export type PlayEnd = "settled" | "lost" | "refused";

/** Somebody else has acted meanwhile, or the next block is not late enough. The next look at the chain tells. */
const RACES = new Set([
  "DisputeAlreadyClaimed",
  "DisputeBond",
  "DisputeCaseClosed",
  "DisputeClaimStatus",
  "DisputeDuelExists",
  "DisputeDuelState",
  "DisputeTooEarly",
  "OracleRequestState",
]);

/** Plays one side of a case. Keeps nothing between two steps: it can be stopped and started again at any time. */
export class CasePlayer {
  readonly #connection: Connection;
  readonly #account: LocalAccount;
  readonly #played: Played;
  readonly #hooks: PlayerHooks;

  constructor(connection: Connection, account: LocalAccount, played: Played, hooks: PlayerHooks) {
    this.#connection = connection;
    this.#account = account;
    this.#played = played;
    this.#hooks = hooks;
  }

  /**
   * Acts until the case is decided and every bond shared out.
   * @throws viem's errors when the RPC fails or the contract refuses for good.
   */
  async play(): Promise<PlayEnd> {
    for (;;) {
      const view = await this.#observe();
      const action = nextAction(view);
      this.#hooks.onAction(action);
      if (action.type === "none") return "settled";
      if (action.type === "lost") return "lost";
      if (action.type === "wait") {
        await sleep(waitPollMs(this.#connection.chain.id));
        continue;
      }
      const call = await this.#callOf(action, view);
      if (call === undefined) return "refused";
      await this.#send(call);
    }
  }

  async #observe(): Promise<CaseView> {
    const { found, side } = this.#played;
    const [{ timestamp }, state, claims, duels] = await Promise.all([
      this.#connection.client.getBlock(),
      readCaseState(this.#connection, found.id),
      readClaims(this.#connection, found),
      readDuels(this.#connection, found),
    ]);
    const { openedCase } = found;
    return {
      ...{ now: Number(timestamp), openedCase, state, claims, duels },
      ...{ outputHash: keccak256(side.answer), traceRoot: toHex(side.trace.root) },
      isProposer: isAddressEqual(openedCase.proposer, this.#account.address),
    };
  }

  /** @returns undefined when a claim was refused by whoever pays for it. */
  async #callOf(action: Exclude<CaseAction, { type: "none" | "lost" | "wait" }>, view: CaseView) {
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
        return calls.finaliseDisputeCall(inferenceOracle, request, action.winner);
      case "settle":
        return this.#settle(action.loser, view);
    }
  }

  async #claim(): Promise<Call | undefined> {
    const { found, side } = this.#played;
    const { openedCase } = found;
    const court = courtOf(this.#connection);
    const args = [found.id, openedCase.bondWei] as const;
    const bondWei = await this.#connection.client.readContract({ ...court, functionName: "bondWei", args });
    if (!(await this.#hooks.mayClaim(bondWei))) return undefined;
    return calls.claimCall(court.address, openedCase, side, bondWei);
  }

  async #settle(loser: ClaimKey, { openedCase, claims, duels }: CaseView): Promise<Call> {
    const winner = claims.find(({ state }) => state.status === CLAIM_STATUS.winner);
    const lost = claims.find(({ key }) => key === loser);
    const duel = duels.find(({ duel: { first, second } }) => {
      const sides = [first, second];
      return lost !== undefined && winner !== undefined && sides.includes(lost.id) && sides.includes(winner.id);
    });
    const payments = await paymentsOf(this.#connection, duel, winner?.id ?? "0x");
    const settlement = { loser, winner: winner?.key ?? loser, ...payments };
    return calls.settleCourtCall(this.#connection.deployment.disputeCourt, openedCase, settlement);
  }

  async #send(call: Call): Promise<void> {
    try {
      await transact(this.#connection, this.#account, call);
    } catch (error) {
      const name = refusalIn(error)?.name;
      if (name === undefined || !RACES.has(name)) throw error;
      await sleep(waitPollMs(this.#connection.chain.id));
    }
  }
}
