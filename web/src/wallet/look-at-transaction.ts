import {
  type Client,
  type Hash,
  isAddressEqual,
  type Transaction,
  TransactionNotFoundError,
  type TransactionReceipt,
  TransactionReceiptNotFoundError,
} from "viem";
import { getBlock, getTransaction, getTransactionCount, getTransactionReceipt } from "viem/actions";
import type { SentTransaction } from "./sent-transactions.ts";

/** What the chain says of a transaction now. */
export type Look =
  | { readonly kind: "pending"; readonly nonce: number | undefined }
  | { readonly kind: "mined"; readonly receipt: TransactionReceipt; readonly nonce: number | undefined }
  /** The same call in another transaction: sent again with another fee. */
  | { readonly kind: "repriced"; readonly hash: Hash }
  /** Another transaction has used the nonce, so this one never will be mined. */
  | { readonly kind: "replaced" };

async function receiptOf(client: Client, hash: Hash): Promise<TransactionReceipt | undefined> {
  try {
    return await getTransactionReceipt(client, { hash });
  } catch (error) {
    if (error instanceof TransactionReceiptNotFoundError) return undefined;
    throw error;
  }
}

async function nonceOf(client: Client, { nonce, hash }: SentTransaction): Promise<number | undefined> {
  if (nonce !== undefined) return nonce;
  try {
    return (await getTransaction(client, { hash })).nonce;
  } catch (error) {
    if (error instanceof TransactionNotFoundError) return undefined;
    throw error;
  }
}

/** The transaction of an account that has a nonce: its block is the first one after which the account's count is higher. */
async function transactionWith(client: Client, sent: SentTransaction, nonce: number, head: bigint) {
  let [low, high] = [sent.sentBlock, head];
  while (low < high) {
    const middle = (low + high) / 2n;
    const count = await getTransactionCount(client, { address: sent.from, blockNumber: middle });
    if (count > nonce) high = middle;
    else low = middle + 1n;
  }
  const { transactions } = await getBlock(client, { blockNumber: low, includeTransactions: true });
  return transactions.find((one) => one.nonce === nonce && isAddressEqual(one.from, sent.from));
}

function isSameCall({ to, data, valueWei }: SentTransaction, other: Transaction): boolean {
  return other.to !== null && isAddressEqual(other.to, to) && other.input === data && other.value === valueWei;
}

/** @throws viem's errors when the RPC fails: then nothing is known, and it is asked again. */
export async function lookAt(client: Client, sent: SentTransaction): Promise<Look> {
  const nonce = await nonceOf(client, sent);
  const receipt = await receiptOf(client, sent.hash);
  if (receipt) return { kind: "mined", receipt, nonce };
  if (nonce === undefined) return { kind: "pending", nonce };
  const { number: head } = await getBlock(client);
  const used = await getTransactionCount(client, { address: sent.from, blockNumber: head });
  if (used <= nonce) return { kind: "pending", nonce };
  const other = await transactionWith(client, sent, nonce, head);
  // It was mined between the two looks, or the RPC is about to learn of it.
  if (!other || other.hash === sent.hash) return { kind: "pending", nonce };
  return isSameCall(sent, other) ? { kind: "repriced", hash: other.hash } : { kind: "replaced" };
}
