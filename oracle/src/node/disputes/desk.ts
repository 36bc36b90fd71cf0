import { randomBytes } from "node:crypto";
import { commitClaimCall, commitmentToClaim, withdrawCourtCall } from "@openimo/player";
import type { Logger } from "pino";
import { type Hex, isAddressEqual, keccak256, type LocalAccount, toHex } from "viem";
import type { Connection } from "../../chain/connection.ts";
import { findInputs } from "../../chain/find-request.ts";
import { idHex } from "../../chain/format.ts";
import { type RequestState, STATUS } from "../../chain/request.ts";
import { CHECK_RETRY_SECONDS, LOOKED_AT_PER_STEP } from "../../limits.ts";
import type { DisputeMetrics, NodeMetrics } from "../../metrics/node-metrics.ts";
import type { Changes } from "../../reader/chain-reader.ts";
import { closeCase, readWatched } from "../../reader/watched-requests.ts";
import { FeeSource } from "../../sender/fee-source.ts";
import type { Outbox } from "../../sender/outbox.ts";
import { readStakedRequests } from "../../sender/staked-requests.ts";
import type { Queries } from "../../store/database.ts";
import { type Head, readStates } from "../chain-reader.ts";
import type { Work } from "../progress.ts";
import type { ServedModel } from "../served-models.ts";
import { CaseDesk } from "./case-desk.ts";
import { Checks } from "./checks.ts";
import { ClaimSalts, COMMIT_CLAIM_KIND } from "./claim-salts.ts";
import { decideWatch, type WatchDecision } from "./decide-watch.ts";
import { Dispatcher, type Withhold } from "./dispatcher.ts";
import { commitPhrase, contradictPhrase } from "./phrases.ts";
import { type CourtClocks, readClocks, readCourtCredit } from "./read-case-facts.ts";
import { pinnedTo, type ReadPinned } from "./read-pinned.ts";
import type { RunSubject } from "./run-subject.ts";
import type { SideFacts } from "./side-thread.ts";
import { Sides } from "./sides.ts";
import { Teller } from "./teller.ts";
import type { Purse, WatchView } from "./view.ts";
import { WatchBook, type Watched } from "./watch-book.ts";
import { isChosen, unwatchedReason, type WatchPolicy } from "./watch-policy.ts";

export type DeskOptions = {
  readonly connection: Connection;
  /** Undefined without a key: then nothing is sent. */
  readonly account: LocalAccount | undefined;
  /** Undefined where nothing is sent. */
  readonly outbox: Outbox | undefined;
  /** Where steps go that aren't sent. */
  readonly withhold: Withhold;
  readonly policy: WatchPolicy;
  /** Credit at the court is withdrawn from this on, in wei; any, once no dispute of ours is open. */
  readonly withdrawMinimumWei: bigint;
  readonly modelOf: (modelId: bigint) => Promise<ServedModel | undefined>;
  readonly readPinned?: ReadPinned;
  readonly log: Logger;
  readonly metrics: Pick<NodeMetrics, "disputes" | "failed" | "money">;
};

/** Where the desk stands, for people and programs that ask. */
export type DeskProgress = {
  readonly watched: number;
  readonly checking: number;
  readonly computing: number;
  readonly openDisputes: number;
  readonly stakedWei: bigint;
  /** Checks that wait for others to end. */
  readonly waitingChecks: number;
  /** Disputes in which the account has money. */
  readonly ownDisputes: number;
  /** Bonds of own answers in dispute, in wei. */
  readonly answerBondsWei: bigint;
  /** Owed by the court when it was looked at last, in wei; undefined before. */
  readonly creditWei: bigint | undefined;
};

/** How a request stands, where that is known. */
type StateKnown = (id: bigint) => RequestState | undefined;

const SECRET_BYTES = 32;
const CREDIT_KEY = "court credit";

