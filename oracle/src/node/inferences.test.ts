import { setImmediate as turn } from "node:timers/promises";
import { createDecoder, requestSeed } from "@openimo/runtime";
import { hexToBytes, toHex, zeroAddress, zeroHash } from "viem";
import { describe, expect, test } from "vitest";
import { Random } from "../../../runtime/testing/random.ts";
import { stepModel } from "../../../runtime/testing/step-model.ts";
import { createRunner } from "../models/model-runner.ts";
import { nodeThreads } from "../models/node-threads.ts";
import { Inferences } from "./inferences.ts";
import type { TrackedRequest } from "./request-book.ts";
import type { ServedModel } from "./served-models.ts";

/** A decoder of bytes that never stops by itself. */
const model = stepModel(new Random(1), {
  ...{ vocabulary: 256, size: 256, hidden: 512, layers: 4, heads: 4, keyHeads: 2 },
  ...{ stepLimit: 512, promptLimit: 16, tokenLimit: 500, stopToken: -1, token: "uint8", sampled: true, tied: true },
});
const runner = await createRunner(model, nodeThreads());
const served: ServedModel = { name: "mumbler", modelHash: zeroHash, folder: "", runner };
const PROMPT = "0x010203";

function tracked(id: bigint, blockHash: `0x${string}`, input = hexToBytes(PROMPT)): TrackedRequest {
  const request = {
    ...{ modelId: 1n, requester: zeroAddress, nonce: 0n, inputHash: zeroHash },
    ...{ callbackContract: zeroAddress, callbackGasLimit: 0n, callbackDataHash: zeroHash },
    ...{ feeAmount: 0n, operatorRewardWei: 0n, callbackFeeWei: 0n, bondWei: 0n },
    ...{ deadline: 0, windowSeconds: 0, deliverAt: 0, blockNumber: 7n },
  };
  return {
    ...{ id, request, blockHash, inputLengths: [input.length], callbackDataBytes: 0, outputHashes: new Set() },
    ...{ seen: undefined, counted: new Set<string>(), answer: undefined },
    data: async () => ({ asked: { inputs: [input], isBatch: false }, callbackData: "0x" }),
    output: async () => undefined,
  };
}

const blockHash = (digit: string) => `0x${digit.repeat(64)}` as const;
const noFailure = (_tracked: TrackedRequest, error: unknown) => {
  throw error;
};

async function untilEnded(inferences: Inferences): Promise<number> {
  let turns = 0;
  for (; !inferences.takeEnded(); turns++) await turn();
  return turns;
}

describe("a long run", () => {
  test("goes on beside other work, and has the seed of the request's block", async () => {
    const inferences = new Inferences(noFailure);
    const request = tracked(5n, blockHash("a"));
    const started = [inferences.start(request, served), inferences.start(request, served)];
    expect(await untilEnded(inferences)).toBeGreaterThan(5);
    await Promise.all(started);
    const decoder = await createDecoder(model);
    const expected = await decoder.run(hexToBytes(PROMPT), { seed: requestSeed(5n, "0xaaaaaaaa") });
    expect(request.answer).toBe(toHex(expected));
    expect(inferences.takeEnded()).toBe(false);
  }, 30_000);

  test("is ended when its request needs no answer any more, or comes back in another block", async () => {
    const inferences = new Inferences(noFailure);
    const [before, after] = [tracked(6n, blockHash("b")), tracked(6n, blockHash("c"))];
    const started = [inferences.start(before, served), inferences.start(after, served)];
    inferences.stop(6n);
    const third = tracked(8n, blockHash("d"));
    started.push(inferences.start(third, served));
    await inferences.stopAll();
    await Promise.all(started);
    expect([before.answer, after.answer, third.answer]).toEqual([undefined, undefined, undefined]);
    expect(inferences.takeEnded()).toBe(true);
  });

  test("that fails is told about", async () => {
    const failed: [bigint, string][] = [];
    const inferences = new Inferences(({ id }, error) => failed.push([id, String(error)]));
    await inferences.start(tracked(7n, blockHash("d"), new Uint8Array(0)), served);
    await untilEnded(inferences);
    expect(failed).toEqual([[7n, expect.stringContaining("input: expected 1 to 16 bytes, found 0")]]);
  });
});
