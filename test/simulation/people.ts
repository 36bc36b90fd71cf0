import { askedInputs, encodeItems, fromHex } from "@openimo/runtime";
import { type Hex, isAddressEqual, keccak256, type LocalAccount, zeroAddress } from "viem";
import type { Connection } from "../../oracle/src/chain/connection.ts";
import * as oracleCalls from "../../oracle/src/chain/oracle-calls.ts";
import { STATUS } from "../../oracle/src/chain/request.ts";
import type { Call } from "../../oracle/src/chain/transact.ts";
import { contradictCall } from "../../oracle/src/dispute/court-calls.ts";
import { askCall } from "./asking.ts";
import type { Base } from "./base.ts";
import { accounts } from "./cast.ts";
import type { SimulatedChain } from "./chain.ts";
import { LockstepPlayer } from "./lockstep-player.ts";
import type { StandingRequest } from "./request-log.ts";
import type { Ask } from "./schedule.ts";
import type { Truth } from "./truth.ts";

/** Before whatever the node pays, so that who is first doesn't depend on the machine. */
const FIRST_TIP_GWEI = 500;
/** A requester waits for whoever would expire its request before it does so itself. */
const EXPIRE_PATIENCE_SECONDS = 30;
/** And for whom the callback's fee is enough, before it makes the callback and has the fee back. */
const CALLBACK_PATIENCE_SECONDS = 120;

/** Everybody but the nodes: those who ask, and those who lie, copy and contradict, each by what the chain says and nothing else. */
export class People {
  readonly #chain: SimulatedChain;
  readonly #connection: Connection;
  readonly #base: Base;
  readonly #truth: Truth;
  readonly #asks: readonly Ask[];
  readonly #asked: Ask[] = [];
  readonly #players = new Map<string, LockstepPlayer>();

  constructor(chain: SimulatedChain, connection: Connection, base: Base, truth: Truth, asks: readonly Ask[]) {
    this.#chain = chain;
    this.#connection = connection;
    this.#base = base;
    this.#truth = truth;
    this.#asks = asks;
  }

  /** Which of the run's asks a request is, by its input, which no other has. */
  askOf({ request }: StandingRequest): Ask {
    const hash = fromHex(request.inputHash);
    const found = this.#asks.find((ask) => {
      const inputs = this.#truth.inputsOf(ask);
      return askedInputs(hash, ask.kind === "batch" ? encodeItems(inputs) : inputs[0]) !== null;
    });
    if (found === undefined) throw new Error("Somebody has asked what the run doesn't know of.");
    return found;
  }

  /** From the next block on, until it is on the chain, and again if the chain forgets it. */
  ask(ask: Ask): void {
    this.#asked.push(ask);
  }

  /** What everybody does before the next block. */
  async step(requests: readonly StandingRequest[]): Promise<void> {
    const known = new Set(requests.map((standing) => this.askOf(standing)));
    for (const ask of this.#asked) {
      if (known.has(ask)) continue;
      const { to, data, value } = askCall(ask, this.#truth.inputsOf(ask), this.#base);
      await this.#chain.send(accounts.requester, to, data, value);
    }
    for (const standing of requests) await this.#act(standing, this.askOf(standing));
  }

  async #act(standing: StandingRequest, ask: Ask): Promise<void> {
    const { request, state, callbackData } = standing;
    const now = this.#chain.timestamp;
    const oracle = this.#base.deployment.inferenceOracle;
    const { adversary } = ask;
    if (state.status === STATUS.open) {
      if (now > request.deadline + EXPIRE_PATIENCE_SECONDS) {
        return this.#send(accounts.requester, oracleCalls.expireCall(oracle, request));
      }
      if (this.#chain.number < Number(request.blockNumber) || now + 2 > request.deadline) return;
      if (adversary === "copycat") return this.#propose(accounts.copycat, standing, await this.#truth.answerTo(ask));
      const lie = await this.#lieOf(ask);
      if (lie !== undefined) return this.#propose(accounts.liar, standing, lie);
    }
    if (state.status === STATUS.answered) {
      if (now >= state.windowEnd) {
        const own = [accounts.liar, accounts.copycat].find(({ address }) => isAddressEqual(address, state.proposer));
        if (own !== undefined) return this.#send(own, oracleCalls.finaliseCall(oracle, request));
      } else if (isFalseWatcher(ask) && state.outputHash === keccak256(await this.#truth.answerTo(ask))) {
        return this.#send(
          accounts.falseWatcher,
          await contradictCall(oracle, request, await this.#truth.lyingSide(ask)),
        );
      }
    }
    if (state.status === STATUS.final && isUndelivered(standing) && now > state.windowEnd + CALLBACK_PATIENCE_SECONDS) {
      const output = await this.#truth.answerTo(ask);
      return this.#send(accounts.requester, oracleCalls.deliverCall(oracle, request, output, callbackData));
    }
    if (state.status === STATUS.disputed && adversary.startsWith("playing")) await this.#play(standing, ask);
  }

  async #lieOf(ask: Ask): Promise<Hex | undefined> {
    if (ask.adversary === "silent liar") return this.#truth.lieAbout(ask);
    if (ask.adversary !== "playing liar") return undefined;
    const { answer } = await this.#truth.lyingSide(ask);
    return `0x${Buffer.from(answer).toString("hex")}`;
  }

  async #play({ id, request }: StandingRequest, ask: Ask): Promise<void> {
    const key = id.toString();
    let player = this.#players.get(key);
    if (player === undefined) {
      const side = await this.#truth.lyingSide(ask);
      const account = isFalseWatcher(ask) ? accounts.falseWatcher : accounts.liar;
      player = new LockstepPlayer(this.#chain, this.#connection, account, { request, id, side });
      this.#players.set(key, player);
    }
    await player.step();
  }

  #propose(account: LocalAccount, { request, callbackData }: StandingRequest, output: Hex): Promise<void> {
    const call = oracleCalls.proposeCall(this.#base.deployment.inferenceOracle, request, output, callbackData);
    return this.#send(account, call);
  }

  /** Whoever could only be refused doesn't send. */
  async #send(account: LocalAccount, { to, data, value }: Call): Promise<void> {
    await this.#chain.send(account, to, data, value, FIRST_TIP_GWEI);
  }
}

const isFalseWatcher = ({ adversary }: Ask): boolean => adversary.endsWith("false watcher");

/** Whether a callback is still to be made. */
export const isUndelivered = ({ request, state }: StandingRequest): boolean =>
  !isAddressEqual(request.callbackContract, zeroAddress) && !state.delivered;
