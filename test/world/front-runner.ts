import { setTimeout as sleep } from "node:timers/promises";
import { createWalletClient, type Hash, type Hex, http, keccak256, type LocalAccount } from "viem";
import { foundry } from "viem/chains";
import { addressOf, type Story } from "./story.ts";

/** A block without a copied transaction; slower than the chain's second, so that a busy machine costs nobody its time. */
const IDLE_BLOCK_MS = 400;
const LOOK_MS = 25;

/** A transaction that was seen in the pool, and its copy, which is in a block before it or in the same one. */
export type Overtaken = { readonly original: Hash; readonly copy: Hash; readonly selector: Hex };

/**
 * Mines the story's chain, a second a block, and copies each transaction of a victim out of the pool first, with a higher fee.
 * @param thief Pays for the copies; nobody else uses its nonces.
 */
export async function startFrontRunner(story: Story, victim: LocalAccount, thief: LocalAccount) {
  const { test, reader, world } = story;
  await test.setIntervalMining({ interval: 0 });
  await test.setAutomine(false);
  await test.setBlockTimestampInterval({ interval: 1 });
  const wallet = createWalletClient({ account: thief, chain: foundry, transport: http(world.rpcUrl) });
  let nonce = await reader.getTransactionCount({ address: addressOf(wallet) });
  const overtaken: Overtaken[] = [];
  let isOn = true;

  /** @returns Whether there was something to copy. */
  async function copyNew(): Promise<boolean> {
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
    return fresh.length > 0;
  }

  async function run(): Promise<void> {
    let minedAt = Date.now();
    while (isOn) {
      if ((await copyNew()) || Date.now() - minedAt > IDLE_BLOCK_MS) {
        while (await copyNew());
        await test.mine({ blocks: 1 });
        minedAt = Date.now();
      }
      await sleep(LOOK_MS);
    }
  }
  const running = run();
  return {
    overtaken,
    /** @throws What the front-runner failed with. */
    async stop(): Promise<void> {
      isOn = false;
      await running;
    },
  };
}
