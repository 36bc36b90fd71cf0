import type { LocalAccount } from "viem";
import type { Connection } from "../../oracle/src/chain/connection.ts";
import { refusalIn } from "../../oracle/src/chain/contract-error.ts";
import { CasePlayer, type PlayEnd, type Played } from "../../oracle/src/dispute/player.ts";
import type { Player } from "./passing-time.ts";

/** Plays a lie as well as a lie can be played. */
export function startLie(
  connection: Connection,
  account: LocalAccount,
  played: Played,
): Player<PlayEnd | "without a proof"> {
  let waits = false;
  const hooks = {
    onAction: ({ type }: { readonly type: string }) => {
      waits = type === "wait";
    },
    onTrouble: () => {},
    mayClaim: async () => false,
  };
  const ended = new CasePlayer(connection, account, played, hooks).play().catch((error: unknown) => {
    // It may come to where it would have to prove that a right leaf is wrong.
    if (refusalIn(error)?.name !== "DisputeNoFault") throw error;
    return "without a proof" as const;
  });
  return { ended, isWaiting: () => waits };
}
