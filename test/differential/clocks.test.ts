import { type Hex, keccak256, parseEther, size, toHex, zeroAddress } from "viem";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { commitmentHash } from "../../oracle/src/chain/commitment.ts";
import * as calls from "../../oracle/src/chain/oracle-calls.ts";
import type { Request } from "../../oracle/src/chain/request.ts";
import { ANSWER_MARGIN_SECONDS, EXPIRE_GRACE_SECONDS } from "../../oracle/src/limits.ts";
import { decide } from "../../oracle/src/node/decide.ts";
import { answerFeeWei, answerGas } from "../../oracle/src/node/profit.ts";
import type { RequestView } from "../../oracle/src/node/view.ts";
import * as court from "../../player/src/court-calls.ts";
import { type CaseAction, type CaseView, nextAction } from "../../player/src/next-action.ts";
import { readCaseState, readClaims } from "../../player/src/read-case.ts";
import { readDuels } from "../../player/src/read-duels.ts";
import { requestSeed } from "../../runtime/src/executor/request-seed.ts";
import { Random } from "../../runtime/testing/random.ts";
import { LONG_SECONDS } from "../arena/digits-world.ts";
import { Dispute, type Player } from "../arena/dispute.ts";
import { type FormulaWorld, many, randomHex, startFormulaWorld } from "./formula-world.ts";

const REQUESTS = 40;
const TIMES = 100;
const ANSWER_BYTES = 46;
/** Of what is reckoned, what at least is paid in the end: the callback's limit is never used here. */
const LEAST_USED_PERCENT = 70n;
const [OPERATOR, AUTHOR, REQUESTER] = [1, 4, 7];

