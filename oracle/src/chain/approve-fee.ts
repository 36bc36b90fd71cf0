import type { FeeAsset } from "@openimo/contracts";
import { type Account, type Address, encodeFunctionData, erc20Abi } from "viem";
import { FailedError } from "../command-line/errors.ts";
import { note } from "../command-line/print.ts";
import type { Connection } from "./connection.ts";
import { assetAmount } from "./fee-asset.ts";
import { transact } from "./transact.ts";

/** Lets the oracle take exactly one fee: see `approveAmount`. */
export async function approveFee(connection: Connection, account: Account, asset: FeeAsset, amount: bigint) {
  return approveAmount(connection, account, asset, amount, connection.deployment.inferenceOracle, "oracle");
}

/**
 * Lets a contract take exactly one amount, where it may not yet. A transaction of its own, announced before it is sent.
 * @param amount In the asset's smallest unit.
 * @param what The contract's role, for people.
 * @throws FailedError when the account has less than the amount, or the approval changed nothing; viem's errors.
 */
export async function approveAmount(
  connection: Connection,
  account: Account,
  asset: FeeAsset,
  amount: bigint,
  spender: Address,
  what: string,
): Promise<void> {
  const balance = await connection.client.readContract({
    address: asset.address,
    abi: erc20Abi,
    functionName: "balanceOf",
    args: [account.address],
  });
  if (balance < amount) {
    throw new FailedError(
      `The payment is ${assetAmount(asset, amount)}; ${account.address} has ${assetAmount(asset, balance)}.`,
    );
  }
  const before = await allowance(connection, account.address, asset, spender);
  if (before >= amount) return;
  const approve = async (value: bigint) => {
    const data = encodeFunctionData({ abi: erc20Abi, functionName: "approve", args: [spender, value] });
    await transact(connection, account, { to: asset.address, data });
  };
  note(`Approving ${assetAmount(asset, amount)} to the ${what} ${spender}, which takes exactly that`);
  // Some assets change an allowance only from and to nothing.
  if (before > 0n) await approve(0n);
  await approve(amount);
  const approved = await allowance(connection, account.address, asset, spender);
  if (approved >= amount) return;
  throw new FailedError(`The approval was mined, but the ${what} may take only ${assetAmount(asset, approved)}.`);
}

function allowance({ client }: Connection, owner: Address, asset: FeeAsset, spender: Address): Promise<bigint> {
  return client.readContract({
    address: asset.address,
    abi: erc20Abi,
    functionName: "allowance",
    args: [owner, spender],
  });
}
