import { programRegistryAbi } from "@openimo/contracts";
import { createHasher, type ModelPackage } from "@openimo/runtime";
import { validateProgramCalls } from "@openimo/runtime/dispute";
import { encodeFunctionData, type LocalAccount } from "viem";
import type { Connection } from "../chain/connection.ts";
import { ether } from "../chain/format.ts";
import { type Call, transact } from "../chain/transact.ts";
import { note } from "../command-line/print.ts";

type Validation = { readonly call: Call; readonly end: number };

/** What a validation took: nothing where somebody had the program validated before. */
export type Validated = { readonly transactions: number; readonly gasUsed: bigint };

/**
 * Has the rest of a program validated on chain, a transaction after the other. What was validated before is left out, so that it
 * goes on where an earlier try ended.
 * @throws FailedError (through `explain`) naming the record that breaks a rule; then nobody can register the program.
 */
export async function validateProgram(
  connection: Connection,
  account: LocalAccount,
  model: ModelPackage,
): Promise<Validated> {
  const { client } = connection;
  const calls = await openCalls(connection, model);
  let gasUsed = 0n;
  for (const [i, { call }] of calls.entries()) {
    const [gas, gasPriceWei] = await Promise.all([
      client.estimateGas({ account: account.address, ...call }),
      client.getGasPrice(),
    ]);
    note(`Validating the program, ${i + 1} of ${calls.length}: about ${gas} gas, ${ether(gas * gasPriceWei)}`);
    gasUsed += (await transact(connection, account, call)).gasUsed;
  }
  return { transactions: calls.length, gasUsed };
}

async function openCalls({ client, deployment }: Connection, model: ModelPackage): Promise<Validation[]> {
  const registry = { address: deployment.programRegistry, abi: programRegistryAbi } as const;
  const args = [model.programRoot] as const;
  const validated = Number(await client.readContract({ ...registry, functionName: "validatedRecords", args }));
  return validateProgramCalls(await createHasher(), model.program)
    .map((call) => ({
      call: { to: registry.address, data: encodeFunctionData({ abi: programRegistryAbi, ...call }) },
      end: Number(call.args[1].first) + call.args[1].records.length,
    }))
    .filter(({ end }) => end > validated);
}