/**
 * Watches answers and plays disputes: each step looks at what is due at one block, decides purely, and hands what is to be sent to
 * the outbox. Runs of models and traces go on beside the steps.
 */
export class DisputeDesk {
  readonly #options: DeskOptions;
  readonly #readPinned: ReadPinned;
  readonly #metrics: DisputeMetrics;
  readonly #book = new WatchBook();
  readonly #checks: Checks;
  readonly #sides: Sides;
  readonly #salts = new ClaimSalts();
  readonly #fees: FeeSource;
  readonly #dispatcher: Dispatcher;
  readonly #cases: CaseDesk;
  readonly #teller: Teller;
  readonly #secret: Hex = toHex(randomBytes(SECRET_BYTES));
  #clocks: CourtClocks | undefined;
  #database: Queries | undefined;
  #creditIsDue = true;
  #creditWei: bigint | undefined;
  #hasBacklog = false;
  #reviewedMs = 0;

  constructor(options: DeskOptions) {
    const { connection, account, outbox, withhold, log, metrics } = options;
    this.#options = options;
    this.#readPinned = options.readPinned ?? pinnedTo(connection);
    this.#metrics = metrics.disputes;
    this.#fees = new FeeSource(connection.client);
    // Whose input it is its hash tells, so any RPC's will do. That there is none is a lone RPC's word, which must not let a lie pass.
    const inputsOf = (subject: RunSubject) =>
      findInputs(connection, subject).catch(() => this.#readPinned((pinned) => findInputs(pinned, subject)));
    this.#checks = new Checks(inputsOf);
    this.#sides = new Sides(inputsOf);
    this.#dispatcher = new Dispatcher(outbox, withhold, log, metrics);
    this.#teller = new Teller(log, metrics);
    this.#cases = new CaseDesk({
      ...{ connection, account, readPinned: this.#readPinned },
      ...{ dispatcher: this.#dispatcher, sides: this.#sides, salts: this.#salts },
      commit: (watched, facts, head, deadline) => this.#commit(watched, facts, head, deadline),
    });
  }

  /** Whether requests that were left to the database have to be read again. */
  get isIncomplete(): boolean {
    return this.#book.isIncomplete;
  }

  /** Whether nothing is being watched or computed. */
  get isIdle(): boolean {
    return this.#book.size === 0;
  }

  get work(): Work {
    return { running: this.#checks.running + this.#sides.busy, retryInMs: this.#dispatcher.retryInMs };
  }

  get progress(): DeskProgress {
    const all = this.#book.all();
    const disputed = all.filter(({ state }) => state?.status === STATUS.disputed);
    return {
      watched: all.length,
      checking: this.#checks.running,
      computing: this.#sides.busy,
      openDisputes: all.filter(({ caseId }) => caseId !== undefined).length,
      stakedWei: this.#book.stakedWei((key) => this.#dispatcher.has(key)),
      waitingChecks: all.filter(({ isQueued }) => isQueued).length,
      ownDisputes: disputed.filter(({ isOwn }) => isOwn).length,
      answerBondsWei: disputed.filter((watched) => this.#isAnswerOwn(watched)).reduce(addBond, 0n),
      creditWei: this.#creditWei,
    };
  }

  #isAnswerOwn({ state }: Watched): boolean {
    const { account } = this.#options;
    return account !== undefined && state !== undefined && isAddressEqual(state.proposer, account.address);
  }

  /** Takes in what was read of the chain. */
  apply({ events, undoneBlocks, timestamps }: Changes, watermark: bigint): void {
    if (undoneBlocks > 0n) this.#book.reconsider();
    const answers = events.answers.map(({ id, output }) => ({ id, outputHash: keccak256(output) }));
    this.#book.add({ ...events, answers });
    // Only once: the newest blocks are read again with those that follow.
    const settled = events.settlements.filter(({ blockNumber }) => timestamps.has(blockNumber));
    for (const { caseId, sponsorWei } of settled) this.#book.settled(caseId, sponsorWei);
    this.#book.prune(watermark);
  }

  /** Goes on with what was read before this process started. */
  async recover(database: Queries): Promise<void> {
    const { account } = this.#options;
    if (account !== undefined) await this.#salts.recover(database, account.address);
    this.#database = database;
    this.#book.add(await readWatched(database, this.#book.beginReading()));
    if (account === undefined) return;
    // Bonds of before are fought for whatever is watched now.
    for (const id of await readStakedRequests(database, account.address)) {
      const watched = this.#book.get(id);
      if (watched !== undefined) watched.isOwn = true;
    }
  }

  /** Whether a run or a pause ended since the last call, so that there is something to do without a new block. */
  retryIsDue(): boolean {
    const nowMs = performance.now();
    const ended = [...this.#checks.takeEnded(), ...this.#sides.takeEnded()];
    for (const id of ended) this.#book.touch(id);
    const isDue = ended.length > 0 || this.#hasBacklog || this.#dispatcher.retryIsDue(this.#reviewedMs, nowMs);
    this.#reviewedMs = nowMs;
    return isDue;
  }

  /**
   * Looks at what is due at a block and acts.
   * @param ownAnswer How a request with an own answer stands at this block, where that is known without asking.
   * @throws viem's errors when the RPC fails; the next step continues where this one began.
   */
  async step(head: Head, ownAnswer: StateKnown = () => undefined): Promise<void> {
    this.#clocks ??= await this.#readPinned(readClocks);
    for (const { id } of this.#book.all()) {
      if (this.#salts.stageOf(id) === "sent" && !this.#dispatcher.has(commitKey(id)))
        await this.#salts.mined(id, head.number);
    }
    const due = this.#book
      .due(head)
      .filter(({ isQueued, state }) => !isQueued || !this.#checks.isFull || (state?.windowEnd ?? 0) <= head.timestamp);
    const looked = due.slice(0, LOOKED_AT_PER_STEP);
    this.#hasBacklog = due.slice(LOOKED_AT_PER_STEP).some(({ lookedIn }) => lookedIn !== head.hash);
    for (const watched of looked) watched.lookedIn = head.hash;
    if (looked.length > 0) {
      const states = await this.#statesOf(looked, head, ownAnswer);
      const needsPrice = looked.some(({ id, caseId }) => caseId !== undefined || this.#isBeingConfirmed(id));
      const gasPriceWei = needsPrice ? await this.#fees.priceWei(head) : 0n;
      for (const [i, watched] of looked.entries()) await this.#look(watched, states[i], gasPriceWei, head);
    }
    if (this.#creditIsDue) await this.#collect(head);
    this.#teller.count(this.#book.all(), head.timestamp);
  }

  /** Ends what runs beside the steps. */
  async stop(): Promise<void> {
    await Promise.all([this.#checks.stopAll(), this.#sides.stopAll()]);
  }

  async #statesOf(looked: readonly Watched[], head: Head, ownAnswer: StateKnown): Promise<RequestState[]> {
    const known = new Map(looked.map(({ id }) => [id, ownAnswer(id)]));
    const ids = looked.flatMap(({ id }) => (known.get(id) === undefined ? [id] : []));
    if (ids.length > 0) {
      const read = await this.#readPinned((pinned) => readStates(pinned, ids, head.hash));
      for (const [i, id] of ids.entries()) known.set(id, read[i]);
    }
    return looked.flatMap(({ id }) => known.get(id) ?? []);
  }

  #isBeingConfirmed(id: bigint): boolean {
    const watched = this.#book.get(id);
    const seedSalt = watched?.state?.seedSalt;
    return seedSalt !== undefined && this.#sides.confirmationOf(id, seedSalt).type === "agreed";
  }

  async #look(watched: Watched, state: RequestState, gasPriceWei: bigint, head: Head): Promise<void> {
    const { policy, account, modelOf } = this.#options;
    const { id, request, blockNumber } = watched;
    const model = await modelOf(request.modelId);
    watched.state = state;
    if (account !== undefined && isAddressEqual(state.proposer, account.address)) watched.isOwn = true;
    const subject = model === undefined ? undefined : { id, request, blockNumber, seedSalt: state.seedSalt, model };
    this.#retryFailed(watched, state, head.timestamp);
    const key = contradictKey(id);
    const purse = this.#purse(gasPriceWei);
    const view: WatchView = {
      ...{ now: head.timestamp, account: account?.address, request, state },
      unwatched: unwatchedReason(policy, { id, request, model, secret: this.#secret }),
      cares: watched.isOwn || (policy.watches && model !== undefined && isChosen(policy, request, model)),
      wasDisputed: watched.caseId !== undefined,
      check: this.#checks.checkOf(id, state.seedSalt),
      confirmation: this.#sides.confirmationOf(id, state.seedSalt),
      commitment: this.#commitmentStage(id),
      purse,
      inFlight: this.#dispatcher.has(key),
    };
    const decision = decideWatch(view);
    this.#teller.heard(watched, decision, view, model);
    watched.isQueued = decision.type === "check" && this.#checks.isFull;
    if (decision.type === "wait" && decision.isUnverifiable === true && watched.checkAt === 0) {
      watched.checkAt = head.timestamp + CHECK_RETRY_SECONDS;
    }
    watched.lookAt = nextLook(decision, head.timestamp);
    switch (decision.type) {
      case "leave":
        return this.#leave(watched);
      case "check":
        if (subject !== undefined && !this.#checks.isFull) this.#checks.start(subject);
        return;
      case "confirm":
        if (subject !== undefined) this.#sides.confirm(subject);
        return;
      case "commit":
      case "contradict":
        if (subject !== undefined) await this.#contradict(decision.type, watched, subject, head);
        return;
      case "play":
        return this.#play(watched, subject, purse, head);
    }
  }

  /** A run that failed is forgotten after a while, so that it is tried again. */
  #retryFailed(watched: Watched, { seedSalt }: RequestState, now: number): void {
    const { id, checkAt } = watched;
    if (checkAt === 0 || now < checkAt) return;
    watched.checkAt = 0;
    if (this.#checks.checkOf(id, seedSalt).type === "failed") this.#checks.drop(id);
    if (this.#sides.confirmationOf(id, seedSalt).type === "failed") this.#sides.retry(id);
  }

  #retrySide(watched: Watched, now: number): void {
    if (watched.retryAt === 0) watched.retryAt = now + CHECK_RETRY_SECONDS;
    if (now < watched.retryAt) return;
    watched.retryAt = 0;
    this.#sides.retry(watched.id);
  }

  async #contradict(type: "commit" | "contradict", watched: Watched, subject: RunSubject, head: Head): Promise<void> {
    const side = this.#sides.want(subject);
    if (side.type !== "known") return;
    const { id, request } = watched;
    const deadline = (watched.state?.windowEnd ?? 0) - 1;
    if (type === "commit") return this.#commit(watched, side.facts, head, deadline);
    const oracle = this.#options.connection.deployment.inferenceOracle;
    const salt = this.#salts.stageOf(id) === "counts" ? this.#salts.saltOf(id) : undefined;
    const phrase = contradictPhrase(id, request.bondWei, watched.state?.outputHash ?? "", side.facts.outputHash);
    const key = contradictKey(id);
    const sent = await this.#dispatcher.send(
      { key, kind: "contradict", requestId: id, phrase, deadline, basis: watched.blockHash },
      () => this.#sides.call(subject, { type: "contradict", oracle, request, salt }, key),
      head.number,
    );
    if (sent !== "sent") return;
    watched.pending = { key, wei: request.bondWei };
    this.#metrics.contradicted(subject.model.modelHash);
  }

  async #commit({ id, blockHash: basis }: Watched, facts: SideFacts, head: Head, deadline: number): Promise<void> {
    const { connection, account } = this.#options;
    if (account === undefined) return;
    const { inferenceOracle: escrow, disputeCourt } = connection.deployment;
    const author = account.address;
    const commitment = commitmentToClaim({ escrow, requestId: id, ...facts, author, salt: await this.#salts.make(id) });
    const sent = await this.#dispatcher.send(
      { key: commitKey(id), kind: COMMIT_CLAIM_KIND, requestId: id, phrase: commitPhrase(id), deadline, basis },
      async () => commitClaimCall(disputeCourt, commitment),
      head.number,
    );
    if (sent === "sent") this.#salts.sent(id);
  }

  async #play(watched: Watched, subject: RunSubject | undefined, purse: Purse, head: Head): Promise<void> {
    if (this.#clocks === undefined) return;
    const look = await this.#cases.play(watched, subject, this.#clocks, purse, head);
    if (look === undefined) return;
    this.#teller.saw(watched, look);
    if (look.side?.type === "failed") this.#retrySide(watched, head.timestamp);
    this.#creditIsDue = true;
    if (!look.decisions.some(({ type }) => type === "done")) return;
    // A bond that couldn't be shared out may be when a node starts anew.
    const isClosed = watched.skipped.size === 0;
    if (isClosed && this.#database !== undefined) await closeCase(this.#database, watched.id, head.number);
    await this.#leave(watched);
  }

  async #leave({ id }: Watched): Promise<void> {
    this.#book.drop(id);
    this.#checks.drop(id);
    this.#sides.drop(id);
    this.#teller.forget(id);
    this.#dispatcher.forget(id);
    await this.#salts.drop(id);
  }

  /** What the court owes the account, paid out. */
  async #collect(head: Head): Promise<void> {
    const { connection, account, withdrawMinimumWei } = this.#options;
    if (account === undefined || this.#dispatcher.has(CREDIT_KEY)) return;
    const isAtRest = this.#book.all().every(({ isOwn, caseId }) => !isOwn || caseId === undefined);
    const creditWei = await this.#readPinned((pinned) => readCourtCredit(pinned, account.address, head));
    this.#creditWei = creditWei;
    if (creditWei === 0n) {
      this.#creditIsDue = !isAtRest;
      return;
    }
    if (!isAtRest && creditWei < withdrawMinimumWei) return;
    const call = withdrawCourtCall(connection.deployment.disputeCourt, account.address);
    const phrase = "withdraw the own credit from the court";
    const deed = { key: CREDIT_KEY, kind: "withdrawCourt", requestId: undefined, phrase };
    await this.#dispatcher.send(deed, async () => call, head.number);
  }

  /** Without a key no commitment can be made, since it names its author. */
  #commitmentStage(id: bigint) {
    const { policy, account, outbox } = this.#options;
    return policy.commitFirst && account !== undefined && outbox !== undefined ? this.#salts.stageOf(id) : "off";
  }

  #purse(gasPriceWei: bigint): Purse {
    const { maximumStakeWei, minimumGainWei } = this.#options.policy;
    return {
      ...{ maximumStakeWei, minimumGainWei, gasPriceWei },
      stakedWei: this.#book.stakedWei((key) => this.#dispatcher.has(key)),
    };
  }
}

const addBond = (sum: bigint, { request }: Watched): bigint => sum + request.bondWei;
const contradictKey = (id: bigint): string => `contradict ${idHex(id)}`;
const commitKey = (id: bigint): string => `commit claim ${idHex(id)}`;

function nextLook(decision: WatchDecision, now: number): number {
  if (decision.type !== "wait") return 0;
  // On its way, or not allowed at this moment: that may change with each block.
  if (decision.alert === "wrongAnswerLeft" || decision.reason.includes("on its way")) return 0;
  return decision.isUnverifiable === true ? Math.min(decision.until, now + CHECK_RETRY_SECONDS) : decision.until;
}
