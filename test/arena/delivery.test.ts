import { parseAbi, type TransactionReceipt } from "viem";
import { afterAll, beforeAll, expect, test } from "vitest";
import { toHex } from "../../runtime/src/hash/hex.ts";
import { creationCode } from "../world/artifact.ts";
import { type DigitsWorld, refused, startDigitsWorld } from "./digits-world.ts";
import { Dispute, type Player } from "./dispute.ts";
import { playOut } from "./play-out.ts";

const storingAbi = parseAbi([
  "function ask(uint256 modelId, bytes input) payable returns (uint256 requestId)",
  "function lastAnswer() view returns (bytes)",
]);
const CALLBACK_GAS = 200_000n;
const BY_ANSWER = 1;

let at: DigitsWorld;

beforeAll(async () => {
  at = await startDigitsWorld();
});

afterAll(() => at?.world.stop());

/** A request of a consumer contract that wants each answer as soon as it is posted. */
async function consumerAsks() {
  const { world, modelId, input } = at;
  const { accounts, client, oracle } = world;
  const data = `${creationCode("StoringConsumer")}${oracle.address.slice(2).padStart(64, "0")}` as const;
  const { contractAddress } = await world.mined(accounts[7], { data });
  const consumer = { address: contractAddress!, abi: storingAbi } as const;
  const args = [modelId, CALLBACK_GAS, BY_ANSWER] as const;
  const value = await client.readContract({ ...oracle, functionName: "priceOf", args });
  const asked: TransactionReceipt = await world.send(accounts[7], {
    ...{ ...consumer, functionName: "ask", args: [modelId, toHex(input)], value },
  });
  return {
    dispute: Dispute.of(world, asked),
    lastAnswer: () => client.readContract({ ...consumer, functionName: "lastAnswer" }),
  };
}

function deliver(dispute: Dispute, { answer }: Player) {
  const args = [dispute.request, toHex(answer), "0x"] as const;
  return at.world.send(at.world.accounts[6], { ...at.world.oracle, functionName: "deliver", args });
}

test("a consumer that took a wrong answer is told the right one", async () => {
  const [honest, liar] = [at.honest(), at.liar()];
  const { dispute, lastAnswer } = await consumerAsks();
  await dispute.propose(liar.account, liar.answer);
  // This is how a consumer of provisional answers is robbed.
  expect(await lastAnswer()).toBe(toHex(liar.answer));
  await dispute.contradict(honest);
  await refused(deliver(dispute, honest), "OracleRequestState");
  await dispute.commitTrace(liar);
  await playOut(await dispute.duel(honest, liar), [honest, liar]);
  await at.concludes(dispute, honest);
  await refused(deliver(dispute, liar), "OracleOutputMismatch");
  await deliver(dispute, honest);
  expect(await lastAnswer()).toBe(toHex(honest.answer));
  await refused(deliver(dispute, honest), "OracleNothingToDeliver");
});

test("a consumer whose answer stands is told once", async () => {
  const [honest, liar] = [at.honest(), at.liar()];
  const { dispute, lastAnswer } = await consumerAsks();
  await dispute.propose(honest.account, honest.answer);
  await dispute.contradict(liar);
  await dispute.commitTrace(honest);
  await playOut(await dispute.duel(liar, honest), [honest, liar]);
  await at.concludes(dispute, honest);
  expect(await lastAnswer()).toBe(toHex(honest.answer));
  await refused(deliver(dispute, honest), "OracleNothingToDeliver");
});

test("an answer that stands with another claim's trace is not delivered again", async () => {
  const [helper, liar, proposer] = [at.honest(4), at.liar(), at.honest(1)];
  const { dispute } = await consumerAsks();
  await dispute.propose(proposer.account, proposer.answer);
  await dispute.contradict(liar);
  await at.world.pass(21);
  await dispute.silence(helper.account);
  await dispute.claim(helper);
  await playOut(await dispute.duel(helper, liar), [helper, liar]);
  await at.concludes(dispute, helper);
  await refused(deliver(dispute, helper), "OracleNothingToDeliver");
});
