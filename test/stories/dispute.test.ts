import { join } from "node:path";
import { inferenceOracleAbi } from "@openimo/contracts";
import { createHasher, fromHex } from "@openimo/runtime";
import { type Abi, encodeDeployData, type Hex, parseAbi, toHex } from "viem";
import { mnemonicToAccount } from "viem/accounts";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { developmentMnemonic } from "../../local/world.ts";
import { connect } from "../../oracle/src/chain/connection.ts";
import { findRequest } from "../../oracle/src/chain/find-request.ts";
import { loadLocalPackage } from "../../oracle/src/models/local-packages.ts";
import { courtOf, findCase } from "../../player/src/read-case.ts";
import { readDuels } from "../../player/src/read-duels.ts";
import { disputedOf, playerOf, rightTensors, tampered } from "../arena/players.ts";
import { creationCode } from "../world/artifact.ts";
import { onlyModel } from "../world/launch.ts";
import { startLie } from "../world/lying-player.ts";
import { passTime } from "../world/passing-time.ts";
import { requestedIn, seven, stateOf, status, until } from "../world/request.ts";
import { addressOf, root, type Story, startStory } from "../world/story.ts";
import { expectToldStates } from "../world/told-states.ts";

const storingAbi = parseAbi([
  "constructor(address oracle)",
  "function ask(uint256 modelId, bytes input) payable returns (uint256)",
  "function lastAnswer() view returns (bytes)",
]);

