import { launchpadAbi } from "@openimo/contracts";
import { type Address, getAbiItem, isAddressEqual } from "viem";
import { getLogs } from "viem/actions";
import type { ChainAccess } from "../app/chain.ts";
import { readLogs } from "./read-logs.ts";
import type { ListedModel } from "./read-model.ts";
import { useChainQuery } from "./use-chain-query.ts";

const vestingCreated = getAbiItem({ abi: launchpadAbi, name: "VestingCreated" });
const dropCreated = getAbiItem({ abi: launchpadAbi, name: "DropCreated" });

/** Tokens of a launch that are released to one account between two times, unix seconds. */
export interface Vesting {
  readonly contract: Address;
  readonly beneficiary: Address;
  readonly amount: bigint;
  readonly cliff: number;
  readonly end: number;
}

/** Tokens of a launch that contributors claim by proofs until `end`, unix seconds. */
export interface Drop {
  readonly contract: Address;
  readonly amount: bigint;
  readonly end: number;
  readonly unclaimedTo: Address;
}

export interface SetAside {
  readonly vestings: readonly Vesting[];
  readonly drop?: Drop;
}

type Launch = NonNullable<ListedModel["launch"]>;

/** What of each launch's supply is set aside, by its token. */
export async function readSetAsides(
  access: ChainAccess,
  launches: readonly Launch[],
): Promise<ReadonlyMap<Address, SetAside>> {
  if (launches.length === 0) return new Map();
  const args = { token: launches.map(({ token }) => token) };
  const filter = { address: access.deployment.launchpad, args, strict: true } as const;
  const [vestings, drops] = await Promise.all([
    readLogs(access, (range) => getLogs(access.client, { ...filter, event: vestingCreated, ...range })),
    readLogs(access, (range) => getLogs(access.client, { ...filter, event: dropCreated, ...range })),
  ]);
  return new Map(
    launches.map(({ token, offering }) => {
      const from = offering.terms.end;
      const isOurs = (log: { args: { token: Address } }) => isAddressEqual(log.args.token, token);
      const [drop] = drops.filter(isOurs).map(({ args: { drop: contract, terms } }) => ({
        contract,
        amount: terms.amount,
        end: from + terms.claimSeconds,
        unclaimedTo: terms.unclaimedTo,
      }));
      const ofToken = vestings.filter(isOurs).map(({ args: { vesting: contract, terms } }) => ({
        contract,
        beneficiary: terms.beneficiary,
        amount: terms.amount,
        cliff: from + terms.cliffSeconds,
        end: from + terms.durationSeconds,
      }));
      return [token, { vestings: ofToken, drop }];
    }),
  );
}

async function readSetAside(access: ChainAccess, launch: Launch): Promise<SetAside> {
  return (await readSetAsides(access, [launch])).get(launch.token) ?? { vestings: [] };
}

/** What of a launch's supply is neither sold nor the developer's at once, from events; it never changes. */
export function useSetAside(launch: Launch) {
  return useChainQuery(["set aside", launch.token], (access) => readSetAside(access, launch), { refetch: false });
}
