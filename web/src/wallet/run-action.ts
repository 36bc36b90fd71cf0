import type { Address, Client, Hash, TransactionReceipt } from "viem";
import { call, getBalance, getTransaction, sendTransaction, waitForTransactionReceipt } from "viem/actions";
import type { Config } from "wagmi";
import { getConnection, getConnectorClient, switchChain } from "wagmi/actions";
import type { ChainAccess } from "../app/chain.ts";
import type { Messages } from "../messages/messages.ts";
import type { Action } from "./action.ts";
import { explainError, isRejection } from "./explain-error.ts";
import type { TransactionLog } from "./transaction-log.ts";

/** How many blocks make a transaction confirmed. The local chain has one miner and no reorganisations. */
const CONFIRMATIONS = { local: 1, other: 2 } as const;
/** A wallet or a chain may take this long to mine what was sent, in milliseconds; then the page stops looking. */
const MINING_TIMEOUT_MS = 30 * 60_000;

export interface Engine {
  readonly wallet: Config;
  readonly access: ChainAccess;
  readonly log: TransactionLog;
  readonly messages: Messages;
  /** Reads everything from the chain again. */
  refresh(): Promise<void>;
}

/** A transaction that was mined and undid itself. */
class RevertedError extends Error {
  override readonly name = "RevertedError";
}

/**
 * Check, simulate, sign, send, wait. What goes wrong ends in the log, in words.
 * @param id The action's entry in the log.
 * @returns The receipt of a confirmed transaction, undefined for any other end.
 */
export async function runAction(engine: Engine, id: number, action: Action): Promise<TransactionReceipt | undefined> {
  const { log, messages } = engine;
  try {
    const signer = await checkedSigner(engine, action);
    log.update(id, { stage: "simulating" });
    const request = { account: signer.account, to: action.to, data: action.data, value: action.valueWei ?? 0n };
    await call(engine.access.client, { ...request, account: signer.account.address });
    log.update(id, { stage: "signing" });
    const hash = await sendTransaction(signer, { ...request, chain: engine.access.chain });
    return await follow(engine, id, hash);
  } catch (error) {
    log.update(id, { stage: isRejection(error) ? "rejected" : "failed", problem: await explainError(error, messages) });
    return undefined;
  }
}

/** The connected account, on the right chain and with enough ether for what is sent along. */
async function checkedSigner({ wallet, access, messages }: Engine, action: Action) {
  const chainId = access.chain.id;
  const connection = getConnection(wallet);
  if (!connection.isConnected) throw new Error(messages.transaction.noWallet);
  if (connection.chainId !== chainId) await switchChain(wallet, { chainId });
  const signer = await getConnectorClient(wallet, { chainId });
  const balance = await getBalance(access.client, { address: signer.account.address });
  if (balance < (action.valueWei ?? 0n)) throw new Error(messages.transaction.insufficientFunds.what);
  return signer;
}

/** From sent to confirmed. A replacement with a higher fee is followed, a cancellation ends it. */
async function follow(engine: Engine, id: number, hash: Hash): Promise<TransactionReceipt | undefined> {
  const { access, log, messages } = engine;
  log.update(id, { stage: "sent", hash });
  let cancelled = false;
  const receipt = await waitForTransactionReceipt(access.client, {
    hash,
    timeout: MINING_TIMEOUT_MS,
    onReplaced: ({ reason, transaction }) => {
      cancelled = reason !== "repriced";
      log.update(id, { hash: transaction.hash });
    },
  });
  if (cancelled) {
    log.update(id, { stage: "failed", problem: messages.transaction.replaced });
    return undefined;
  }
  if (receipt.status === "reverted") await explainReverted(access.client, receipt, messages);
  log.update(id, { stage: "mined", hash: receipt.transactionHash });
  const confirmations = access.isLocal ? CONFIRMATIONS.local : CONFIRMATIONS.other;
  if (confirmations > 1) {
    await waitForTransactionReceipt(access.client, {
      hash: receipt.transactionHash,
      confirmations,
      timeout: MINING_TIMEOUT_MS,
    });
  }
  await engine.refresh();
  log.update(id, { stage: "confirmed" });
  return receipt;
}

/** Runs the same call again at its block, to learn why it reverted. Always throws. */
async function explainReverted(client: Client, receipt: TransactionReceipt, messages: Messages): Promise<never> {
  const { from, to, input, value } = await getTransaction(client, { hash: receipt.transactionHash });
  await call(client, { account: from as Address, to, data: input, value, blockNumber: receipt.blockNumber });
  throw new RevertedError(messages.transaction.reverted);
}
