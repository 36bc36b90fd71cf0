import { join } from "node:path";
import type { ModelPackage } from "@openimo/runtime";
import { keccak256 } from "viem";
import { mnemonicToAccount } from "viem/accounts";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { developmentMnemonic } from "../../local/world.ts";
import { type Connection, connect } from "../../oracle/src/chain/connection.ts";
import { transact } from "../../oracle/src/chain/transact.ts";
import { loadLocalPackage } from "../../oracle/src/models/local-packages.ts";
import { contradictCall } from "../../player/src/court-calls.ts";
import { findCase } from "../../player/src/read-case.ts";
import { playOut, withdrawn } from "../world/dispute-end.ts";
import { onlyModel } from "../world/launch.ts";
import { digitLie, post } from "../world/lies.ts";
import { startLie } from "../world/lying-player.ts";
import { type StartedNode, startNode } from "../world/node-player.ts";
import { ask, stateOf, status, until, untilStatus } from "../world/request.ts";
import { root, type Story, startStory } from "../world/story.ts";

const [operator, watcher, liar] = [1, 3, 6].map((addressIndex) =>
  mnemonicToAccount(developmentMnemonic, { addressIndex }),
);

describe("answers that nodes watch", () => {
  let story: Story;
  let connection: Connection;
  let model: ModelPackage;
  let modelId: bigint;
  const nodes: StartedNode[] = [];
  beforeAll(async () => {
    story = await startStory({ models: ["digits"] });
    connection = await connect({ rpcUrl: story.world.rpcUrl, deploymentFile: undefined });
    ({ model } = await loadLocalPackage(join(root, "models/digits/package")));
    modelId = await onlyModel(story);
  });
  afterAll(async () => {
    for (const node of nodes) await node.stop();
    await story?.stop();
  });

  async function start(mode: "serve" | "watch" | "observe", ...args: string[]) {
    const node = await startNode(story.world.rpcUrl, mode, ...args);
    nodes.push(node);
    return node;
  }

  async function stop(node: StartedNode) {
    nodes.splice(nodes.indexOf(node), 1);
    await node.stop();
  }

  it("are contradicted when they are wrong, and overturned, though the liar plays on and no human does anything", async () => {
    const node = await start("watch", "--development-key", "3");
    const { requestId, request, receipt } = await ask(story, "requester", modelId);
    const lie = await digitLie(liar, model, requestId, 3);
    await post(story, "stranger", request, lie.answer);
    await untilStatus(story, requestId, status.disputed);
    const found = await findCase(connection, requestId, receipt.blockNumber);
    if (found === undefined) throw new Error("There is no case.");
    const player = startLie(connection, liar, { found, request, side: lie });
    const final = await playOut(story, connection, requestId, [node], [player]);
    expect(["lost", "settled", "without a proof"]).toContain(await player.ended);
    expect(final.status).toBe(status.final);
    expect(final.proposer).toBe(watcher.address);
    expect(final.outputHash).not.toBe(keccak256(lie.answer));
    await withdrawn(story, watcher.address);
    expect(node.log.filter(({ level }) => level === "error")).toEqual([]);
    await stop(node);
  });

  it("are defended by the node that gave them, against a liar who contradicts them", async () => {
    const node = await start("serve", "--development-key", "1");
    const { requestId, request, receipt } = await ask(story, "requester", modelId);
    await untilStatus(story, requestId, status.answered);
    const { outputHash } = await stateOf(story, requestId);
    const lie = await digitLie(liar, model, requestId, 5);
    await transact(connection, liar, await contradictCall(story.deployment.inferenceOracle, request, lie));
    const found = await findCase(connection, requestId, receipt.blockNumber);
    if (found === undefined) throw new Error("There is no case.");
    const player = startLie(connection, liar, { found, request, side: lie });
    const final = await playOut(story, connection, requestId, [node], [player]);
    expect(final).toMatchObject({ status: status.final, outputHash, proposer: operator.address });
    await withdrawn(story, operator.address);
    await stop(node);
  });

  it("are left alone by a node that only observes, which tells what it would do", async () => {
    const node = await start("observe", "--dry-run");
    const { requestId, request } = await ask(story, "requester", modelId);
    const lie = await digitLie(liar, model, requestId, 4);
    await post(story, "stranger", request, lie.answer);
    const before = await story.reader.getBlockNumber();
    const told = await until("the node tells", async () =>
      node.log.find(({ msg }) => String(msg).startsWith("would contradict the answer")),
    );
    expect(told).toMatchObject({ level: "info", action: "contradict" });
    expect(node.log.find(({ msg }) => String(msg).includes("the answer is wrong"))).toMatchObject({ level: "warn" });
    const line = await until("the call is printed", async () => node.printed[0]);
    expect(JSON.parse(line)).toMatchObject({
      ...{ action: "contradict", to: story.deployment.inferenceOracle, valueWei: String(request.bondWei) },
    });
    await story.pass(2);
    expect(await story.reader.getBlockNumber()).toBe(before + 1n);
    expect((await stateOf(story, requestId)).status).toBe(status.answered);
    await stop(node);
  });

  it("are not given by a node that only tries out how it would serve, which prints the call", async () => {
    const node = await start("serve", "--dry-run");
    const { requestId, request } = await ask(story, "requester", modelId);
    const before = await story.reader.getBlockNumber();
    const line = await until("the call is printed", async () => node.printed[0]);
    const { action, to, data, valueWei, gas } = JSON.parse(line);
    expect({ action, to, valueWei }).toEqual({
      ...{ action: "answer", to: story.deployment.inferenceOracle, valueWei: String(request.bondWei) },
    });
    expect(await story.reader.getBlockNumber()).toBe(before);
    expect((await stateOf(story, requestId)).status).toBe(status.open);
    // It is the call that answers.
    await story.mined(story.wallet.stranger.sendTransaction({ to, data, value: BigInt(valueWei), gas: BigInt(gas) }));
    expect((await stateOf(story, requestId)).status).toBe(status.answered);
    await stop(node);
  });
});
