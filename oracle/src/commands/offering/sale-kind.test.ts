import { launchpadAbi } from "@openimo/contracts";
import { decodeFunctionData, parseEther, zeroAddress, zeroHash } from "viem";
import { describe, expect, it } from "vitest";
import { UsageError } from "../../command-line/errors.ts";
import { type KindArgs, saleKindFrom } from "./sale-kind.ts";

const defaults = { "account-cap": "0", "price-multiple": "9" };

function launchOf(args: KindArgs) {
  const sale = {
    currency: zeroAddress,
    liquidityShareBasisPoints: 2000,
    start: 0,
    end: 1,
    saleSupply: 1n,
    developerSupply: 0n,
  };
  const token = { name: "Digits", symbol: "DGT", periodSeconds: 3600, holderShareBps: 8000, revenueAssets: [] };
  const drop = { root: zeroHash, amount: 0n, claimSeconds: 0, unclaimedTo: zeroAddress };
  const data = saleKindFrom(args).encode(7n, token, sale, { vestings: [], drop });
  return decodeFunctionData({ abi: launchpadAbi, data });
}

describe("the kind of sale that a command line means", () => {
  it("is a fixed price between two caps", () => {
    const { functionName, args } = launchOf({ ...defaults, "soft-cap": "1", "hard-cap": "10" });
    expect(functionName).toBe("launch");
    expect(args?.[3]).toEqual({ softCap: parseEther("1"), hardCap: parseEther("10"), accountCap: 0n });
  });

  it("is a curve to a goal", () => {
    const { functionName, args } = launchOf({ ...defaults, curve: true, goal: "10" });
    expect(functionName).toBe("launchCurve");
    expect(args?.[3]).toEqual({ goal: parseEther("10"), virtualReserve: parseEther("5") });
  });

  it.each<[RegExp, Partial<KindArgs>]>([
    [/--soft-cap is missing/, { "hard-cap": "1" }],
    [/--hard-cap is missing/, { "soft-cap": "1" }],
    [/soft cap is above the hard cap/, { "soft-cap": "2", "hard-cap": "1" }],
    [/--goal is for a sale with --curve/, { "soft-cap": "1", "hard-cap": "1", goal: "1" }],
    [/--goal is missing/, { curve: true }],
    [/no caps/, { curve: true, goal: "1", "hard-cap": "1" }],
    [/no caps/, { curve: true, goal: "1", "account-cap": "1" }],
    [/--price-multiple/, { curve: true, goal: "1", "price-multiple": "101" }],
  ])("fails with %s", (message, given) => {
    expect(() => saleKindFrom({ ...defaults, ...given })).toThrow(UsageError);
    expect(() => saleKindFrom({ ...defaults, ...given })).toThrow(message);
  });
});
