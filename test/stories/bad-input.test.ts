import { inferenceOracleAbi, modelRegistryAbi } from "@openimo/contracts";
import { zeroAddress } from "viem";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { onlyModel } from "../world/launch.ts";
import { seven } from "../world/request.ts";
import { addressOf, type CommandResult, type Story, startStory } from "../world/story.ts";

/** Every row: what somebody does wrong, and the words that must say what to do about it. */
describe("bad input", () => {
  let story: Story;
  let modelId: bigint;
  beforeAll(async () => {
    story = await startStory({ models: ["digits"] });
    modelId = await onlyModel(story);
  });
  afterAll(() => story?.stop());

  const requester = () => addressOf(story.wallet.requester);
  const balance = () => story.reader.getBalance({ address: requester() });
  const problem = ({ stdout }: CommandResult): string => JSON.parse(stdout).error.message;

  it.each([
    ["an input of the wrong length", ["request", "send", "digits", "--input-hex", "0x0102", "--json"], 1, /784/],
    ["an unknown model by name", ["request", "send", "digitz", "--input-hex", "0x01", "--json"], 1, /digitz/],
    ["an unknown model by id", ["request", "send", "0x01", "--input-hex", "0x01", "--json"], 1, /model/i],
    ["no input at all", ["request", "send", "digits", "--json"], 2, /--image/],
    ["a file that is no picture", ["request", "send", "digits", "--image", "README.md", "--json"], 1, /PNG/],
    ["a claim of nothing", ["claim", "--json"], 1, /nothing|no /i],
    ["a withdrawal of nothing", ["withdraw", "--json"], 1, /no credit|nothing/i],
    ["an unknown option", ["request", "send", "digits", "--colour", "red", "--json"], 2, /colour/],
    [
      "an amount that is no number",
      ["model", "register", "models/digits/package", "--fee", "1e-3", "--reward", "0", "--json"],
      2,
      /fee/,
    ],
  ])("%s is refused in words, and costs nothing", async (_name, args, exitCode, words) => {
    const before = await balance();
    const result = await story.openimo(...args);
    expect(problem(result)).toMatch(words);
    expect(result.code).toBe(exitCode);
    expect(await balance()).toBe(before);
  });

  it.each([
    ["a soft cap above the hard cap", ["--soft-cap", "10", "--hard-cap", "5"], /soft/i],
    ["nothing for sale", ["--sale-supply", "0"], /sale-?supply|for sale/i],
    ["an offering of a minute", ["--duration", "1m"], /2 hours|duration/i],
  ])("an offering with %s is refused", async (_name, changes, words) => {
    const usual = { "--sale-supply": "1000", "--soft-cap": "1", "--hard-cap": "2", "--duration": "1d" };
    const changed = { ...usual, ...Object.fromEntries(chunks(changes)) };
    const result = await story.openimo(
      ...["offering", "create", "digits", "--name", "Digits", "--symbol", "DIGIT", "--json"],
      ...["--development-key", "0"],
      ...Object.entries(changed).flat(),
    );
    expect(problem(result)).toMatch(words);
    expect(result.code).not.toBe(0);
  });

  it("a fee that is too low is refused by the contract with the string that consumers know", async () => {
    const oracle = { address: story.deployment.inferenceOracle, abi: inferenceOracleAbi } as const;
    const fee = await story.reader.readContract({ ...oracle, functionName: "estimateFee", args: [modelId, 0n] });
    const ask = (value: bigint, id = modelId) =>
      story.reader.simulateContract({
        ...oracle,
        functionName: "requestCallback",
        args: [id, seven(), zeroAddress, 0n, "0x"],
        account: requester(),
        value,
      });
    await expect(ask(fee - 1n)).rejects.toThrow(/insufficient fee/);
    await expect(ask(fee, 2n)).rejects.toThrow(/model does not exist/);
    await expect(ask(fee)).resolves.toBeDefined();
  });

  it("nobody but the developer launches a model", async () => {
    const result = await story.openimo(
      ...["offering", "create", "digits", "--name", "Digits", "--symbol", "DIGIT", "--sale-supply", "1000"],
      ...["--soft-cap", "1", "--hard-cap", "2", "--development-key", "5", "--json"],
    );
    expect(problem(result)).toMatch(/developer/);
    expect(result.code).toBe(1);
  });

  it("the same model can't be registered twice, and the first stays as it was", async () => {
    const registry = { address: story.deployment.modelRegistry, abi: modelRegistryAbi } as const;
    const { terms } = await story.reader.readContract({ ...registry, functionName: "model", args: [modelId] });
    await expect(
      story.reader.simulateContract({
        ...registry,
        functionName: "register",
        args: [terms],
        account: addressOf(story.wallet.developer),
      }),
    ).rejects.toThrow(/ModelAlreadyRegistered/);
  });
});

function chunks(list: readonly string[]): Array<[string, string]> {
  return Array.from({ length: list.length / 2 }, (_, index) => [list[2 * index], list[2 * index + 1]]);
}
