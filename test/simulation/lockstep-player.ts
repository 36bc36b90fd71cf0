import { toHex } from "@openimo/runtime";
import { BaseError, isAddressEqual, keccak256, type LocalAccount } from "viem";
import type { Connection } from "../../oracle/src/chain/connection.ts";
import type { Request } from "../../oracle/src/chain/request.ts";
import type { Call } from "../../oracle/src/chain/transact.ts";
import * as calls from "../../player/src/court-calls.ts";
import { type CaseAction, type CaseView, nextAction } from "../../player/src/next-action.ts";
import { courtOf, findCase, readCaseState, readClaims } from "../../player/src/read-case.ts";
import { readDuels } from "../../player/src/read-duels.ts";
import type { Side } from "../../player/src/side.ts";
import type { SimulatedChain } from "./chain.ts";

/** After so many refusals a liar has come to where it would have to prove that a right leaf is wrong. */
const REFUSALS_MOST = 3;

/** Plays a lie as well as a lie can be played, one look at the chain for each block. */
export class LockstepPlayer {
  readonly #chain: SimulatedChain;
  readonly #connection: Connection;
  readonly #account: LocalAccount;
  readonly #request: Request;
  readonly #requestId: bigint;
  readonly #side: Side;
  #refusals = 0;

  constructor(
    chain: SimulatedChain,
    connection: Connection,
    account: LocalAccount,
    played: { readonly request: Request; readonly id: bigint; readonly side: Side },
  ) {
    this.#chain = chain;
    this.#connection = connection;
    this.#account = account;
    this.#request = played.request;
    this.#requestId = played.id;
    this.#side = played.side;
  }

  async step(): Promise<void> {
    if (this.#refusals >= REFUSALS_MOST) return;
    const view = await this.#observe();
    if (view === undefined) return;
    try {
      const call = await this.#callOf(nextAction(view), view);
      if (call === undefined) return;
      await this.#connection.client.call({ account: this.#account.address, ...call });
      await this.#chain.send(this.#account, call.to, call.data, call.value);
    } catch (error) {
      if (!(error instanceof BaseError) && !(error instanceof RangeError)) throw error;
      this.#refusals++;
    }
  }

  async #observe(): Promise<CaseView | undefined> {
    const connection = this.#connection;
    const found = await findCase(connection, this.#requestId, 0n);
    if (found === undefined) return undefined;
    const [state, claims, duels, stalemateSeconds] = await Promise.all([
      readCaseState(connection, found.id),
      readClaims(connection, found),
      readDuels(connection, found),
      connection.client.readContract({ ...courtOf(connection), functionName: "STALEMATE_SECONDS" }),
    ]);
    return {
      ...{ now: this.#chain.timestamp, openedCase: found.openedCase, state, claims, duels, stalemateSeconds },
      ...{ outputHash: keccak256(this.#side.answer), traceRoot: toHex(this.#side.trace.root), skipped: new Set() },
      isProposer: isAddressEqual(found.openedCase.proposer, this.#account.address),
    };
  }

  async #callOf(action: CaseAction, { openedCase }: CaseView): Promise<Call | undefined> {
    const { disputeCourt: court, inferenceOracle } = this.#connection.deployment;
    switch (action.type) {
      case "commitTrace":
        return calls.commitTraceCall(court, openedCase, this.#side, action.rival);
      case "openDuel":
        return calls.openDuelCall(court, openedCase, this.#side, action);
      case "move":
        return calls.moveCall(court, openedCase, this.#side, action);
      case "timeout":
        return calls.timeoutCall(court, action.duel);
      case "silence":
        return calls.silenceCall(court, openedCase);
      case "conclude":
        return calls.finaliseDisputeCall(inferenceOracle, this.#request, openedCase, action.winner);
      default:
        return undefined;
    }
  }
}
