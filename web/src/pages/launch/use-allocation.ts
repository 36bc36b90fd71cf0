import { useQuery } from "@tanstack/react-query";
import type { Address, Hex } from "viem";
import { type AllocationTerms, NO_DROP } from "../../flows/launch.ts";
import type { SetAsideTerms } from "./allocation-terms.ts";

/** What the launch is given, and the file without which nobody can claim of the drop. */
export interface Allocation {
  readonly terms: AllocationTerms;
  readonly drop?: { readonly root: Hex; readonly amount: bigint; readonly file: string };
}

/**
 * The terms of what is set aside, with the drop's root, which takes a moment to hash.
 * @returns undefined as long as it is hashed.
 */
export function useAllocation(setAside: SetAsideTerms, developer: Address): Allocation | undefined {
  const { contributors, vestings, claimSeconds, unclaimedTo = developer } = setAside;
  const { data: drop } = useQuery({
    queryKey: ["drop tree", contributors.map(({ account, amount }) => `${account} ${amount}`)],
    queryFn: async () => {
      // Only whoever launches with a drop loads what builds trees.
      const { dropOf, dropText } = await import("@openimo/contracts/drop-tree");
      const made = dropOf(contributors);
      return { root: made.root, amount: made.amount, file: dropText(made) };
    },
    enabled: contributors.length > 0,
    staleTime: Number.POSITIVE_INFINITY,
  });
  if (contributors.length === 0) return { terms: { vestings, drop: NO_DROP } };
  if (!drop) return undefined;
  const { root, amount } = drop;
  return { terms: { vestings, drop: { root, amount, claimSeconds, unclaimedTo } }, drop };
}
