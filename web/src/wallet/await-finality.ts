import type { Client } from "viem";
import { getBlock } from "viem/actions";
import { lookAt } from "./look-at-transaction.ts";
import type { Engine } from "./run-action.ts";
import type { SentTransaction } from "./sent-transactions.ts";

/** Blocks become final minutes after they are mined, so it is looked this many times less often than for a block. */
const POLLS_BETWEEN = 4;

const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** Number of the newest block that no reorganisation can take back; undefined where the RPC doesn't tell. */
export async function finalisedBlock(client: Client): Promise<bigint | undefined> {
  const block = await getBlock(client, { blockTag: "finalized" }).catch(() => undefined);
  return block?.number ?? undefined;
}

/**
 * From confirmed to final, without a word on the way: the person has gone on.
 * @param id The entry in the log, which may be gone.
 * @returns What is on its way again, since a reorganisation has taken its block back; undefined once it is final.
 */
export async function awaitFinality(
  { access, log, sent: kept, refresh }: Engine,
  id: number,
  confirmed: SentTransaction,
): Promise<SentTransaction | undefined> {
  for (; kept.has(confirmed); await pause(access.pollMs * POLLS_BETWEEN)) {
    const look = await lookAt(access.client, confirmed).catch(() => undefined);
    if (look === undefined) continue;
    if (look.kind !== "mined") {
      const { isConfirmed: _, ...sent } = confirmed;
      kept.remove(confirmed);
      kept.put(sent);
      await refresh();
      return sent;
    }
    const finalised = await finalisedBlock(access.client);
    if (finalised === undefined || look.receipt.blockNumber > finalised) continue;
    kept.remove(confirmed);
    log.update(id, { stage: "final" });
  }
  return undefined;
}
