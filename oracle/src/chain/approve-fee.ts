import type { FeeAsset } from "@openimo/contracts";
import { type Account, type Address, encodeFunctionData, erc20Abi } from "viem";
import { FailedError } from "../command-line/errors.ts";
import { note } from "../command-line/print.ts";
import type { Connection } from "./connection.ts";
import { assetAmount } from "./fee-asset.ts";
import { transact } from "./transact.ts";

/**
 * Lets the oracle take exactly one fee, where it may not yet. A transaction of its own, announced before it is sent.
 * @param amount In the asset's smallest unit.
 * @throws FailedError when the account has less than the fee, or the approval changed nothing; viem's errors.
 */
export async function approveFee(
  connection: Connection,
  account: Account,
  asset: FeeAsset,
  amount: bigint,
): Promise<void> {
  const spender = connection.deployment.inferenceOracle;
  const balance = await connection.client.readContract({
    address: asset.address,
    abi: erc20Abi,
    functionName: "balanceOf",
    args: [account.address],
  });
  if (balance < amount) {
    throw new FailedError(
      `The fee is ${assetAmount(asset, amount)}; ${account.address} has ${assetAmount(asset, balance)}.`,
    );
  }
  const before = await allowance(connection, account.address, asset);
  if (before >= amount) return;
  const approve = async (value: bigint) => {
    const data = encodeFunctionData({ abi: erc20Abi, functionName: "approve", args: [spender, value] });
    await transact(connection, account, { to: asset.address, data });
  };
  note(`Approving ${assetAmount(asset, amount)} to the oracle ${spender}, which takes exactly that`);
  // Some assets change an allowance only from and to nothing.
  if (before > 0n) await approve(0n);
  await approve(amount);
  const approved = await allowance(connection, account.address, asset);
  if (approved >= amount) return;
  throw new FailedError(`The approval was mined, but the oracle may take only ${assetAmount(asset, approved)}.`);
}

function allowance({ client, deployment }: Connection, owner: Address, asset: FeeAsset): Promise<bigint> {
  return client.readContract({
    address: asset.address,
    abi: erc20Abi,
    functionName: "allowance",
    args: [owner, deployment.inferenceOracle],
  });
}
