import { cpSync, mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { inferenceOracleAbi } from "@openimo/contracts";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { type Child, startChild } from "../../local/child.ts";
import { cuttableRpc } from "../world/cuttable-rpc.ts";
import { freePorts } from "../world/free-ports.ts";
import { onlyModel } from "../world/launch.ts";
import { ask, stateOf, status, until, untilStatus } from "../world/request.ts";
import { openimo, root, type Story, startStory } from "../world/story.ts";

describe("the operator node", () => {
  let story: Story;
  let scratch: string;
  const children: Child[] = [];

  beforeAll(async () => {
    story = await startStory({ models: ["digits"], blocks: "each second" });
    scratch = mkdtempSync(join(tmpdir(), "openimo-faults-"));
  });
  afterEach(async () => {
    for (const child of children.splice(0)) await child.stop();
  });
  afterAll(async () => {
    rmSync(scratch, { recursive: true, force: true });
    await story?.stop();
  });

  /** Starts `openimo run` and waits until it says that it is ready. */
  async function serve(rpcUrl: string): Promise<string[]> {
    const { node } = await freePorts();
    const lines: string[] = [];
    const child = startChild({
      name: "The oracle node",
      command: process.execPath,
      args: [
        join(root, "oracle/bin/openimo.js"),
        ...["run", "--mode", "serve", "--rpc-url", rpcUrl, "--listen", `127.0.0.1:${node}`],
      ],
      environment: { OPENIMO_HOME: scratch },
      onLine: (line) => lines.push(line),
    });
    children.push(child);
    await until("the node is ready", async () => {
      const response = await Promise.race([
        fetch(`http://127.0.0.1:${node}/readyz`).catch(() => undefined),
        child.crashed,
      ]);
      return response?.ok ? true : undefined;
    });
    return lines;
  }

  it("says so and asks to try again when the RPC is down at its start", async () => {
    const { chain: nobody } = await freePorts();
    const { code, stderr } = await openimo(
      ["run", "--mode", "serve", "--rpc-url", `http://127.0.0.1:${nobody}`, "--start-timeout-seconds", "1"],
      { OPENIMO_HOME: scratch },
    );
    expect(stderr).toContain(`http://127.0.0.1:${nobody}`);
    expect(code).toBe(75);
  });

  it("loses nothing when the RPC is lost in the middle", async () => {
    const line = await cuttableRpc(story.world.rpcUrl);
    const lines = await serve(line.url);
    line.cut();
    // Asked while the node can't see the chain.
    const { requestId } = await ask(story, "requester", await onlyModel(story));
    await until("the node has noticed", async () => (lines.some((text) => /rpc/i.test(text)) ? true : undefined));
    line.mend();
    expect((await untilStatus(story, requestId, status.answered)).status).toBe(status.answered);
    await line.close();
  });

  it("answers within two blocks of the request", async () => {
    await serve(story.world.rpcUrl);
    const modelId = await onlyModel(story);
    // The first answer may find the kernels cold, and whatever else the machine does only makes it slower: the quickest tells.
    let fewest = Number.POSITIVE_INFINITY;
    for (let round = 0; round < 6 && fewest > 2; round++) {
      const { requestId, receipt } = await ask(story, "requester", modelId);
      await untilStatus(story, requestId, status.answered);
      const [answer] = await story.reader.getContractEvents({
        address: story.deployment.inferenceOracle,
        abi: inferenceOracleAbi,
        eventName: "AICallbackResult",
        args: { requestId },
        fromBlock: receipt.blockNumber,
      });
      fewest = Math.min(fewest, Number(answer.blockNumber - receipt.blockNumber));
    }
    expect(fewest).toBeLessThanOrEqual(2);
  });

  it("answers again after a reorganisation that drops its transactions", async () => {
    await serve(story.world.rpcUrl);
    const modelId = await onlyModel(story);
    const first = await ask(story, "requester", modelId);
    await untilStatus(story, first.requestId, status.answered);
    const depth = Number((await story.reader.getBlockNumber({ cacheTime: 0 })) - first.receipt.blockNumber) + 1;
    await story.test.request({ method: "anvil_reorg", params: [depth, []] } as never);
    expect((await stateOf(story, first.requestId)).status).toBe(status.unknown);
    const { requestId } = await ask(story, "requester", modelId);
    expect((await untilStatus(story, requestId, status.answered)).status).toBe(status.answered);
  });

  it.each([
    ["truncated", (path: string) => truncateSync(path, 1000)],
    [
      "changed in one bit",
      (path: string) => {
        const bytes = readFileSync(path);
        bytes[500] ^= 1;
        writeFileSync(path, bytes);
      },
    ],
  ])("names the file of a package that is %s, and doesn't start", async (_name, damage) => {
    const folder = join(mkdtempSync(join(scratch, "package-")), "digits");
    cpSync(join(root, "models/digits/package"), folder, { recursive: true });
    damage(join(folder, "tensors/0.bin"));
    const { code, stderr } = await openimo(
      ["run", "--mode", "serve", "--models", folder, "--rpc-url", story.world.rpcUrl, "--listen", "127.0.0.1:0"],
      { OPENIMO_HOME: scratch },
    );
    expect(stderr).toContain("tensors/0.bin");
    expect(code).toBe(1);
  });

  it("refuses a chain without the contracts, and a deployment of another chain", async () => {
    const deployment = join(scratch, "elsewhere.json");
    const run = () =>
      openimo(["run", "--mode", "serve", "--deployment", deployment, "--rpc-url", story.world.rpcUrl], {
        OPENIMO_HOME: scratch,
      });
    writeFileSync(deployment, JSON.stringify({ ...story.deployment, launchpad: `0x${"12".repeat(20)}` }));
    const missing = await run();
    expect(missing.stderr).toMatch(/0x1212.*|no contract/i);
    expect(missing.code).toBe(1);

    writeFileSync(deployment, JSON.stringify({ ...story.deployment, chainId: 5 }));
    const foreign = await run();
    expect(foreign.stderr).toMatch(/31337/);
    expect(foreign.code).toBe(1);
  });
});
