import type { Address } from "viem";
import { expect, test } from "vitest";
import { claimableSum, claimedTogether } from "./due.ts";

const assetA: Address = "0x00000000000000000000000000000000000000aA";
const assetB: Address = "0x00000000000000000000000000000000000000Bb";

function position(claimableWei: bigint, claimableAssets: readonly { asset: Address; amount: bigint }[] = []) {
  return { holding: { balance: 0n, claimableWei, claimableAssets }, token: {} as never };
}

test("sums add up to the wei, each asset apart", () => {
  const positions = [
    position(10n ** 18n + 1n, [{ asset: assetA, amount: 5n }]),
    position(2n, [
      { asset: assetB, amount: 7n },
      { asset: assetA, amount: 6n },
    ]),
  ];
  expect(claimableSum(positions)).toEqual({
    wei: 10n ** 18n + 3n,
    assets: [
      { asset: assetA, amount: 11n },
      { asset: assetB, amount: 7n },
    ],
  });
});

test("dust doesn't crowd out what is worth most, and nothing is claimed of what has nothing", () => {
  const dust = Array.from({ length: 30 }, () => position(1n));
  const large = position(10n ** 30n);
  const together = claimedTogether([...dust, position(0n), large], 3);
  expect(together.map(({ holding }) => holding.claimableWei)).toEqual([10n ** 30n, 1n, 1n]);
});

test("a token that owes another asset only is claimed too", () => {
  expect(claimedTogether([position(0n, [{ asset: assetA, amount: 1n }]), position(0n)])).toHaveLength(1);
});
