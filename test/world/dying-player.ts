import { setTimeout as sleep } from "node:timers/promises";
import { type Address, getAddress, type Hash } from "viem";
import { type KillableOpenimo, type LifeEnd, startKillable } from "./killable-openimo.ts";
import type { Player } from "./passing-time.ts";
import type { Story } from "./story.ts";

/**
 * When a life ends: its next action is decided and not sent; it is in a block, and nobody has heard of it; it has left and the pool has
 * lost it; it is in the pool, and comes into a block when the next life has begun.
 */
export const DEATHS = ["decided", "mined", "lost", "pooled"] as const;

const POLL_MS = 20;
const MOST_LIVES = 100;
/** So that the next life has begun to look at the chain. */
const POOLED_MS = 1_500;

type Lives = { readonly deaths: Readonly<Record<(typeof DEATHS)[number], number>>; readonly last: LifeEnd };

/** Runs a command of one account again and again, each life being killed at its next action, until one comes to its end. */
export function startDying(
  story: Story,
  address: Address,
  args: readonly string[],
  acts: (line: string) => boolean,
): Player<Lives> {
  let life: KillableOpenimo | undefined;
  const nonceOf = () => story.reader.getTransactionCount({ address });

  /** Hashes of transactions in the pool: ours, and how many there are of others. */
  async function pool(): Promise<{ readonly own: readonly Hash[]; readonly others: number }> {
    const { pending } = await story.test.getTxpoolContent();
    const own = Object.entries(pending).flatMap(([from, byNonce]) =>
      getAddress(from) === address ? Object.values(byNonce).map(({ hash }) => hash) : [],
    );
    return { own, others: Object.keys(pending).length - (own.length > 0 ? 1 : 0) };
  }

  /** Lets nothing of the account come into a block, and kills it as soon as it has sent something. */
  async function killInPool(started: KillableOpenimo, isOver: () => boolean): Promise<readonly Hash[]> {
    for (;;) {
      const { own, others } = await pool();
      if (own.length > 0) {
        started.kill();
        return own;
      }
      if (isOver()) return [];
      if (others > 0) await story.test.mine({ blocks: 1 });
      await sleep(POLL_MS);
    }
  }

  async function live(death: (typeof DEATHS)[number]): Promise<LifeEnd> {
    const before = await nonceOf();
    const isPooled = death === "lost" || death === "pooled";
    if (isPooled) await story.test.setAutomine(false);
    const started = startKillable(args, (line) => {
      if (death === "decided" && acts(line)) started.kill();
    });
    life = started;
    let over = false;
    started.ended.then(() => {
      over = true;
    });
    if (death === "mined") {
      while (!over && (await nonceOf()) === before) await sleep(POLL_MS);
      started.kill();
    } else if (isPooled) {
      const own = await killInPool(started, () => over);
      if (death === "lost") for (const hash of own) await story.test.dropTransaction({ hash });
      else if (own.length > 0) setTimeout(() => void story.test.mine({ blocks: 1 }), POOLED_MS);
    }
    const end = await started.ended;
    if (isPooled) await story.test.setAutomine(true);
    return end;
  }

  const ended = (async () => {
    const deaths = { decided: 0, mined: 0, lost: 0, pooled: 0 };
    for (let number = 0; number < MOST_LIVES; number++) {
      const death = DEATHS[number % DEATHS.length];
      const last = await live(death);
      if (!last.killed) return { deaths, last };
      deaths[death]++;
    }
    throw new Error(`The command came to no end in ${MOST_LIVES} lives.`);
  })();
  return { ended, isWaiting: () => life?.isWaiting() === true };
}
