import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { disputeCourtAbi } from "@openimo/contracts";
import { encodeItems, parseGolden } from "@openimo/runtime";
import { type Hex, toHex } from "viem";
import { mnemonicToAccount } from "viem/accounts";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { developmentMnemonic } from "../../local/world.ts";
import { type Connection, connect } from "../../oracle/src/chain/connection.ts";
import { changingRpc } from "../world/changing-rpc.ts";
import { playOut } from "../world/dispute-end.ts";
import { post } from "../world/lies.ts";
import { type StartedNode, startNode } from "../world/node-player.ts";
import { requestedIn, seven, stateOf, status, until, untilStatus } from "../world/request.ts";
import { root, type Story, startStory } from "../world/story.ts";

const WATCHER_KEY = 3;
const watcher = mnemonicToAccount(developmentMnemonic, { addressIndex: WATCHER_KEY });
const folder = join(root, "models/digits/package/golden");
const digits = readdirSync(folder)
  .slice(0, 3)
  .map((name) => parseGolden(name, readFileSync(join(folder, name))));
/** Right length, wrong label. */
const digitLie: Hex = `0x03000000${"00".repeat(6)}ff7f${"00".repeat(12)}`;

describe("wrong answers of all kinds of models", () => {
  let story: Story;
  let connection: Connection;
  const nodes: StartedNode[] = [];
  beforeAll(async () => {
    story = await startStory({ models: ["digits", "storyteller"] });
    connection = await connect({ rpcUrl: story.world.rpcUrl, deploymentFile: undefined });
  });
  afterAll(async () => {
    for (const node of nodes) await node.stop();
    await story?.stop();
  });

  async function watch(rpcUrl: string, ...args: string[]) {
    const node = await startNode(rpcUrl, "watch", "--development-key", String(WATCHER_KEY), ...args);
    nodes.push(node);
    return node;
  }

  async function stop(node: StartedNode) {
    nodes.splice(nodes.indexOf(node), 1);
    await node.stop();
  }

  async function send(...how: string[]) {
    const sent = await story.openimo("request", "send", ...how, "--json");
    expect(sent.code, sent.stderr).toBe(0);
    const { transactionHash } = JSON.parse(sent.stdout);
    return requestedIn(await story.reader.getTransactionReceipt({ hash: transactionHash }));
  }

  it("are overturned: of a model that samples, and of a batch with one wrong item, both at once", async () => {
    const node = await watch(story.world.rpcUrl);
    const told = await send("storyteller", "--text", "And God said");
    const asked = await send("digits", "--batch", ...digits.flatMap(({ input }) => ["--input-hex", toHex(input)]));
    const answers = digits.map(({ answer }, i) => (i === 1 ? answer.with(0, (answer[0] + 1) % 10) : answer));
    await post(story, "stranger", told.request, toHex(Uint8Array.of(5, 0, 0, 0, 6, 0, 0, 0)));
    await post(story, "investorC", asked.request, encodeItems(answers));
    for (const { requestId } of [told, asked]) await untilStatus(story, requestId, status.disputed, 200);
    for (const { requestId } of [told, asked]) {
      const final = await playOut(story, connection, requestId, [node], []);
      expect(final).toMatchObject({ status: status.final, proposer: watcher.address });
      expect((await story.openimo("request", "verify", toHex(requestId, { size: 32 }))).code).toBe(0);
    }
    await stop(node);
  });

  it("are never contradicted by who can't verify them: without the package, or with another input than was asked", async () => {
    const asked = seven().slice(2);
    const other = `${asked.slice(0, -2)}01`;
    const rpc = await changingRpc(story.world.rpcUrl, ({ method, result }) =>
      method === "eth_getLogs" ? JSON.parse(JSON.stringify(result).replaceAll(asked, other)) : result,
    );
    const without = await watch(story.world.rpcUrl, "--models", join(root, "models/storyteller/package"));
    const misled = await startNode(rpc.url, "watch", "--development-key", "4");
    nodes.push(misled);
    rpc.lie(true);
    const { requestId, request } = await send("digits", "--input-hex", `0x${asked}`, "--window-seconds", "200");
    await post(story, "stranger", request, digitLie);
    const warned = await until("the node says that it can't tell", async () =>
      misled.log.find(({ msg }) => String(msg).includes("can't be verified")),
    );
    expect(warned).toMatchObject({ level: "warn", reason: expect.stringContaining("hash is not the one on chain") });
    await story.pass(40);
    await until("both have looked again", async () => {
      const head = (await story.reader.getBlockNumber()).toString();
      return [without, misled].every((node) => node.status().head?.number === head && node.isWaiting())
        ? true
        : undefined;
    });
    expect((await stateOf(story, requestId)).status).toBe(status.answered);
    for (const { log } of [without, misled]) expect(log.filter(({ action }) => action === "contradict")).toEqual([]);

    // The same node, once it is told the truth. There is time for a commitment to what it claims.
    rpc.lie(false);
    await story.pass(16);
    await untilStatus(story, requestId, status.disputed, 200);
    // Its log may come after its transaction.
    const steps = await until("both steps are told", async () => {
      const sent = misled.log.flatMap(({ action, msg }) => (String(msg).startsWith("sent: ") ? [action] : []));
      return sent.length < 2 ? undefined : sent;
    });
    expect(steps.slice(0, 2)).toEqual(["commitClaim", "contradict"]);
    const opened = await story.reader.getContractEvents({
      ...{ address: story.deployment.disputeCourt, abi: disputeCourtAbi, eventName: "Claimed", fromBlock: 0n },
      strict: true,
    });
    expect(opened.at(-1)?.args.sponsor).toBe(mnemonicToAccount(developmentMnemonic, { addressIndex: 4 }).address);
    await stop(without);
    await stop(misled);
    await rpc.close();
  });

  it("are brought to their end by anybody, with one command", async () => {
    const { requestId, request } = await send("digits", "--input-hex", seven());
    const id = toHex(requestId, { size: 32 });
    const early = JSON.parse((await story.openimo("resolve", id, "--json")).stdout);
    expect(early).toMatchObject({ state: "open", steps: [], waitsUntil: request.deadline + 1 });
    await post(story, "stranger", request, digitLie);
    const contradicted = await story.openimo("request", "contradict", id, "--development-key", "3", "--yes");
    expect(contradicted.code, contradicted.stderr).toBe(0);
    await story.pass(request.windowSeconds + 300);
    const resolved = await story.openimo("resolve", id, "--development-key", "5", "--json");
    expect(resolved.code, resolved.stderr).toBe(0);
    const { steps, ...rest } = JSON.parse(resolved.stdout);
    expect(steps.map(({ step }: { step: string }) => step)).toEqual(["silence", "finaliseDispute", "settle"]);
    expect(rest).toMatchObject({ state: "final", waitsUntil: null });
    const again = await story.openimo("resolve", id);
    expect(again.stdout).toContain("Nothing was to be done.");

    const late = await send("digits", "--input-hex", seven());
    await story.pass(late.request.deadline - (await story.now()) + 1);
    const expired = JSON.parse((await story.openimo("resolve", toHex(late.requestId, { size: 32 }), "--json")).stdout);
    expect(expired).toMatchObject({ state: "void", steps: [{ step: "expire" }] });
  });
});
