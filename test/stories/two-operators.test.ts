import { join } from "node:path";
import { keccak256, toHex } from "viem";
import { mnemonicToAccount } from "viem/accounts";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { developmentMnemonic } from "../../local/world.ts";
import { connect } from "../../oracle/src/chain/connection.ts";
import { findCase, readCaseState } from "../../oracle/src/dispute/read-case.ts";
import { loadLocalPackage } from "../../oracle/src/models/local-packages.ts";
import { rightTensors } from "../arena/players.ts";
import { playOut } from "../world/dispute-end.ts";
import { onlyModel } from "../world/launch.ts";
import { digitLie, post } from "../world/lies.ts";
import { startLie } from "../world/lying-player.ts";
import { type StartedNode, startNode } from "../world/node-player.ts";
import { ask, stateOf, status, untilStatus } from "../world/request.ts";
import { root, type Story, startStory } from "../world/story.ts";

const liar = mnemonicToAccount(developmentMnemonic, { addressIndex: 6 });
/** Development accounts of the two watchers, and of the operator who is right. */
const [FIRST_WATCHER, SECOND_WATCHER, OPERATOR] = ["3", "4", "1"];

describe("two operators and two watchers on one request", () => {
  let story: Story;
  const nodes: StartedNode[] = [];
  beforeAll(async () => {
    story = await startStory({ models: ["digits"] });
  });
  afterAll(async () => {
    for (const node of nodes) await node.stop();
    await story?.stop();
  });

  async function start(mode: "serve" | "watch", key: string): Promise<StartedNode> {
    const node = await startNode(story.world.rpcUrl, mode, "--development-key", key);
    nodes.push(node);
    return node;
  }

  it("end with the right answer, though one operator is wrong and one watcher is killed in the dispute", async () => {
    const connection = await connect({ rpcUrl: story.world.rpcUrl, deploymentFile: undefined });
    const { model } = await loadLocalPackage(join(root, "models/digits/package"));
    const first = await start("watch", FIRST_WATCHER);
    const { requestId, request, receipt } = await ask(story, "requester", await onlyModel(story));
    // The wrong operator is the faster one.
    const lie = await digitLie(liar, model, requestId, 3);
    await post(story, "stranger", request, lie.answer);
    await untilStatus(story, requestId, status.disputed);
    const found = await findCase(connection, requestId, receipt.blockNumber);
    if (found === undefined) throw new Error("There is no case.");
    await first.kill();
    nodes.splice(nodes.indexOf(first), 1);

    const others = [await start("watch", SECOND_WATCHER), await start("serve", OPERATOR)];
    const player = startLie(connection, liar, { found, request, side: lie });
    const final = await playOut(story, connection, requestId, others, [player]);
    const right = (await rightTensors(model, lie.disputed.input)).slice();
    const answer = Buffer.concat(model.program.outputs.map((value) => right[value - 1]));
    expect(final).toMatchObject({ status: status.final, outputHash: keccak256(toHex(answer)) });
    expect((await stateOf(story, requestId)).proposer).toBe(
      mnemonicToAccount(developmentMnemonic, { addressIndex: Number(FIRST_WATCHER) }).address,
    );
    // Nobody had to claim a second time, and the watcher who was killed lost nothing.
    expect((await readCaseState(connection, found.id)).claimCount).toBe(2);
  });
});