describe("TypeScript's clock is the contracts' clock", () => {
  const seed = Random.seed();
  console.log(`OPENIMO_SEED=${seed}`);
  const random = new Random(seed);
  let at: FormulaWorld;
  let gas: { readonly estimated: bigint; readonly used: bigint }[];

  beforeAll(async () => {
    at = await startFormulaWorld();
    gas = [];
  });
  afterAll(() => at?.stop());

  /** The last second, those around it, and some far from it. */
  const timesAround = (moment: number) => [
    ...many(7, (i) => moment + i - 3),
    ...many(3, () => moment + random.integer(-600, 600)),
  ];

  async function askAnything(): Promise<Dispute> {
    const { accounts, oracle, send } = at.world;
    const withCallback = random.integer(0, 1) === 1;
    const callbackData = randomHex(random, random.integer(0, 40));
    const options = {
      // Nobody is there, so the callback fails and is paid all the same.
      callbackContract: withCallback ? randomHex(random, 20) : zeroAddress,
      callbackGasLimit: withCallback ? BigInt(random.integer(1, 200_000)) : 0n,
      ...{ callbackData, deliverAt: random.integer(0, 1), bondWei: 0n },
      ...{ windowSeconds: random.integer(5, 400), timeoutSeconds: random.integer(60, 400) },
      valueAtStakeWei: BigInt(random.integer(0, 1)) * BigInt(random.integer(0, 2 ** 52)) * 1_000n,
    };
    const args = [at.modelId, toHex(at.input), options] as const;
    const value = parseEther("0.1");
    const receipt = await send(accounts[REQUESTER], { ...oracle, functionName: "requestInference", args, value });
    const dispute = Dispute.of(at.world, receipt);
    callbackDataOf.set(dispute, callbackData);
    return dispute;
  }
  const callbackDataOf = new WeakMap<Dispute, Hex>();

  /** What the node would do at a moment. */
  async function decisionsAt(dispute: Dispute, account: number, times: readonly number[]) {
    const state = await dispute.state();
    const view: Omit<RequestView, "now"> = {
      ...{ subject: "request", operator: at.world.accounts[account].address, request: dispute.request, state },
      ...{ hasPackage: true, dataMatches: true, inputFits: true, hasOutput: true, mayTakeOver: account === AUTHOR },
      ...{ minimumRewardWei: 0n, profitFloorWei: undefined, answerBytes: ANSWER_BYTES, commitFirst: false },
      callbackDataBytes: 0,
      ...{ hasReserve: true, gasPriceWei: 0n, inFlight: false },
    };
    return times.map((now) => decide({ ...view, now }).type);
  }

  async function takenAt(account: number, call: Parameters<FormulaWorld["isTaken"]>[1], times: readonly number[]) {
    const from = at.world.accounts[account].address;
    return Promise.all(times.map((time) => at.isTaken(from, call, time)));
  }

  async function isReckonedRight(dispute: Dispute): Promise<void> {
    const { request, requestId } = dispute;
    const { accounts, client, oracle } = at.world;
    const callbackData = callbackDataOf.get(dispute) ?? "0x";
    const [output, salt] = [randomHex(random, ANSWER_BYTES), randomHex(random, 32)];
    const author = accounts[AUTHOR].address;
    const commitment = commitmentHash({ oracle: oracle.address, chainId: 31337, requestId, output, author, salt });
    await at.world.mined(accounts[AUTHOR], calls.commitCall(oracle.address, commitment));

    // Open: the node answers until shortly before the deadline, and expires a while after it.
    const open = timesAround(request.deadline);
    const propose = calls.proposeCall(oracle.address, request, output, callbackData);
    const answered = await takenAt(OPERATOR, propose, open);
    const expired = await takenAt(OPERATOR, calls.expireCall(oracle.address, request), open);
    const answers = await decisionsAt(
      dispute,
      OPERATOR,
      open.map((time) => time - ANSWER_MARGIN_SECONDS),
    );
    const expires = await decisionsAt(
      dispute,
      OPERATOR,
      open.map((time) => time + EXPIRE_GRACE_SECONDS),
    );
    expect(answers.map((type) => type === "answer")).toEqual(answered);
    expect(expires.map((type) => type === "expire")).toEqual(expired);
    expect(answered.map((isTaken) => !isTaken)).toEqual(expired);

    const before = await client.readContract({
      ...oracle,
      functionName: "creditWei",
      args: [accounts[OPERATOR].address],
    });
    const proposed = await at.world.mined(accounts[OPERATOR], propose);
    expect(proposed.status).toBe("success");
    const { windowEnd } = await dispute.state();
    const window = timesAround(windowEnd);
    const finalise = calls.finaliseCall(oracle.address, request);
    const own = await decisionsAt(dispute, OPERATOR, window);
    expect(own.map((type) => type === "finalise")).toEqual(await takenAt(OPERATOR, finalise, window));
    const foreign = await decisionsAt(dispute, AUTHOR, window);
    const takeOver = calls.takeOverCall(oracle.address, request, salt);
    expect(foreign.map((type) => type === "takeOver")).toEqual(await takenAt(AUTHOR, takeOver, window));

    // The seed of the answer's run.
    const { seed: found } = await client.readContract({ ...oracle, functionName: "caseOf", args: [request] });
    const { hash } = await client.getBlock({ blockNumber: request.blockNumber });
    expect(toHex(requestSeed(requestId, hash.slice(0, 10) as Hex))).toBe(found);

    await at.world.at(Math.max(windowEnd, (await at.world.now()) + 1));
    const finalised = await at.world.mined(accounts[OPERATOR], finalise);
    expect(finalised.status).toBe("success");
    const after = await client.readContract({
      ...oracle,
      functionName: "creditWei",
      args: [accounts[OPERATOR].address],
    });
    expect(after - before).toBe(request.bondWei + answerFeeWei(request));
    // The first credit of an account makes a slot.
    if (before > 0n) noteGas(request, size(callbackData), proposed.gasUsed + finalised.gasUsed);
  }

  function noteGas(request: Request, callbackDataBytes: number, used: bigint): void {
    const estimated = answerGas({ request, answerBytes: ANSWER_BYTES, callbackDataBytes, commitFirst: false });
    const isDelivered = request.deliverAt === 1 && request.callbackContract !== zeroAddress;
    gas.push({ estimated: isDelivered ? estimated - request.callbackGasLimit : estimated, used });
  }

  it("for requests: who may act when, what the run's seed is, what an answer earns and costs", async () => {
    for (let i = 0; i < REQUESTS; i++) await isReckonedRight(await askAnything());
    expect(gas.length).toBe(REQUESTS - 1);
    for (const { estimated, used } of gas) {
      expect(used).toBeLessThanOrEqual(estimated);
      expect(used * 100n).toBeGreaterThan(estimated * LEAST_USED_PERCENT);
    }
    const most = gas.reduce((highest, { used }) => (used > highest ? used : highest), 0n);
    console.log(JSON.stringify({ answerGasMost: Number(most), estimated: Number(gas[0].estimated) }));
  });

  /** A player's view of its dispute, at any moment. */
  async function viewOf(dispute: Dispute, player: Player): Promise<(now: number) => CaseView> {
    const { openedCase } = dispute;
    const found = { id: await dispute.caseId(), openedCase, blockNumber: dispute.request.blockNumber };
    const [state, claims, duels, stalemateSeconds] = await Promise.all([
      readCaseState(at.connection, found.id),
      readClaims(at.connection, found),
      readDuels(at.connection, found),
      at.world.client.readContract({ ...at.world.court, functionName: "STALEMATE_SECONDS" }),
    ]);
    const isProposer = openedCase.proposer === player.account.address;
    const side = { outputHash: keccak256(player.answer), traceRoot: toHex(player.trace.root) };
    return (now) => ({
      now,
      openedCase,
      state,
      claims,
      duels,
      ...side,
      isProposer,
      stalemateSeconds,
      skipped: new Set(),
    });
  }

  /** That a deed is decided at just those moments at which its call is taken. */
  async function agree(
    view: (now: number) => CaseView,
    type: CaseAction["type"],
    call: Parameters<FormulaWorld["isTaken"]>[1],
    moment: number,
  ): Promise<void> {
    const now = await at.world.now();
    const times = [...many(9, (i) => moment + i - 4), ...many(TIMES, () => moment + random.integer(-300, 300))];
    const later = times.filter((time) => time > now);
    const decided = later.map((time) => nextAction(view(time)).type === type);
    expect(await takenAt(6, call, later), type).toEqual(decided);
    // Both sides of the moment were tried.
    expect(new Set(decided).size, type).toBe(2);
  }

  it("for cases: silence, a move's time, timeout, and the end", async () => {
    const { accounts, deployment } = at.world;
    const to = deployment.disputeCourt;
    const [honest, liar] = [at.honest(1), at.deepLiar(0, 2)];
    const dispute = await at.ask(120);
    await dispute.propose(liar.account, liar.answer);
    await dispute.contradict(honest);
    const contradicted = await viewOf(dispute, honest);
    const { commitEnd } = contradicted(0).state;
    await agree(contradicted, "silence", court.silenceCall(to, dispute.openedCase), commitEnd);

    await dispute.commitTrace(liar);
    const duel = await dispute.duel(liar, honest);
    const opened = await viewOf(dispute, honest);
    const move = nextAction(opened(await at.world.now()));
    if (move.type !== "move") throw new Error(`expected a move, found ${move.type}`);
    const side = { disputed: honest.disputed, trace: honest.trace, answer: honest.answer };
    const { turnAt, moverSeconds } = duel.place;
    await agree(opened, "move", await court.moveCall(to, dispute.openedCase, side, move), turnAt + moverSeconds);

    await duel.act(honest);
    const waiting = await viewOf(dispute, honest);
    const { turnAt: liarAt, moverSeconds: liarSeconds } = duel.place;
    const [known] = waiting(0).duels;
    await agree(waiting, "timeout", court.timeoutCall(to, known), liarAt + liarSeconds);

    await at.world.at(liarAt + liarSeconds + 1);
    await duel.timeout(accounts[6]);
    const alone = await viewOf(dispute, honest);
    const conclude = court.finaliseDisputeCall(
      deployment.inferenceOracle,
      dispute.request,
      alone(0).openedCase,
      dispute.key(honest),
    );
    const { claimsEnd } = alone(0).state;
    await agree(alone, "conclude", conclude, claimsEnd);
    await at.world.pass(LONG_SECONDS);
    await dispute.conclude(honest);
  });
});
