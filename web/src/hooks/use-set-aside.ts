import { launchpadAbi } from "@openimo/contracts";
import { type Address, getAbiItem } from "viem";
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

async function readSetAside(access: ChainAccess, { token, offering }: Launch): Promise<SetAside> {
  const filter = { address: access.deployment.launchpad, args: { token }, strict: true } as const;
  const [vestings, drops] = await Promise.all([
    readLogs(access, (range) => getLogs(access.client, { ...filter, event: vestingCreated, ...range })),
    readLogs(access, (range) => getLogs(access.client, { ...filter, event: dropCreated, ...range })),
  ]);
  const from = offering.terms.end;
  const [drop] = drops.map(({ args: { drop: contract, terms } }) => ({
    contract,
    amount: terms.amount,
    end: from + terms.claimSeconds,
    unclaimedTo: terms.unclaimedTo,
  }));
  return {
    vestings: vestings.map(({ args: { vesting: contract, terms } }) => ({
      contract,
      beneficiary: terms.beneficiary,
      amount: terms.amount,
      cliff: from + terms.cliffSeconds,
      end: from + terms.durationSeconds,
    })),
    drop,
  };
}

/** What of a launch's supply is neither sold nor the developer's at once, from events; it never changes. */
export function useSetAside(launch: Launch) {
  return useChainQuery(["set aside", launch.token], (access) => readSetAside(access, launch), { refetch: false });
}
