import { setTimeout as sleep } from "node:timers/promises";
import {
  Eip1559FeesNotSupportedError,
  type Hash,
  keccak256,
  type LocalAccount,
  TransactionReceiptNotFoundError,
} from "viem";
import {
  FEE_RAISE_PERCENT,
  FEE_RAISES_MOST,
  GAS_MARGIN_PERCENT,
  REPLACE_AFTER_LOCAL_MS,
  REPLACE_AFTER_PUBLIC_MS,
} from "../limits.ts";
import { type Client, type Connection, LOCAL_CHAIN_ID } from "./connection.ts";
import { isInsufficientFunds } from "./rpc-error.ts";
import { type Call, waitPollMs } from "./transact.ts";

/** wei; the first kind on chains without a base fee. */
type Fees =
  | { readonly type: "legacy"; readonly gasPrice: bigint }
  | { readonly type: "eip1559"; readonly maxFeePerGas: bigint; readonly maxPriorityFeePerGas: bigint };

/** A nonce that no block is known to have used, and all that was sent with it. */
type Sent = { readonly nonce: number; readonly hashes: readonly Hash[]; readonly fees: Fees };

/**
 * What became of a call. `reverted`: a block took it and the contract refused it there. `unmined`: no block took it in time;
 * the next call replaces it. `superseded`: another transaction of the account used its nonce.
 */
export type SendResult = "mined" | "reverted" | "unmined" | "superseded";

/**
 * Sends calls of one account, one at a time. A transaction that isn't mined in time is replaced at its nonce by the next call,
 * with a higher fee, whether or not that is the same call: so an action that became pointless is not waited for.
 */
export class ReplacingSender {
  readonly #connection: Connection;
  readonly #account: LocalAccount;
  readonly #onReplace: (sentence: string) => void;
  #sent: Sent | undefined;

  /** @param onReplace Told in a sentence for people when a fee is raised, or is not raised any more. */
  constructor(connection: Connection, account: LocalAccount, onReplace: (sentence: string) => void) {
    this.#connection = connection;
    this.#account = account;
    this.#onReplace = onReplace;
  }

  /** @throws viem's errors when the contract refuses before anything is sent, or the RPC fails. */
  async send(call: Call): Promise<SendResult> {
    const { client, chain } = this.#connection;
    const { address } = this.#account;
    if (this.#sent !== undefined && (await this.#usedNonces()) > this.#sent.nonce) this.#sent = undefined;
    const stuck = this.#sent;
    // Not on top of the pool: a rival's transaction there that is never mined would have the right action refused for ever.
    const estimate = await client.estimateGas({ account: this.#account, ...call, blockTag: "latest" });
    if (stuck !== undefined && stuck.hashes.length > FEE_RAISES_MOST) {
      this.#onReplace(`No block takes nonce ${stuck.nonce} of ${address}, and its fee is not raised any more`);
      return this.#wait(stuck);
    }
    const gas = (estimate * (100n + GAS_MARGIN_PERCENT)) / 100n;
    const nonce = stuck?.nonce ?? (await client.getTransactionCount({ address, blockTag: "pending" }));
    const fees = raised(await feesOf(client), stuck?.fees);
    const serialised = await this.#account.signTransaction({ ...call, gas, nonce, chainId: chain.id, ...fees });
    const sent = { nonce, hashes: [...(stuck?.hashes ?? []), keccak256(serialised)], fees };
    if (stuck !== undefined) this.#onReplace(`No block took nonce ${nonce} in time: sending again with a higher fee`);
    // Known before it is sent: an RPC that fails then may have taken it all the same.
    this.#sent = sent;
    try {
      await client.sendRawTransaction({ serializedTransaction: serialised });
    } catch (error) {
      if (isInsufficientFunds(error)) this.#sent = stuck;
      throw error;
    }
    return this.#wait(sent);
  }

  async #wait(sent: Sent): Promise<SendResult> {
    const { id } = this.#connection.chain;
    const end = Date.now() + (id === LOCAL_CHAIN_ID ? REPLACE_AFTER_LOCAL_MS : REPLACE_AFTER_PUBLIC_MS);
    while (Date.now() < end) {
      // Read first, so that a receipt of the same block can't be missed.
      const isUsed = (await this.#usedNonces()) > sent.nonce;
      const result = (await this.#minedAs(sent)) ?? (isUsed ? "superseded" : undefined);
      if (result !== undefined) {
        this.#sent = undefined;
        return result;
      }
      await sleep(waitPollMs(id));
    }
    return "unmined";
  }

  #usedNonces(): Promise<number> {
    return this.#connection.client.getTransactionCount({ address: this.#account.address, blockTag: "latest" });
  }

  async #minedAs({ hashes }: Sent): Promise<SendResult | undefined> {
    for (const hash of hashes.toReversed()) {
      try {
        const { status } = await this.#connection.client.getTransactionReceipt({ hash });
        return status === "success" ? "mined" : "reverted";
      } catch (error) {
        if (!(error instanceof TransactionReceiptNotFoundError)) throw error;
      }
    }
    return undefined;
  }
}

/** What the chain asks for now. */
async function feesOf(client: Client): Promise<Fees> {
  try {
    const { maxFeePerGas, maxPriorityFeePerGas } = await client.estimateFeesPerGas();
    return { type: "eip1559", maxFeePerGas, maxPriorityFeePerGas };
  } catch (error) {
    if (!(error instanceof Eip1559FeesNotSupportedError)) throw error;
    return { type: "legacy", gasPrice: await client.getGasPrice() };
  }
}

/** What the chain asks for, and enough more than was offered before for pools to take it as a replacement. */
export function raised(asked: Fees, before: Fees | undefined): Fees {
  const above = (wei: bigint, offeredWei: bigint) => {
    const least = (offeredWei * (100n + FEE_RAISE_PERCENT)) / 100n + 1n;
    return wei > least ? wei : least;
  };
  if (asked.type === "legacy") {
    return before?.type === "legacy" ? { ...asked, gasPrice: above(asked.gasPrice, before.gasPrice) } : asked;
  }
  if (before?.type !== "eip1559") return asked;
  const maxPriorityFeePerGas = above(asked.maxPriorityFeePerGas, before.maxPriorityFeePerGas);
  return { ...asked, maxPriorityFeePerGas, maxFeePerGas: above(asked.maxFeePerGas, before.maxFeePerGas) };
}
