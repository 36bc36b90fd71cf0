import type { Address } from "viem";
import type { Position } from "../../hooks/use-portfolio.ts";
import { hasRevenue } from "../../hooks/use-revenue-token.ts";

/** A token may share assets that waste gas (up to 300,000 each), so that more would not surely fit a block. */
export const MAX_CLAIMS = 20;

export interface Sum {
  readonly wei: bigint;
  readonly assets: readonly { readonly asset: Address; readonly amount: bigint }[];
}

type Held = Pick<Position, "holding" | "token">;

/** What can be claimed of all tokens together; amounts of the same asset are added up. */
export function claimableSum(positions: readonly Held[]): Sum {
  const assets = new Map<Address, bigint>();
  for (const { asset, amount } of positions.flatMap(({ holding }) => holding.claimableAssets)) {
    assets.set(asset, (assets.get(asset) ?? 0n) + amount);
  }
  return {
    wei: positions.reduce((sum, { holding }) => sum + holding.claimableWei, 0n),
    assets: Array.from(assets, ([asset, amount]) => ({ asset, amount })),
  };
}

/** Which tokens one transaction claims: those with the most ether first, so that dust of strangers can't crowd them out. */
export function claimedTogether<T extends Held>(positions: readonly T[], most = MAX_CLAIMS): T[] {
  return positions
    .filter(({ holding }) => hasRevenue(holding))
    .toSorted(
      (a, b) =>
        Number(b.holding.claimableWei > a.holding.claimableWei) -
        Number(b.holding.claimableWei < a.holding.claimableWei),
    )
    .slice(0, most);
}
