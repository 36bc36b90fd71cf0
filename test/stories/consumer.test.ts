import { inferenceOracleAbi } from "@openimo/contracts";
import { type Abi, type Address, encodeDeployData, type Hex, parseAbi } from "viem";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { creationCode } from "../world/artifact.ts";
import { onlyModel } from "../world/launch.ts";
import { requestedIn, seven, stateOf, status, untilStatus } from "../world/request.ts";
import { type Story, startStory } from "../world/story.ts";
import { expectToldStates } from "../world/told-states.ts";

const storingAbi = parseAbi([
  "constructor(address oracle)",
  "function ask(uint256 modelId, bytes input) payable returns (uint256)",
  "function lastRequestId() view returns (uint256)",
  "function lastAnswer() view returns (bytes)",
]);
const askingAbi = parseAbi([
  "constructor(address oracle)",
  "function ask(uint256 modelId, bytes input, uint64 callbackGas, uint8 deliverAt) payable returns (uint256)",
]);

/** The values of `DeliverAt`. */
const deliverAt = { finality: 0, answer: 1 } as const;

const LABEL_SEVEN = "0x07";

describe("consumer contracts", () => {
  let story: Story;
  let modelId: bigint;
  beforeAll(async () => {
    story = await startStory({ models: ["digits"], node: true });
    modelId = await onlyModel(story);
  });
  afterAll(() => story?.stop());

  async function create(name: string, abi: Abi): Promise<Address> {
    const data = encodeDeployData({ abi, bytecode: creationCode(name), args: [story.deployment.inferenceOracle] });
    const receipt = await story.mined(story.wallet.requester.sendTransaction({ data }));
    if (!receipt.contractAddress) throw new Error(`${name} was not created.`);
    return receipt.contractAddress;
  }

  function price(callbackGas: bigint): Promise<bigint> {
    return story.reader.readContract({
      address: story.deployment.inferenceOracle,
      abi: inferenceOracleAbi,
      functionName: "estimateFee",
      args: [modelId, callbackGas],
    });
  }

  async function askThrough(address: Address, callbackGas: bigint, when: number) {
    const receipt = await story.mined(
      story.wallet.requester.writeContract({
        address,
        abi: askingAbi,
        functionName: "ask",
        args: [modelId, seven(), callbackGas, when],
        value: await price(callbackGas),
      }),
    );
    return requestedIn(receipt);
  }

  it("receives its callback with the answer", async () => {
    const address = await create("StoringConsumer", storingAbi);
    const receipt = await story.mined(
      story.wallet.requester.writeContract({
        address,
        abi: storingAbi,
        functionName: "ask",
        args: [modelId, seven()],
        value: await price(200_000n),
      }),
    );
    const { requestId } = requestedIn(receipt);
    const state = await untilStatus(story, requestId, status.answered);
    expect(state.deliverySucceeded).toBe(true);

    const consumer = { address, abi: storingAbi } as const;
    expect(await story.reader.readContract({ ...consumer, functionName: "lastRequestId" })).toBe(requestId);
    const answer: Hex = await story.reader.readContract({ ...consumer, functionName: "lastAnswer" });
    expect(answer.slice(0, 4)).toBe(LABEL_SEVEN);
  });

  it.each([
    ["RevertingConsumer", 100_000n],
    ["GasBurningConsumer", 500_000n],
    ["ReturnBombConsumer", 3_000_000n],
  ])("a %s blocks neither its answer nor finality", async (name, callbackGas) => {
    const address = await create(name, askingAbi);
    const { requestId, request } = await askThrough(address, callbackGas, deliverAt.answer);
    const answered = await untilStatus(story, requestId, status.answered);
    expect(answered.delivered).toBe(true);
    // A megabyte of return data is nobody's error: it was never copied.
    expect(answered.deliverySucceeded).toBe(name === "ReturnBombConsumer");

    await story.pass(request.windowSeconds + 1);
    await untilStatus(story, requestId, status.final);
  });

  it("asked for delivery at finality, hears nothing before", async () => {
    const address = await create("RevertingConsumer", askingAbi);
    await story.mined(
      story.wallet.requester.writeContract({
        address,
        abi: parseAbi(["function setAccepts(bool)"]),
        functionName: "setAccepts",
        args: [true],
      }),
    );
    const { requestId, request } = await askThrough(address, 100_000n, deliverAt.finality);
    expect((await untilStatus(story, requestId, status.answered)).delivered).toBe(false);
    await story.pass(request.windowSeconds + 1);
    await untilStatus(story, requestId, status.final);
    // The operator's node earns the callback fee by delivering.
    await expect.poll(async () => (await stateOf(story, requestId)).deliverySucceeded, { interval: 200 }).toBe(true);
    await expectToldStates(story);
  });
});
