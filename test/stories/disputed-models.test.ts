import { join } from "node:path";
import { inferenceOracleAbi } from "@openimo/contracts";
import { createHasher, type ModelPackage, requestSeed } from "@openimo/runtime";
import { type Hex, toHex } from "viem";
import { mnemonicToAccount } from "viem/accounts";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { developmentMnemonic } from "../../local/world.ts";
import { type Connection, connect } from "../../oracle/src/chain/connection.ts";
import { refusalIn } from "../../oracle/src/chain/contract-error.ts";
import { findInputs, findRequest, readState } from "../../oracle/src/chain/find-request.ts";
import type { Request } from "../../oracle/src/chain/request.ts";
import type { CaseAction } from "../../oracle/src/dispute/next-action.ts";
import { CasePlayer } from "../../oracle/src/dispute/player.ts";
import { findCase } from "../../oracle/src/dispute/read-case.ts";
import { readDuels } from "../../oracle/src/dispute/read-duels.ts";
import { loadLocalPackage } from "../../oracle/src/models/local-packages.ts";
import type { Player } from "../arena/dispute.ts";
import { disputedOf, playerOf, rightTensors, tampered } from "../arena/players.ts";
import { stepRun } from "../arena/step-runs.ts";
import { STORY_LIES } from "../arena/story-lies.ts";
import { root, type Story, startStory } from "../world/story.ts";

const liar = mnemonicToAccount(developmentMnemonic, { addressIndex: 6 });
const WATCHER_KEY = "3";
/** What a player gives as its reason to wait for a move. */
const OTHER_SIDE = "the other side's time runs";
/** A second of the chain after the liar's end. */
const CLOCK_MS = 100;

type Asked = { readonly model: ModelPackage; readonly input: Uint8Array; readonly seed: Uint8Array };

/** A painting of which a pixel is wrong, and a number on the way that is wrong too. */
async function falsePainting({ model, input, seed }: Asked): Promise<Player> {
  const disputed = disputedOf(await createHasher(), model, input, seed);
  const output = model.program.outputs[0] - 1;
  return playerOf(liar, disputed, tampered(tampered(await rightTensors(model, input), output >> 1, 9), output, 300));
}

async function falseStory({ model, input, seed }: Asked): Promise<Player> {
  const [lie] = Object.values(STORY_LIES);
  return lie(liar, await stepRun(liar, disputedOf(await createHasher(), model, input, seed)));
}

describe("a dispute about a shipped model", () => {
  let story: Story;
  let connection: Connection;
  beforeAll(async () => {
    story = await startStory({ models: ["painter", "storyteller"] });
    // Two runs with their trees take longer than a local window on a machine that is busy with other tests.
    await story.test.setIntervalMining({ interval: 0 });
    await story.test.setAutomine(true);
    await story.test.setBlockTimestampInterval({ interval: 1 });
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

  it.each([
    ["painter", ["--choose", "7", "--seed-hex", "0x0123456789abcdef"], falsePainting],
    ["storyteller", ["--text", "In the"], falseStory],
  ] as const)(
    "%s is played to its end from the command line, against a liar who plays too",
    async (name, how, lieOf) => {
      const asked = JSON.parse((await story.openimo("request", "send", name, ...how, "--json")).stdout);
      const id: Hex = asked.requestId;
      const found = await findRequest(connection, BigInt(id));
      const { model } = await loadLocalPackage(join(root, "models", name, "package"));
      // What salts the seed is known only once there is an answer, so the liar foresees it as everybody can.
      const { hash } = await connection.client.getBlock({ blockNumber: found.blockNumber });
      const seed = requestSeed(BigInt(id), hash.slice(0, 10) as Hex);
      const lie = await lieOf({ model, input: (await findInputs(connection, found)).inputs[0], seed });
      await propose(found.request, toHex(lie.answer));
      expect(hash).toContain((await readState(connection, BigInt(id))).seedSalt);

      const contradicted = await story.openimo("request", "contradict", id, "--development-key", WATCHER_KEY, "--yes");
      expect(contradicted.code, contradicted.stderr).toBe(0);
      const opened = await findCase(connection, BigInt(id), found.blockNumber);
      if (opened === undefined) throw new Error("There is no case.");
      // Time passes only while nobody has to compute.
      const pass = () => story.test.mine({ blocks: 1 });
      const hooks = {
        onAction: (action: CaseAction) => {
          if (action.type === "wait" && action.reason !== OTHER_SIDE) void pass();
        },
        onTrouble: () => {},
        mayClaim: async () => false,
      };
      const played = { found: opened, request: found.request, side: lie };
      const lying = new CasePlayer(connection, liar, played, hooks).play().catch((error: unknown) => {
        // It may come to where it would have to prove that a right leaf is wrong.
        if (refusalIn(error)?.name !== "DisputeNoFault") throw error;
      });
      const playing = story.openimo("dispute", "play", id, "--development-key", WATCHER_KEY, "--yes", "--json");
      await lying;
      const clock = setInterval(pass, CLOCK_MS);
      const ended = await playing.finally(() => clearInterval(clock));
      expect(ended.code, ended.stderr).toBe(0);
      expect(JSON.parse(ended.stdout)).toMatchObject({ requestId: id, state: "final", isAnswer: true });
      const [duel] = await readDuels(connection, opened);
      expect(duel.turns.length).toBeGreaterThan(2);
      expect((await story.openimo("request", "verify", id)).code).toBe(0);
    },
  );
});
