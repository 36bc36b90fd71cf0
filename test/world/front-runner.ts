import { setTimeout as sleep } from "node:timers/promises";
import { createWalletClient, type Hash, type Hex, http, keccak256, type LocalAccount } from "viem";
import { foundry } from "viem/chains";
import { addressOf, type Story } from "./story.ts";

const LOOK_MS = 25;

/** A transaction that was seen in the pool, and its copy, which is in a block before it or in the same one. */
export type Overtaken = { readonly original: Hash; readonly copy: Hash; readonly selector: Hex };

/**
 * Mines the story's chain, a second a block, whenever somebody has sent something or a second is to pass, and copies each
 * transaction of a victim out of the pool first, with a higher fee.
 * @param thief Pays for the copies; nobody else uses its nonces.
 */
export async function startFrontRunner(story: Story, victim: LocalAccount, thief: LocalAccount) {
  const { test, reader, world } = story;
  await test.setAutomine(false);
  const wallet = createWalletClient({ account: thief, chain: foundry, transport: http(world.rpcUrl) });
  let nonce = await reader.getTransactionCount({ address: addressOf(wallet) });
  const overtaken: Overtaken[] = [];
  let isOn = true;
  let isDue = false;

  /** @returns Whether there was something to copy, and whether there is something to mine. */
  async function copyNew() {
    const { pending } = await test.getTxpoolContent();
    const [, own = {}] =
      Object.entries(pending).find(([sender]) => sender.toLowerCase() === victim.address.toLowerCase()) ?? [];
    const fresh = Object.values(own).filter(({ hash }) => overtaken.every(({ original }) => original !== hash));
    for (const { hash, to, input, value, gas, maxFeePerGas, maxPriorityFeePerGas } of fresh) {
      const fees = {
        maxFeePerGas: 4n * BigInt(maxFeePerGas ?? 0),
        maxPriorityFeePerGas: 4n * BigInt(maxPriorityFeePerGas ?? 0) + 1n,
      };
      const [data, amount] = [input, BigInt(value)];
      const copied = { to, data, value: amount, gas: BigInt(gas), nonce, type: "eip1559", ...fees } as const;
      const serializedTransaction = await wallet.signTransaction(copied);
      overtaken.push({ original: hash, copy: keccak256(serializedTransaction), selector: input.slice(0, 10) as Hex });
      await reader.sendRawTransaction({ serializedTransaction });
      nonce++;
    }
    return { hasCopied: fresh.length > 0, isAny: Object.keys(pending).length > 0 };
  }

  async function run(): Promise<void> {
    while (isOn) {
      if ((await copyNew()).isAny || isDue) {
        while ((await copyNew()).hasCopied);
        isDue = false;
        await test.mine({ blocks: 1 });
      }
      await sleep(LOOK_MS);
    }
  }
  const running = run();
  return {
    overtaken,
    /** Has a block mined, and so a second go by. */
    async pass(): Promise<void> {
      isDue = true;
    },
    /** @throws What the front-runner failed with. */
    async stop(): Promise<void> {
      isOn = false;
      await running;
    },
  };
}
