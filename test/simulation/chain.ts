import {
  type Address,
  createPublicClient,
  createTestClient,
  type Hash,
  type Hex,
  http,
  keccak256,
  type LocalAccount,
  toHex,
} from "viem";
import { foundry } from "viem/chains";
import { startChain } from "../../local/chain.ts";
import { freePorts } from "../world/free-ports.ts";
import type { Base } from "./base.ts";
import { call } from "./json-rpc.ts";

const GAS = 12_000_000n;
const GWEI = 10n ** 9n;
/** What adversaries and consumers offer at most; far above any spike, so that only the node has to mind its fees. */
const MOST_GAS_PRICE_WEI = 5_000n * GWEI;

/** Blocks below everything that a run does, so that the deepest reorganisation finds no end. */
const QUIET_BLOCKS = 70;

/** Mined transaction, as it can be sent again. */
export type Mined = { readonly hash: Hash; readonly from: Address; readonly raw: Hex };

type BlockOf = {
  readonly hash: Hash;
  readonly number: Hex;
  readonly timestamp: Hex;
  readonly transactions: readonly Hash[];
};

/** A real chain whose blocks come only when the run says so, and go as well. */
export class SimulatedChain {
  readonly rpcUrl: string;
  readonly client;
  readonly test;
  /** The hash, base fee and time are those of the newest block. */
  timestamp = 0;
  number = 0;
  hash: Hash = "0x";
  readonly #stop: () => Promise<void>;
  /** Everything that was ever offered to the chain, by hash. */
  readonly #raws = new Map<Hash, Hex>();

  private constructor(rpcUrl: string, stop: () => Promise<void>) {
    const options = { chain: foundry, transport: http(rpcUrl, { retryCount: 0 }), cacheTime: 0 } as const;
    this.rpcUrl = rpcUrl;
    this.client = createPublicClient(options);
    this.test = createTestClient({ ...options, mode: "anvil" });
    this.#stop = stop;
  }

  static async start({ state }: Base): Promise<SimulatedChain> {
    const { chain: port } = await freePorts();
    // A chain that is started with an interval remembers enough states to go back to in a reorganisation.
    const { rpcUrl, child } = await startChain(port, { args: ["--gas-limit", "60000000", "--block-time", "3600"] });
    const chain = new SimulatedChain(rpcUrl, () => child.kill());
    await call(rpcUrl, "anvil_loadState", [state]);
    await call(rpcUrl, "evm_setAutomine", [false]);
    await call(rpcUrl, "evm_setIntervalMining", [0]);
    await chain.test.mine({ blocks: QUIET_BLOCKS, interval: 1 });
    await chain.#readHead();
    return chain;
  }

  stop(): Promise<void> {
    return this.#stop();
  }

  /** Mines one block with what is in the pool and pays its base fee. */
  async mine(seconds = 1, baseFeeGwei = 1): Promise<void> {
    await call(this.rpcUrl, "anvil_setNextBlockBaseFeePerGas", [toHex(BigInt(baseFeeGwei) * GWEI)]);
    await call(this.rpcUrl, "evm_setNextBlockTimestamp", [this.timestamp + seconds]);
    await call(this.rpcUrl, "evm_mine");
    await this.#readHead();
  }

  /** Offers a transaction to the pool. The higher the tip, the earlier in its block. */
  async send(account: LocalAccount, to: Address, data: Hex, value = 0n, tipGwei = 2): Promise<Hash> {
    const nonce = Number(await call<Hex>(this.rpcUrl, "eth_getTransactionCount", [account.address, "pending"]));
    const raw = await account.signTransaction({
      ...{ type: "eip1559", chainId: foundry.id, nonce, gas: GAS, to, data, value },
      ...{ maxFeePerGas: MOST_GAS_PRICE_WEI, maxPriorityFeePerGas: BigInt(tipGwei) * GWEI },
    });
    this.remember(raw);
    return call<Hash>(this.rpcUrl, "eth_sendRawTransaction", [raw]);
  }

  /** A transaction that somebody else offers, so that it can come back after a reorganisation. */
  remember(raw: Hex): void {
    this.#raws.set(keccak256(raw), raw);
  }

  /**
   * Takes back the newest blocks and puts one more in their place.
   * @param place For each transaction that was in them, in order: how many blocks later it comes, or that it never does.
   */
  async reorganise(depth: number, place: (transaction: Mined) => number | "dropped"): Promise<number> {
    const first = this.number - depth + 1;
    const old: BlockOf[] = [];
    for (let number = first; number <= this.number; number++) {
      old.push(await call<BlockOf>(this.rpcUrl, "eth_getBlockByNumber", [`0x${number.toString(16)}`, false]));
    }
    const waiting = await this.#pool();
    const later: Hex[][] = Array.from({ length: 2 * depth + 2 }, () => []);
    let dropped = 0;
    for (const [index, { transactions }] of old.entries()) {
      for (const hash of transactions) {
        const raw = this.#raws.get(hash);
        if (raw === undefined) throw new Error(`The run has not seen transaction ${hash} being sent.`);
        const { from } = await call<{ from: Address }>(this.rpcUrl, "eth_getTransactionByHash", [hash]);
        const shift = place({ hash, from, raw });
        if (shift === "dropped") dropped++;
        else later[Math.min(index + shift, depth)].push(raw);
      }
    }
    await call(this.rpcUrl, "anvil_rollback", [depth]);
    await call(this.rpcUrl, "anvil_dropAllTransactions");
    await this.#readHead();
    for (let index = 0; index <= depth; index++) {
      for (const raw of later[index]) await this.#offer(raw);
      const at = old[index] === undefined ? this.timestamp + 1 : Number(old[index].timestamp);
      await this.mine(Math.max(1, at - this.timestamp));
    }
    for (const raw of waiting) await this.#offer(raw);
    return dropped;
  }

  /** One whose nonce was dropped, or that doesn't pay any more, is not taken back by the pool of a real node either. */
  async #offer(raw: Hex): Promise<void> {
    await call(this.rpcUrl, "eth_sendRawTransaction", [raw]).catch(() => undefined);
  }

  async #pool(): Promise<Hex[]> {
    type Content = Record<"pending" | "queued", Record<string, Record<string, { hash: Hash }>>>;
    const { pending, queued } = await call<Content>(this.rpcUrl, "txpool_content");
    const senders = [...Object.values(pending), ...Object.values(queued)];
    return senders.flatMap((byNonce) =>
      Object.entries(byNonce)
        .sort(([a], [b]) => Number(a) - Number(b))
        .flatMap(([, { hash }]) => this.#raws.get(hash) ?? []),
    );
  }

  async #readHead(): Promise<void> {
    const { hash, number, timestamp } = await call<BlockOf>(this.rpcUrl, "eth_getBlockByNumber", ["latest", false]);
    this.hash = hash;
    this.number = Number(number);
    this.timestamp = Number(timestamp);
  }
}
