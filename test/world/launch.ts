import { fixedPriceOfferingAbi, launchpadAbi, modelRegistryAbi } from "@openimo/contracts";
import { type Address, parseEther, parseEventLogs, zeroAddress, zeroHash } from "viem";
import type { Role, Story } from "./story.ts";

const HOUR = 3600;
/** Length of a period of the tokens that stories launch: what comes in is claimable from its end. */
export const PERIOD_SECONDS = HOUR;
/** From a finalised success to when the raise can be paid out, as in LaunchVault.sol. */
export const RAISE_DELAY_SECONDS = HOUR;

/** The terms that stories launch with unless they say otherwise, in ether. */
export const usualSale = {
  saleSupply: parseEther("1000000"),
  developerSupply: parseEther("250000"),
  softCap: parseEther("5"),
  hardCap: parseEther("10"),
  accountCap: 0n,
  liquidityShareBasisPoints: 2_000,
  lengthSeconds: 24 * HOUR,
} as const;

export type Launched = { readonly modelId: bigint; readonly token: Address; readonly offering: Address };

/** The id of the only registered model. */
export async function onlyModel(story: Story): Promise<bigint> {
  const registry = { address: story.deployment.modelRegistry, abi: modelRegistryAbi } as const;
  const count = await story.reader.readContract({ ...registry, functionName: "modelCount" });
  if (count !== 1n) throw new Error(`Expected one registered model, found ${count}.`);
  return story.reader.readContract({ ...registry, functionName: "modelIdAt", args: [0n] });
}

/** The developer launches the registered model; the sale is open when this returns. */
export async function launch(story: Story, changes: Partial<typeof usualSale> = {}): Promise<Launched> {
  return launchModel(story, await onlyModel(story), changes);
}

/** The same where there are several models. */
export async function launchModel(
  story: Story,
  modelId: bigint,
  changes: Partial<typeof usualSale> = {},
): Promise<Launched> {
  const { lengthSeconds, softCap, hardCap, accountCap, ...sale } = { ...usualSale, ...changes };
  const start = (await story.now()) + 5;
  const receipt = await story.mined(
    story.wallet.developer.writeContract({
      address: story.deployment.launchpad,
      abi: launchpadAbi,
      functionName: "launch",
      args: [
        modelId,
        { name: "Digits", symbol: "DIGIT", periodSeconds: PERIOD_SECONDS, holderShareBps: 9000, revenueAssets: [] },
        { ...sale, currency: zeroAddress, start, end: start + lengthSeconds },
        { softCap, hardCap, accountCap, rounds: [] },
        { vestings: [], drop: { root: zeroHash, amount: 0n, claimSeconds: 0, unclaimedTo: zeroAddress } },
      ],
    }),
  );
  const [launched] = parseEventLogs({ abi: launchpadAbi, eventName: "Launched", logs: receipt.logs });
  await story.pass(6);
  return { modelId, token: launched.args.token, offering: launched.args.offering };
}

/** An investor commits ether to an offering. */
export function commit(story: Story, offering: Address, role: Role, value: bigint) {
  return story.mined(
    story.wallet[role].writeContract({
      address: offering,
      abi: fixedPriceOfferingAbi,
      functionName: "commit",
      args: [value],
      value,
    }),
  );
}

/** Somebody calls a function of an offering that takes no argument. */
export function act(
  story: Story,
  offering: Address,
  role: Role,
  functionName:
    | "finalise"
    | "withdrawRaise"
    | "seedLiquidity"
    | "releaseLiquidity"
    | "claimDeveloperTokens"
    | "burnUnsold",
) {
  return story.mined(story.wallet[role].writeContract({ address: offering, abi: fixedPriceOfferingAbi, functionName }));
}

/** Somebody claims for an investor, or has it refunded. */
export function settle(
  story: Story,
  offering: Address,
  role: Role,
  functionName: "claim" | "refund",
  account: Address,
) {
  return story.mined(
    story.wallet[role].writeContract({ address: offering, abi: fixedPriceOfferingAbi, functionName, args: [account] }),
  );
}
