import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { disputeCourtAbi, inferenceOracleAbi } from "@openimo/contracts";
import { createHasher, fromHex, type ModelPackage } from "@openimo/runtime";
import { getAbiItem, type Hex, toFunctionSelector, toHex } from "viem";
import { type HDAccount, mnemonicToAccount } from "viem/accounts";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { developmentMnemonic } from "../../local/world.ts";
import { type Connection, connect } from "../../oracle/src/chain/connection.ts";
import { findRequest } from "../../oracle/src/chain/find-request.ts";
import { ReplacingSender } from "../../oracle/src/chain/replacing-sender.ts";
import { transact } from "../../oracle/src/chain/transact.ts";
import { loadLocalPackage } from "../../oracle/src/models/local-packages.ts";
import { contradictCall } from "../../player/src/court-calls.ts";
import { findCase } from "../../player/src/read-case.ts";
import type { Player } from "../arena/dispute.ts";
import { disputedOf, playerOf, rightTensors, tampered } from "../arena/players.ts";
import { cuttableRpc } from "../world/cuttable-rpc.ts";
import { startFrontRunner } from "../world/front-runner.ts";
import { startLie } from "../world/lying-player.ts";
import { passTime } from "../world/passing-time.ts";
import { seven, until } from "../world/request.ts";
import { root, type Story, startOpenimo, startStory } from "../world/story.ts";

const WATCHER_KEY = 3;
const [watcher, thief, rivalAccount, liar] = [WATCHER_KEY, 4, 5, 6].map((addressIndex) =>
  mnemonicToAccount(developmentMnemonic, { addressIndex }),
);
const courtSelector = (name: "claim" | "openDuel" | "timeout") =>
  toFunctionSelector(getAbiItem({ abi: disputeCourtAbi, name }));

describe("a watcher whose every transaction is copied and mined first", () => {
  let story: Story;
  let connection: Connection;
  let model: ModelPackage;
  beforeAll(async () => {
    story = await startStory({ models: ["digits"] });
    connection = await connect({ rpcUrl: story.world.rpcUrl, deploymentFile: undefined });
    ({ model } = await loadLocalPackage(join(root, "models/digits/package")));
  });
  afterAll(() => story?.stop());

  /** An answer whose trace is wrong from a pixel on that nothing follows from, and in a score. */
  async function lieOf(account: HDAccount, score: number): Promise<Player> {
    const disputed = disputedOf(await createHasher(), model, fromHex(seven()), new Uint8Array(16));
    return playerOf(account, disputed, tampered(tampered(await rightTensors(model, disputed.input), 0, 700), 2, score));
  }

  it("wins from the command line all the same, though its RPC fails for a while", async () => {
    const asked = await story.openimo("request", "send", "digits", "--input-hex", seven(), "--json");
    const id: Hex = JSON.parse(asked.stdout).requestId;
    const { request, blockNumber } = await findRequest(connection, BigInt(id));
    const [lie, rival] = [await lieOf(liar, 3), await lieOf(rivalAccount, 5)];
    await story.mined(
      story.wallet.stranger.writeContract({
        ...{ address: story.deployment.inferenceOracle, abi: inferenceOracleAbi, functionName: "propose" },
        args: [request, toHex(lie.answer), "0x"],
        value: request.bondWei,
      }),
    );
    // Another lie, so that the right answer isn't claimed yet; its maker does nothing more.
    await transact(connection, rivalAccount, await contradictCall(story.deployment.inferenceOracle, request, rival));
    const found = await findCase(connection, BigInt(id), blockNumber);
    if (found === undefined) throw new Error("There is no case.");

    const frontRunner = await startFrontRunner(story, watcher, thief);
    const line = await cuttableRpc(story.world.rpcUrl);
    const how = ["--development-key", String(WATCHER_KEY), "--yes", "--json", "--rpc-url", line.url];
    const players = [
      startOpenimo(["dispute", "play", id, ...how]),
      startLie(connection, liar, { found, request, side: lie }),
    ] as const;
    const playing = passTime(story, players, frontRunner.pass);
    const { overtaken } = frontRunner;
    await until(
      "a move was copied",
      async () => overtaken.find(({ selector }) => selector === courtSelector("openDuel")),
      120,
    );
    line.cut();
    await sleep(2_000);
    line.mend();
    const [played] = await playing;
    await frontRunner.stop();
    await line.close();

    expect(played.code, played.stderr).toBe(0);
    expect(JSON.parse(played.stdout)).toMatchObject({ requestId: id, state: "final", isAnswer: true });
    expect(played.stderr).toContain("Somebody else was faster");
    const done = new Set<Hex>();
    for (const { original, copy, selector } of overtaken) {
      const [late, first] = await Promise.all(
        [original, copy].map((hash) => connection.client.getTransactionReceipt({ hash })),
      );
      // Somebody else, the liar for one, may have done the same before both.
      expect(late.status).toBe("reverted");
      if (first.status === "success") done.add(selector);
    }
    for (const name of ["claim", "openDuel", "timeout"] as const) expect([...done]).toContain(courtSelector(name));
  });
});

describe("a transaction that no block takes", () => {
  let story: Story;
  beforeAll(async () => {
    story = await startStory({});
    await story.test.setAutomine(false);
  });
  afterAll(() => story?.stop());

  it("is replaced at its nonce by the next call, with a higher fee, which is told", async () => {
    const connection = await connect({ rpcUrl: story.world.rpcUrl, deploymentFile: undefined });
    const told: string[] = [];
    const sender = new ReplacingSender(connection, watcher, (sentence) => told.push(sentence));
    const to = liar.address;
    const pool = async () => {
      const { pending } = await story.test.getTxpoolContent();
      return Object.values(pending).flatMap((ofSender) => Object.values(ofSender));
    };
    const before = await story.reader.getBalance({ address: to });
    expect(await sender.send({ to, data: "0x", value: 5n })).toBe("unmined");
    const [first, ...none] = await pool();
    expect([none, told]).toEqual([[], []]);

    const sending = sender.send({ to, data: "0x", value: 7n });
    const second = await until("it is replaced", async () => (await pool()).find(({ hash }) => hash !== first.hash));
    expect((await pool()).length).toBe(1);
    expect(second.nonce).toBe(first.nonce);
    for (const fee of ["maxFeePerGas", "maxPriorityFeePerGas"] as const) {
      expect(BigInt(second[fee] ?? 0) * 100n).toBeGreaterThanOrEqual(BigInt(first[fee] ?? 0) * 125n);
    }
    expect(told).toEqual([expect.stringContaining("with a higher fee")]);
    await story.test.mine({ blocks: 1 });
    expect(await sending).toBe("mined");
    expect(await story.reader.getBalance({ address: to })).toBe(before + 7n);

    // The next one has a nonce of its own again.
    const next = sender.send({ to, data: "0x", value: 1n });
    await until("it is sent", async () => (await pool())[0]);
    await story.test.mine({ blocks: 1 });
    expect(await next).toBe("mined");
    expect(told.length).toBe(1);
  });
});
