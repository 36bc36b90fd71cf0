import { type Account, type Address, createWalletClient, custom, type Hex, type TransactionReceipt } from "viem";
import { FailedError, TryAgainError } from "../command-line/errors.ts";
import {
  CALLBACK_GAS_MARGIN,
  GAS_MARGIN_PERCENT,
  RECEIPT_TIMEOUT_MS,
  WAIT_POLL_LOCAL_MS,
  WAIT_POLL_PUBLIC_MS,
} from "../limits.ts";
import { type Client, type Connection, LOCAL_CHAIN_ID } from "./connection.ts";

/** A call to a contract, encoded. */
export type Call = {
  readonly to: Address;
  readonly data: Hex;
  /** wei */
  readonly value?: bigint;
};

/** Pause between two looks at the chain, in milliseconds. */
export const waitPollMs = (chainId: number): number =>
  chainId === LOCAL_CHAIN_ID ? WAIT_POLL_LOCAL_MS : WAIT_POLL_PUBLIC_MS;

/**
 * Gas for a call, with a margin. The estimate doubles as the simulation: it fails where the call would.
 *
 * A consumer may behave differently in the estimate and swallow all its gas in the block, and the EVM keeps back 1/64 at
 * the call. So a callback's whole limit with its 1/63 is added; what isn't used isn't paid.
 *
 * @param blockTag `latest` not to estimate on top of the pool; undefined leaves it to the RPC.
 */
export async function gasFor(
  client: Client,
  from: Account | Address,
  call: Call,
  callbackGasLimit = 0n,
  blockTag?: "latest",
): Promise<bigint> {
  const estimate = await client.estimateGas({ account: from, ...call, blockTag });
  const callback = callbackGasLimit === 0n ? 0n : callbackGasLimit + callbackGasLimit / 63n + CALLBACK_GAS_MARGIN;
  return (estimate * (100n + GAS_MARGIN_PERCENT)) / 100n + callback;
}

/**
 * Sends one call and waits until it is mined. For the command line; the node has its own pipeline.
 * @throws viem's errors when the contract refuses, FailedError when it refuses only in the block, TryAgainError when it
 * isn't mined in time.
 */
export async function transact(connection: Connection, account: Account, call: Call): Promise<TransactionReceipt> {
  const { client, chain } = connection;
  const gas = await gasFor(client, account, call);
  const hash = await createWalletClient({ account, chain, transport: custom(client) }).sendTransaction({
    ...call,
    gas,
  });
  const receipt = await client
    .waitForTransactionReceipt({ hash, timeout: RECEIPT_TIMEOUT_MS, pollingInterval: waitPollMs(chain.id) })
    .catch((error: unknown) => {
      throw new TryAgainError(
        `Transaction ${hash} was sent, but is not seen in a block yet.`,
        { transactionHash: hash },
        { cause: error },
      );
    });
  if (receipt.status === "success") return receipt;
  throw new FailedError(`Transaction ${hash} was mined, but the contract refused it there.`, { transactionHash: hash });
}