describe("a wrong answer that is contradicted", () => {
  let story: Story;
  beforeAll(async () => {
    story = await startStory({ models: ["digits"] });
  });
  afterAll(() => story?.stop());

  it("is overturned although the liar plays on, and who moved is repaid from its bond", async () => {
    const asked = await story.openimo("request", "send", "digits", "--input-hex", seven(), "--json");
    const id: Hex = JSON.parse(asked.stdout).requestId;
    const connection = await connect({ rpcUrl: story.world.rpcUrl, deploymentFile: undefined });
    const { request, blockNumber } = await findRequest(connection, BigInt(id));
    const { model } = await loadLocalPackage(join(root, "models/digits/package"));
    const liar = mnemonicToAccount(developmentMnemonic, { addressIndex: 6 });
    const disputed = disputedOf(await createHasher(), model, fromHex(seven()), new Uint8Array(16));
    // A wrong pixel that nothing follows from, and a wrong score: a trace that doesn't even fit together.
    const pixel = tampered(await rightTensors(model, disputed.input), 0, 700);
    const side = playerOf(liar, disputed, tampered(pixel, 2, 3));
    await story.mined(
      story.wallet.stranger.writeContract({
        ...{ address: story.deployment.inferenceOracle, abi: inferenceOracleAbi, functionName: "propose" },
        args: [request, toHex(side.answer), "0x"],
        value: request.bondWei,
      }),
    );
    const contradicted = await story.openimo("request", "contradict", id, "--development-key", "3", "--yes");
    expect(contradicted.code).toBe(0);
    const found = await findCase(connection, BigInt(id), blockNumber);
    if (found === undefined) throw new Error("There is no case.");
    const [played, lied] = await passTime(story, [
      story.startOpenimo("dispute", "play", id, "--development-key", "3", "--yes", "--json"),
      startLie(connection, liar, { found, request, side }),
    ]);
    expect(["lost", "settled", "without a proof"]).toContain(lied);
    expect(JSON.parse(played.stdout)).toMatchObject({ state: "final", isAnswer: true });

    const [duel, ...others] = await readDuels(connection, found);
    expect(others).toEqual([]);
    // Below a claim's top a trace of digits is short: each side has moved when its leaf is open.
    expect(new Set(duel.turns.map(({ actor }) => actor))).toEqual(
      new Set([liar.address, addressOf(story.wallet.investorA)]),
    );
    const settled = await connection.client.getContractEvents({
      ...{ ...courtOf(connection), eventName: "BondSettled", args: { caseId: found.id }, strict: true },
      fromBlock: found.blockNumber,
    });
    const [{ burnedWei, moversWei, sponsorWei, requesterWei, returnedWei }] = settled.map(({ args }) => args.shares);
    expect(settled.length).toBe(1);
    expect(moversWei).toBeGreaterThan(0n);
    expect(burnedWei + moversWei + sponsorWei + requesterWei + returnedWei).toBe(request.bondWei);
  });

  // The last one, since its node would answer what the others ask.
  it("is overturned, and the consumer gets the right one", async () => {
    const oracle = { address: story.deployment.inferenceOracle, abi: inferenceOracleAbi } as const;
    const modelId = await onlyModel(story);
    const data = encodeDeployData({
      ...{ abi: storingAbi as Abi, bytecode: creationCode("StoringConsumer"), args: [oracle.address] },
    });
    const { contractAddress } = await story.mined(story.wallet.requester.sendTransaction({ data }));
    if (!contractAddress) throw new Error("The consumer was not created.");
    const value = await story.reader.readContract({
      ...oracle,
      functionName: "estimateFee",
      args: [modelId, 200_000n],
    });
    const consumer = { address: contractAddress, abi: storingAbi } as const;
    const asked = await story.mined(
      story.wallet.requester.writeContract({ ...consumer, functionName: "ask", args: [modelId, seven()], value }),
    );
    const { requestId, request } = requestedIn(asked);
    const id = toHex(requestId, { size: 32 });

    // An answer of the right length: the digit 3 with the highest score of all.
    const lie: Hex = `0x03000000${"00".repeat(6)}ff7f${"00".repeat(12)}`;
    await story.mined(
      story.wallet.stranger.writeContract({
        ...{ ...oracle, functionName: "propose", args: [request, lie, "0x"], value: request.bondWei },
      }),
    );
    expect(await story.reader.readContract({ ...consumer, functionName: "lastAnswer" })).toBe(lie);

    const contradicted = await story.openimo(
      ...["request", "contradict", id, "--development-key", "3", "--yes", "--json"],
    );
    expect(contradicted.stderr).toBe("");
    const { caseId, output } = JSON.parse(contradicted.stdout);
    expect(output).toMatch(/^0x07000000/);
    expect((await stateOf(story, requestId)).status).toBe(status.disputed);
    const shown = JSON.parse((await story.openimo("request", "show", id, "--json")).stdout);
    expect(shown).toMatchObject({ state: "disputed", output: lie, dispute: { caseId, liveClaims: 2 } });
    const dispute = JSON.parse((await story.openimo("dispute", "show", id, "--json")).stdout);
    expect(dispute).toMatchObject({ caseId, verdict: "none", proposerStatus: "live", claims: [{ status: "live" }] });
    const early = await story.openimo("request", "contradict", id, "--development-key", "4", "--yes");
    expect(early.stderr).toContain("is disputed already");

    const [played] = await passTime(story, [
      story.startOpenimo("dispute", "play", id, "--development-key", "3", "--yes", "--json"),
    ]);
    expect(JSON.parse(played.stdout)).toMatchObject({ requestId: id, state: "final", isAnswer: true, output });
    expect(played.stderr).toContain("giving its claim up");

    // Whoever serves delivers what stands now, though another operator had answered.
    await story.world.startNode();
    await until("the consumer has the right answer", async () => {
      const last = await story.reader.readContract({ ...consumer, functionName: "lastAnswer" });
      return last === output ? last : undefined;
    });
    const final = JSON.parse((await story.openimo("request", "show", id, "--json")).stdout);
    expect(final).toMatchObject({ state: "final", output, label: 7, deliverySucceeded: true });
    expect(final.answeredBy).toBe(mnemonicToAccount(developmentMnemonic, { addressIndex: 3 }).address);
    expect(addressOf(story.wallet.stranger)).not.toBe(final.answeredBy);
    await expectToldStates(story);
  });
});
