import { aigcCollectionAbi, aigcCollectionsAbi, inferenceOracleAbi } from "@openimo/contracts";
import { type Address, keccak256, parseEventLogs, stringToHex, zeroAddress, zeroHash } from "viem";
import { afterAll, beforeAll, expect, test } from "vitest";
import { Random } from "../../runtime/testing/random.ts";
import { stepModel } from "../../runtime/testing/step-model.ts";
import { type CourtWorld, startCourtWorld } from "./court-world.ts";

const PROMPT = stringToHex("fox");
const ANSWER = stringToHex("snow");

let world: CourtWorld;
let modelId: bigint;
let collection: Address;

beforeAll(async () => {
  world = await startCourtWorld();
  const writer = stepModel(new Random(5), {
    ...{ vocabulary: 16, size: 8, hidden: 8, layers: 1, heads: 1, keyHeads: 1 },
    ...{ stepLimit: 8, promptLimit: 4, tokenLimit: 4, stopToken: -1, token: "uint8", sampled: false, tied: true },
  });
  ({ modelId } = await world.register(writer, "writer"));
  const receipt = await world.send(world.accounts[0], {
    ...{ address: world.deployment.aigcCollections, abi: aigcCollectionsAbi, functionName: "create", args: [modelId] },
  });
  const [created] = parseEventLogs({ abi: aigcCollectionsAbi, eventName: "CollectionCreated", logs: receipt.logs });
  collection = created.args.collection;
});
afterAll(() => world?.stop());

/** A request of an account, which is answered. */
async function answered(account: number) {
  const args = [modelId, PROMPT, zeroAddress, 0n, "0x"] as const;
  const receipt = await world.send(world.accounts[account], {
    ...{ ...world.oracle, functionName: "requestCallback", args, value: 10n ** 18n },
  });
  const [{ args: asked }] = parseEventLogs({ abi: inferenceOracleAbi, eventName: "Requested", logs: receipt.logs });
  const { request } = asked;
  await world.send(world.accounts[7], {
    ...{ ...world.oracle, functionName: "propose", args: [request, ANSWER, "0x"], value: request.bondWei },
  });
  return request;
}

type Asked = Awaited<ReturnType<typeof answered>>;

const mintCall = (account: number, request: Asked) =>
  ({
    address: collection,
    abi: aigcCollectionAbi,
    functionName: "mint",
    args: [request, PROMPT, ANSWER, zeroHash, world.accounts[account].address],
  }) as const;

const mint = (account: number, request: Asked) => world.send(world.accounts[account], mintCall(account, request));

const simulateMint = (account: number, request: Asked) =>
  world.client.simulateContract({ ...mintCall(account, request), account: world.accounts[account] });

const owner = () =>
  world.client.readContract({
    ...{ address: collection, abi: aigcCollectionAbi, functionName: "ownerOf", args: [BigInt(keccak256(PROMPT))] },
  });

test("a mint of before a reorganisation can't be carried over to another request or another block", async () => {
  const before = await world.client.getBlockNumber({ cacheTime: 0 });
  const request = await answered(1);
  await mint(1, request);
  expect(await owner()).toBe(world.accounts[1].address);

  const depth = Number((await world.client.getBlockNumber({ cacheTime: 0 })) - before);
  await world.client.request({ method: "anvil_rollback", params: [depth] } as never);
  world.forget();
  await expect(owner()).rejects.toThrow();
  // The same call again: its request was never made on this chain.
  await expect(simulateMint(1, request)).rejects.toThrow("AigcRequestState");

  // The copier is faster now, and holds what the first one takes no more: the order is that of this chain.
  const copy = await answered(2);
  const again = await answered(1);
  expect(again.blockNumber).toBeGreaterThan(request.blockNumber);
  await mint(2, copy);
  await expect(simulateMint(1, again)).rejects.toThrow("AigcPromptTaken");
  await expect(simulateMint(1, request)).rejects.toThrow("AigcRequestState");
  expect(await owner()).toBe(world.accounts[2].address);
});
