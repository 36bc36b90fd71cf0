import { inferenceOracleAbi } from "@openimo/contracts";
import type { Address } from "viem";
import type { Connection } from "../chain/connection.ts";
import { ether } from "../chain/format.ts";
import { FailedError } from "../command-line/errors.ts";
import { CHECKED_ANSWER_GAS } from "../limits.ts";
import type { Found } from "./check.ts";

/** @throws FailedError when the account can't pay for the bond and the gas of one answer. */
export async function checkBalance({ client, deployment }: Connection, address: Address): Promise<Found<bigint>> {
  const [balanceWei, bondWei, gasPriceWei] = await Promise.all([
    client.getBalance({ address }),
    client.readContract({
      address: deployment.inferenceOracle,
      abi: inferenceOracleAbi,
      functionName: "bondFor",
      args: [0n, 0n],
    }),
    client.getGasPrice(),
  ]);
  const neededWei = bondWei + CHECKED_ANSWER_GAS * gasPriceWei;
  const needs = `one answer takes ${ether(neededWei)} (bond and gas of now)`;
  if (balanceWei < neededWei) throw new FailedError(`The account has ${ether(balanceWei)}; ${needs}.`);
  return { value: balanceWei, detail: `${ether(balanceWei)}; ${needs}` };
}
