import { revenueShareTokenAbi, tokenVestingAbi } from "@openimo/contracts";
import { type Address, erc20Abi, getAbiItem, isAddressEqual } from "viem";
import { getLogs, readContract } from "viem/actions";
import type { ChainAccess } from "../app/chain.ts";
import { readLogsOf } from "./read-logs.ts";
import type { ListedModel } from "./read-model.ts";
import { type Released, readReleased } from "./use-released.ts";
import { type Drop, readSetAsides, type SetAside, type Vesting } from "./use-set-aside.ts";

const ownerChanged = getAbiItem({ abi: tokenVestingAbi, name: "OwnershipTransferred" });

interface OfModel {
  readonly model: ListedModel;
  readonly token: Address;
  readonly symbol: string;
}

export interface OwnVesting extends OfModel, Released {
  readonly vesting: Vesting;
}

export interface OpenDrop extends OfModel {
  readonly drop: Drop;
}

export interface OwnSetAside {
  /** Vestings that release to the account, its first owner or not. */
  readonly vestings: readonly OwnVesting[];
  /** Of all started launches: only the developer's file tells whose they are. */
  readonly drops: readonly OpenDrop[];
}

/** Vestings can be handed on, so what counts is who owns them now. */
export async function ownedBy(access: ChainAccess, vestings: readonly Address[], account: Address): Promise<Address[]> {
  const filter = { event: ownerChanged, args: { newOwner: account }, strict: true } as const;
  const logs = await readLogsOf(access, vestings, (range) => getLogs(access.client, { ...filter, ...range }));
  const once = [...new Set(logs.map(({ address }) => address))];
  const owners = await Promise.all(
    once.map((address) => readContract(access.client, { address, abi: tokenVestingAbi, functionName: "owner" })),
  );
  return once.filter((_, i) => isAddressEqual(owners[i], account));
}

async function readOfModel(
  access: ChainAccess,
  model: ListedModel,
  token: Address,
  { vestings, drop }: SetAside,
  owned: readonly Address[],
): Promise<OwnSetAside> {
  const own = vestings.filter(({ contract }) => owned.some((address) => isAddressEqual(address, contract)));
  if (own.length === 0 && !drop) return { vestings: [], drops: [] };
  const [symbol, periodEnd, released] = await Promise.all([
    readContract(access.client, { address: token, abi: erc20Abi, functionName: "symbol" }),
    readContract(access.client, { address: token, abi: revenueShareTokenAbi, functionName: "periodEnd" }),
    Promise.all(own.map(({ contract }) => readReleased(access, contract, token))),
  ]);
  const ofModel = { model, token, symbol };
  return {
    vestings: own.map((vesting, i) => ({ ...ofModel, vesting, ...released[i] })),
    // Its tokens lie in the vault until the token starts.
    drops: drop && periodEnd > 0n ? [{ ...ofModel, drop }] : [],
  };
}

/** What launches set aside that an account can have, or may be able to claim. */
export async function readOwnSetAside(
  access: ChainAccess,
  models: readonly ListedModel[],
  account: Address,
): Promise<OwnSetAside> {
  const setAsides = await readSetAsides(
    access,
    models.flatMap(({ launch }) => launch ?? []),
  );
  const vestings = [...setAsides.values()].flatMap((setAside) => setAside.vestings.map(({ contract }) => contract));
  const owned = await ownedBy(access, vestings, account);
  const found = await Promise.all(
    models.flatMap((model) => {
      const token = model.launch?.token;
      const setAside = token && setAsides.get(token);
      return token && setAside ? [readOfModel(access, model, token, setAside, owned)] : [];
    }),
  );
  return { vestings: found.flatMap((one) => one.vestings), drops: found.flatMap((one) => one.drops) };
}
