import { disputeCourtAbi } from "@openimo/contracts";
import { parseEventLogs } from "viem";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type DigitsWorld, STATUS, startDigitsWorld } from "./digits-world.ts";
import type { Dispute, Player } from "./dispute.ts";
import { DuelOnChain } from "./duel-on-chain.ts";
import { playOut } from "./play-out.ts";

const DEEPEST_BLOCKS = 64;
/** Blocks without transactions of ours between two of them. */
const QUIET_BLOCKS = 16;

let at: DigitsWorld;

beforeAll(async () => {
  at = await startDigitsWorld();
});

afterAll(() => at?.world.stop());

/** The duel of two claims as the chain tells it now; null if it has none. */
async function duelOnChain(dispute: Dispute): Promise<DuelOnChain | null> {
  const { client, court } = at.world;
  const logs = await client.getLogs({ address: court.address, fromBlock: dispute.request.blockNumber });
  const caseId = await dispute.caseId();
  const opened = parseEventLogs({ abi: disputeCourtAbi, eventName: "DuelOpened", logs });
  const args = opened.find((event) => event.args.caseId === caseId)?.args;
  if (args === undefined) return null;
  const { duelId, ...parties } = args;
  const duel = new DuelOnChain(dispute, parties, duelId);
  const ours = parseEventLogs({ abi: disputeCourtAbi, eventName: "DuelTurn", logs });
  duel.read({ logs: ours.filter((event) => event.args.duelId === args.duelId) });
  return duel;
}

/** Goes on from wherever the chain is: makes again what it has forgotten. */
async function resume(dispute: Dispute, honest: Player, liar: Player): Promise<void> {
  const { status } = await dispute.state();
  if (status === 1) await dispute.propose(honest.account, honest.answer);
  if (status <= 2) await dispute.contradict(liar);
  if ((await dispute.statusOf(honest)) === 0) await dispute.commitTrace(honest);
  const duel = await duelOnChain(dispute);
  if (duel === null) throw new Error("The trace came without its duel.");
  await playOut(duel, [honest, liar]);
}

/** A duel in which a move was made, with quiet blocks between all that led to it. */
async function spreadDispute(honest: Player, liar: Player): Promise<Dispute> {
  const quiet = () => at.world.chain.mine({ blocks: QUIET_BLOCKS });
  const dispute = await at.ask();
  await quiet();
  await dispute.propose(honest.account, honest.answer);
  await quiet();
  await dispute.contradict(liar);
  await quiet();
  await dispute.commitTrace(honest);
  await quiet();
  await (await dispute.duel(honest, liar)).act(liar);
  return dispute;
}

test("a reorganisation of 1 to 64 blocks in the middle of a duel changes nothing of its end", async () => {
  const { client, chain, forget } = at.world;
  const [honest, liar] = [at.honest(), at.deepLiar()];
  await chain.setBlockTimestampInterval({ interval: 0 });
  const found = new Set<string>();
  for (let depth = 1; depth <= DEEPEST_BLOCKS; depth++) {
    const dispute = await spreadDispute(honest, liar);
    const before = await client.getBlockNumber({ cacheTime: 0 });
    await client.request({ method: "anvil_rollback", params: [depth] } as never);
    forget();
    expect(await client.getBlockNumber({ cacheTime: 0 })).toBe(before - BigInt(depth));
    found.add(`request ${(await dispute.state()).status}, trace ${await dispute.statusOf(honest)}`);
    await resume(dispute, honest, liar);
    expect({ depth, status: await dispute.statusOf(liar) }).toEqual({ depth, status: STATUS.faulted });
    expect(await dispute.statusOf(honest)).toBe(STATUS.live);
  }
  // These depths took back a move, the trace with its duel, the contradiction and the answer.
  expect([...found].sort()).toEqual([
    "request 1, trace 0",
    "request 2, trace 0",
    "request 5, trace 0",
    "request 5, trace 1",
  ]);
});
