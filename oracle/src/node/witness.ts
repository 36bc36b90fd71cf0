import type { Logger } from "pino";
import { type Address, type Hex, isAddressEqual } from "viem";
import { idHex } from "../chain/format.ts";
import { type RequestState, STATUS, STATUS_NAMES } from "../chain/request.ts";
import type { NodeMetrics } from "../metrics/node-metrics.ts";
import { type Action, BELOW_BALANCE_FLOOR, BELOW_PROFIT_FLOOR } from "./decide.ts";
import { answerFeeWei } from "./profit.ts";
import type { TrackedRequest } from "./request-book.ts";

/** A request as it was looked at, and what was decided about it. */
export type Sight = {
  readonly tracked: TrackedRequest;
  readonly state: RequestState;
  readonly action: Action;
  /** Undefined when no package of its model is loaded. */
  readonly modelHash: Hex | undefined;
};

const isOwn = (operator: Address, { proposer }: RequestState): boolean => isAddressEqual(proposer, operator);

const reasonOf = ({ action }: Sight): string | undefined => ("reason" in action ? action.reason : undefined);

/** Tells log and metrics how requests go from one look at the chain to the next. Judges nothing. */
export class Witness {
  readonly #operator: Address;
  readonly #metrics: NodeMetrics;
  readonly #log: Logger;
  /** Status of each request at the look before, so that a change is told once. */
  readonly #before = new Map<bigint, number>();
  /** Why each request waited at the look before. */
  readonly #waits = new Map<bigint, string>();

  constructor(operator: Address, metrics: NodeMetrics, log: Logger) {
    this.#operator = operator;
    this.#metrics = metrics;
    this.#log = log;
  }

  /**
   * @param sights Of all requests that the node holds, at one block.
   * @returns The bonds of own answers that nobody has contradicted and that are not final, in wei.
   */
  saw(sights: readonly Sight[]): bigint {
    const held = Object.fromEntries(STATUS_NAMES.map((name) => [name, 0]));
    const withheld = { balance: 0, profit: 0 };
    let bondsWei = 0n;
    for (const sight of sights) {
      const { tracked, state } = sight;
      const reason = reasonOf(sight);
      if (reason === BELOW_BALANCE_FLOOR) withheld.balance++;
      if (reason === BELOW_PROFIT_FLOOR) withheld.profit++;
      held[STATUS_NAMES[state.status]]++;
      if (isOwn(this.#operator, state) && state.status === STATUS.answered) bondsWei += tracked.request.bondWei;
      this.#changed(sight);
      this.#waited(sight);
    }
    this.#metrics.requests.held(held);
    this.#metrics.requests.withheld(withheld);
    return bondsWei;
  }

  /** Nothing more is looked for about a request. */
  forget(id: bigint): void {
    this.#before.delete(id);
    this.#waits.delete(id);
  }

  #changed({ tracked: { id, request }, state, modelHash }: Sight): void {
    const before = this.#before.get(id);
    if (before === state.status) return;
    this.#before.set(id, state.status);
    const facts = { requestId: idHex(id), status: STATUS_NAMES[state.status] };
    if (before === undefined) {
      // What ended before the node looked is no news.
      this.#log[state.status === STATUS.open ? "info" : "debug"](facts, "request seen");
      return;
    }
    const own = isOwn(this.#operator, state);
    const isPaid = own && state.status === STATUS.final;
    // What a dispute brought is told by who plays it.
    if (isPaid && before !== STATUS.disputed) this.#metrics.money.earned(answerFeeWei(request));
    if (own && before === STATUS.open && modelHash !== undefined) this.#metrics.requests.answered(modelHash);
    this.#log.info({ ...facts, own, ...(isPaid ? { earnedWei: answerFeeWei(request) } : {}) }, "request changed");
  }

  #waited(sight: Sight): void {
    const { id } = sight.tracked;
    const reason = reasonOf(sight);
    if (reason === this.#waits.get(id)) return;
    if (reason === undefined) this.#waits.delete(id);
    else this.#waits.set(id, reason);
    if (sight.action.type !== "wait") return;
    const facts = { requestId: idHex(id), reason };
    if (reason !== BELOW_BALANCE_FLOOR) {
      this.#log.debug(facts, "request waits");
      return;
    }
    this.#metrics.failed("money", "operator");
    this.#log.warn({ ...facts, remedy: "operator" }, "not answered: the balance is below its floor");
  }
}
