import { readFileSync } from "node:fs";
import { join } from "node:path";
import {
  type Abi,
  type Address,
  decodeFunctionResult,
  encodeDeployData,
  encodeFunctionData,
  type Hex,
  toHex,
} from "viem";
import { connect } from "../../oracle/src/chain/connection.ts";
import type { Random } from "../../runtime/testing/random.ts";
import { startDigitsWorld } from "../arena/digits-world.ts";
import { creationCode } from "../world/artifact.ts";
import { root } from "../world/story.ts";

export type FormulaWorld = Awaited<ReturnType<typeof startFormulaWorld>>;

/** Cases that one call of the chain decides. */
const BATCH = 250;
const CALL_GAS = 2n ** 34n;

/** A function of a deployed contract. */
type Question = { readonly address: Address; readonly abi: Abi; readonly functionName: string };

/** The world of the digits' disputes, with a contract that asks libraries and contracts many questions at once. */
export async function startFormulaWorld() {
  const digits = await startDigitsWorld();
  const { world } = digits;
  const connection = await connect({ rpcUrl: String(world.client.transport.url), deploymentFile: undefined });

  async function create(name: string, args: readonly unknown[] = []): Promise<{ address: Address; abi: Abi }> {
    const abi = (JSON.parse(readFileSync(join(root, `out/${name}.sol/${name}.json`), "utf8")) as { abi: Abi }).abi;
    const data = encodeDeployData({ abi, bytecode: creationCode(name), args });
    const { contractAddress } = await world.mined(world.accounts[0], { data });
    if (!contractAddress) throw new Error(`${name} wasn't created.`);
    return { address: contractAddress, abi };
  }

  const probe = await create("FormulaProbe");

  /** What the probe's function gives for cases that are passed as columns, one array for each parameter. */
  async function columns<T>(functionName: string, ...arrays: readonly (readonly unknown[])[]): Promise<T[]> {
    const results: T[] = [];
    for (let start = 0; start < arrays[0].length; start += BATCH) {
      const args = arrays.map((array) => array.slice(start, start + BATCH));
      const data = encodeFunctionData({ abi: probe.abi, functionName, args });
      const { data: answer = "0x" } = await world.client.call({ to: probe.address, data, gas: CALL_GAS });
      results.push(...(decodeFunctionResult({ abi: probe.abi, functionName, data: answer }) as T[]));
    }
    return results;
  }

  return {
    ...{ ...digits, connection, create, columns, probe },

    /** What a deployed contract's function gives for each list of arguments. */
    async askAll<T>({ address, abi, functionName }: Question, cases: readonly (readonly unknown[])[]): Promise<T[]> {
      const results: T[] = [];
      for (let start = 0; start < cases.length; start += BATCH) {
        const calls = cases.slice(start, start + BATCH).map((args) => encodeFunctionData({ abi, functionName, args }));
        const answers = await world.client.readContract({ ...probe, functionName: "ask", args: [address, calls] });
        for (const data of answers as Hex[]) {
          results.push(decodeFunctionResult({ abi, functionName, data }) as T);
        }
      }
      return results;
    },

    /** Whether a call would be taken in a block of this time. */
    async isTaken(from: Address, { to, data, value }: { to: Address; data: Hex; value?: bigint }, time: number) {
      return world.client
        .call({ account: from, to, data, value, gas: 15_000_000n, blockOverrides: { time: BigInt(time) } })
        .then(
          () => true,
          () => false,
        );
    },

    stop: () => world.stop(),
  };
}

export const randomHex = (random: Random, bytes: number): Hex => toHex(random.bytes(bytes));

/** An unsigned number of any size up to so many bits: short ones are as likely as long ones. */
export function randomUint(random: Random, bits: number): bigint {
  const used = random.integer(0, bits);
  const value = BigInt(randomHex(random, Math.ceil(bits / 8) || 1)) & ((1n << BigInt(used)) - 1n);
  // The ends are where formulas differ.
  return random.integer(0, 15) === 0 ? (1n << BigInt(bits)) - 1n : value;
}

export const many = <T>(count: number, make: (index: number) => T): T[] =>
  Array.from({ length: count }, (_, i) => make(i));
