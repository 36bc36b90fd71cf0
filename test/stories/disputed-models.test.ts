import { join } from "node:path";
import { inferenceOracleAbi } from "@openimo/contracts";
import { createHasher, type ModelPackage, requestSeed } from "@openimo/runtime";
import { type Hex, toHex } from "viem";
import { mnemonicToAccount } from "viem/accounts";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { developmentMnemonic } from "../../local/world.ts";
import { type Connection, connect } from "../../oracle/src/chain/connection.ts";
import { findInputs, findRequest, readState } from "../../oracle/src/chain/find-request.ts";
import type { Request } from "../../oracle/src/chain/request.ts";
import { loadLocalPackage } from "../../oracle/src/models/local-packages.ts";
import { findCase } from "../../player/src/read-case.ts";
import { readDuels } from "../../player/src/read-duels.ts";
import type { Player } from "../arena/dispute.ts";
import { disputedOf, playerOf, rightTensors, tampered } from "../arena/players.ts";
import { stepRun } from "../arena/step-runs.ts";
import { LEAST_TOKENS, STORY_LIES } from "../arena/story-lies.ts";
import { startLie } from "../world/lying-player.ts";
import { passTime } from "../world/passing-time.ts";
import { root, type Story, startStory } from "../world/story.ts";

const liar = mnemonicToAccount(developmentMnemonic, { addressIndex: 6 });
const WATCHER_KEY = "3";
const MOST_REQUESTS = 10;

type Asked = { readonly model: ModelPackage; readonly input: Uint8Array; readonly seed: Uint8Array };

/** A painting of which a pixel is wrong, and a number on the way that is wrong too. */
async function falsePainting({ model, input, seed }: Asked): Promise<Player> {
  const disputed = disputedOf(await createHasher(), model, input, seed);
  const output = model.program.outputs[0] - 1;
  return playerOf(liar, disputed, tampered(tampered(await rightTensors(model, input), output >> 1, 9), output, 300));
}

/** @returns null where the request's seed, which nobody can choose, makes a story too short to lie about. */
async function falseStory({ model, input, seed }: Asked): Promise<Player | null> {
  const [lie] = Object.values(STORY_LIES);
  const run = await stepRun(liar, disputedOf(await createHasher(), model, input, seed));
  return run.tokens.length < LEAST_TOKENS ? null : lie(liar, run);
}

describe("a dispute about a shipped model", () => {
  let story: Story;
  let connection: Connection;
  beforeAll(async () => {
    story = await startStory({ models: ["painter", "storyteller"] });
    connection = await connect({ rpcUrl: story.world.rpcUrl, deploymentFile: undefined });
  });
  afterAll(() => story?.stop());

  async function propose(request: Request, output: Hex): Promise<void> {
    await story.mined(
      story.wallet.stranger.writeContract({
        ...{ address: story.deployment.inferenceOracle, abi: inferenceOracleAbi, functionName: "propose" },
        args: [request, output, "0x"],
        value: request.bondWei,
      }),
    );
  }

  /** Asks until a lie can be told of the answer. */
  async function askedAndLied(name: string, how: readonly string[], lieOf: (asked: Asked) => Promise<Player | null>) {
    const { model } = await loadLocalPackage(join(root, "models", name, "package"));
    for (let request = 0; request < MOST_REQUESTS; request++) {
      const asked = JSON.parse((await story.openimo("request", "send", name, ...how, "--json")).stdout);
      const id: Hex = asked.requestId;
      const found = await findRequest(connection, BigInt(id));
      // What salts the seed is known only once there is an answer, so the liar foresees it as everybody can.
      const { hash } = await connection.client.getBlock({ blockNumber: found.blockNumber });
      const seed = requestSeed(BigInt(id), hash.slice(0, 10) as Hex);
      const lie = await lieOf({ model, input: (await findInputs(connection, found)).inputs[0], seed });
      if (lie !== null) return { id, found, hash, lie };
    }
    throw new Error(`No answer of ${MOST_REQUESTS} could be lied about.`);
  }

  it.each([
    ["painter", ["--choose", "7", "--seed-hex", "0x0123456789abcdef"], falsePainting],
    ["storyteller", ["--text", "In the"], falseStory],
  ] as const)(
    "%s is played to its end from the command line, against a liar who plays too",
    async (name, how, lieOf) => {
      const { id, found, hash, lie } = await askedAndLied(name, how, lieOf);
      await propose(found.request, toHex(lie.answer));
      expect(hash).toContain((await readState(connection, BigInt(id))).seedSalt);

      const contradicted = await story.openimo("request", "contradict", id, "--development-key", WATCHER_KEY, "--yes");
      expect(contradicted.code, contradicted.stderr).toBe(0);
      const opened = await findCase(connection, BigInt(id), found.blockNumber);
      if (opened === undefined) throw new Error("There is no case.");
      const [ended] = await passTime(story, [
        story.startOpenimo("dispute", "play", id, "--development-key", WATCHER_KEY, "--yes", "--json"),
        startLie(connection, liar, { found: opened, request: found.request, side: lie }),
      ]);
      expect(ended.code, ended.stderr).toBe(0);
      expect(JSON.parse(ended.stdout)).toMatchObject({ requestId: id, state: "final", isAnswer: true });
      const [duel] = await readDuels(connection, opened);
      expect(duel.turns.length).toBeGreaterThan(2);
      expect((await story.openimo("request", "verify", id)).code).toBe(0);
    },
  );
});
