import { type Address, BaseError } from "viem";
import { call } from "viem/actions";
import type { Action } from "../wallet/action.ts";
import { revertDataOf } from "../wallet/revert-data.ts";
import { useChainQuery } from "./use-chain-query.ts";

/**
 * Actions tried without sending: the contracts themselves say which are possible now.
 * @param account Who would take them; left out for what anybody may do.
 */
export function usePossibleActions(actions: readonly Action[], account?: Address): ReadonlySet<string> {
  const { data } = useChainQuery(
    ["possible", account ?? "", ...actions.map(({ key }) => key)],
    async ({ client }) => {
      const tries = actions.map(async ({ to, data: callData, key }) => {
        try {
          await call(client, { account, to, data: callData });
          return key;
        } catch (error) {
          // A revert says "not now"; anything else is the RPC's failure.
          if (error instanceof BaseError && revertDataOf(error) !== undefined) return undefined;
          throw error;
        }
      });
      return (await Promise.all(tries)).filter((key) => key !== undefined);
    },
    { enabled: actions.length > 0 },
  );
  return new Set(data);
}
