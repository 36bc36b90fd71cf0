import type { TransactionReceipt } from "viem";
import { call, getBalance, getBlockNumber, sendTransaction } from "viem/actions";
import type { Config } from "wagmi";
import { getConnection, getConnectorClient, switchChain } from "wagmi/actions";
import type { ChainAccess } from "../app/chain.ts";
import type { Messages } from "../messages/messages.ts";
import type { Action } from "./action.ts";
import { explainError, isRejection } from "./explain-error.ts";
import { followTransaction } from "./follow-transaction.ts";
import type { SentTransactions } from "./sent-transactions.ts";
import type { TransactionLog } from "./transaction-log.ts";

export interface Engine {
  readonly wallet: Config;
  readonly access: ChainAccess;
  readonly log: TransactionLog;
  /** What is on its way, for a reload and for other tabs. */
  readonly sent: SentTransactions;
  readonly messages: Messages;
  /** Reads everything from the chain again. */
  refresh(): Promise<void>;
}

/**
 * Check, simulate, sign, send, follow. What goes wrong ends in the log, in words.
 * @param id The action's entry in the log.
 * @returns The receipt of a confirmed transaction, undefined for any other end.
 */
export async function runAction(engine: Engine, id: number, action: Action): Promise<TransactionReceipt | undefined> {
  const { access, log, messages } = engine;
  try {
    const signer = await checkedSigner(engine, action);
    log.update(id, { stage: "simulating" });
    const valueWei = action.valueWei ?? 0n;
    const request = { account: signer.account, to: action.to, data: action.data, value: valueWei };
    await call(access.client, { ...request, account: signer.account.address });
    const sentBlock = await getBlockNumber(access.client);
    log.update(id, { stage: "signing" });
    const hash = await sendTransaction(signer, { ...request, chain: access.chain });
    const { key, to, data } = action;
    const sent = {
      key,
      label: action.label(messages),
      from: signer.account.address,
      to,
      data,
      valueWei,
      hash,
      sentBlock,
    };
    engine.sent.put(sent);
    log.update(id, { stage: "sent", hash });
    return await followTransaction(engine, id, sent);
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
