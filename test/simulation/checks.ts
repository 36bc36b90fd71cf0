import { disputeCourtAbi, inferenceOracleAbi } from "@openimo/contracts";
import {
  type Address,
  encodeFunctionData,
  getAbiItem,
  type Hex,
  isAddressEqual,
  keccak256,
  toFunctionSelector,
} from "viem";
import { STATUS, STATUS_NAMES } from "../../oracle/src/chain/request.ts";
import type { Base } from "./base.ts";
import { accounts, type Role } from "./cast.ts";
import type { SimulatedChain } from "./chain.ts";
import type { People } from "./people.ts";
import type { StandingRequest } from "./request-log.ts";
import { readTransactions } from "./transactions.ts";
import type { Truth } from "./truth.ts";

/** Calls that a node may be right to repeat: each pays out what there is. */
const REPEATABLE: ReadonlySet<Hex> = new Set([
  toFunctionSelector(getAbiItem({ abi: inferenceOracleAbi, name: "settleRevenue" })),
  toFunctionSelector(getAbiItem({ abi: inferenceOracleAbi, name: "withdraw" })),
]);

/** Where the court sends what it burns. */
const BURNED: Address = "0x000000000000000000000000000000000000dEaD";

export type Outcome = {
  /** One line for each request: how it ended. Part of the trace. */
  readonly ends: readonly string[];
  /** What must not be, in sentences. */
  readonly faults: readonly string[];
};

type World = {
  readonly chain: SimulatedChain;
  readonly base: Base;
  readonly truth: Truth;
  readonly people: People;
  readonly roles: readonly Role[];
};

const addressOf = (name: Role["name"]): Address => accounts[name].address;

/** Looks at everything that the chain tells after a run. */
export async function examine(world: World, requests: readonly StandingRequest[]): Promise<Outcome> {
  const ends: string[] = [];
  const faults: string[] = [];
  for (const standing of requests) {
    const ask = world.people.askOf(standing);
    const { status, outputHash } = standing.state;
    const isRight = outputHash === keccak256(await world.truth.answerTo(ask));
    const name = `${ask.kind} (${ask.adversary}) ${ask.inputSeed}`;
    const end = `${name}: ${STATUS_NAMES[status]}${status === STATUS.final ? (isRight ? ", right" : ", WRONG") : ""}`;
    ends.push(end);
    if (status === STATUS.final && !isRight) faults.push(`a wrong answer is final: ${end}`);
    if (status !== STATUS.final && status !== STATUS.void) faults.push(`a request was lost: ${end}`);
    const isServed = ask.kind !== "without a reward";
    if (status === STATUS.void && isServed) faults.push(`a request that could be answered wasn't: ${end}`);
  }
  faults.push(...(await falseClaims(world, requests)));
  faults.push(...(await doublePosts(world.chain, world.roles)));
  faults.push(...(await unclaimed(world)));
  return { ends: ends.sort(), faults };
}

/** No node claims anything but what the model computes, nor contradicts a right answer. */
async function falseClaims({ chain, base, truth, people, roles }: World, requests: readonly StandingRequest[]) {
  const faults: string[] = [];
  const court = { address: base.deployment.disputeCourt, abi: disputeCourtAbi, strict: true, fromBlock: 0n } as const;
  const cases = await chain.client.getContractEvents({ ...court, eventName: "CaseOpened" });
  const claims = await chain.client.getContractEvents({ ...court, eventName: "Claimed" });
  const nodes = roles.map(({ name }) => addressOf(name));
  for (const { args } of claims) {
    const opened = cases.find(({ args: { caseId } }) => caseId === args.caseId)?.args;
    const standing = requests.find(({ id }) => id === opened?.subject);
    if (opened === undefined || standing === undefined) continue;
    const right = await truth.answerTo(people.askOf(standing));
    const isOwn = nodes.some((address) => isAddressEqual(address, args.sponsor));
    if (isOwn && args.output !== right) faults.push(`a node claimed a wrong answer in case ${args.caseId}`);
    if (isOwn && opened.openedCase.outputHash === keccak256(right))
      faults.push(`a node took a side against a right answer in ${args.caseId}`);
  }
  return faults;
}

/** No node has two transactions in blocks that say the same. */
export async function doublePosts(chain: SimulatedChain, roles: readonly Pick<Role, "name">[]): Promise<string[]> {
  const nodes = new Set(roles.map(({ name }) => addressOf(name).toLowerCase()));
  const seen = new Map<string, Hex>();
  const faults: string[] = [];
  for (const transactions of (await readTransactions(chain)).values()) {
    for (const { from, to, input, hash } of transactions) {
      // Transfers of nothing to itself use up a nonce.
      const isRepeatable = to === null || input === "0x" || REPEATABLE.has(input.slice(0, 10) as Hex);
      if (!nodes.has(from.toLowerCase()) || isRepeatable) continue;
      const key = `${from} ${to} ${input}`;
      const before = seen.get(key);
      if (before !== undefined)
        faults.push(`${from} said the same twice, in ${before} and ${hash}: ${input.slice(0, 10)}`);
      seen.set(key, hash);
    }
  }
  return faults;
}

/** Whether nodes have everything that is theirs, no revenue is unsettled, and no bond waits to be shared out. */
export async function isPaidOut(chain: SimulatedChain, base: Base, roles: readonly Role[]): Promise<boolean> {
  const oracle = { address: base.deployment.inferenceOracle, abi: inferenceOracleAbi } as const;
  const court = { address: base.deployment.disputeCourt, abi: disputeCourtAbi } as const;
  for (const model of [base.served, base.unrewarded]) {
    const args = [model] as const;
    if ((await chain.client.readContract({ ...oracle, functionName: "unsettledRevenue", args })) > 0n) return false;
  }
  let owed = 0n;
  for (const address of [...Object.values(accounts).map((account) => account.address), BURNED]) {
    const isNode = roles.some(({ name }) => isAddressEqual(addressOf(name), address));
    const credit = await chain.client.readContract({ ...court, functionName: "creditWei", args: [address] });
    const earned = await chain.client.readContract({ ...oracle, functionName: "creditWei", args: [address] });
    if (isNode && credit + earned > 0n) return false;
    owed += credit;
  }
  for (const consumer of Object.values(base.consumers)) {
    owed += await chain.client.readContract({ ...court, functionName: "creditWei", args: [consumer] });
  }
  return (await chain.client.getBalance({ address: court.address })) === owed;
}

/** Neither the nodes' credits nor the contracts' balances keep anything, once everybody else has taken theirs. */
async function unclaimed({ chain, base, roles }: World): Promise<string[]> {
  const faults: string[] = [];
  const { inferenceOracle, disputeCourt } = base.deployment;
  const oracle = { address: inferenceOracle, abi: inferenceOracleAbi } as const;
  const court = { address: disputeCourt, abi: disputeCourtAbi } as const;
  const owed = (address: Address) =>
    chain.client.readContract({ ...oracle, functionName: "creditWei", args: [address] });
  const owedByCourt = (address: Address) =>
    chain.client.readContract({ ...court, functionName: "creditWei", args: [address] });
  for (const { name } of roles) {
    const [credit, bonds] = [await owed(addressOf(name)), await owedByCourt(addressOf(name))];
    if (credit > 0n) faults.push(`the oracle still owes the ${name} ${credit} wei`);
    if (bonds > 0n) faults.push(`the court still owes the ${name} ${bonds} wei`);
  }
  for (const account of [...Object.values(accounts).map(({ address }) => address), BURNED]) {
    for (const [contract, credit] of [
      [oracle, await owed(account)],
      [court, await owedByCourt(account)],
    ] as const) {
      const data = encodeFunctionData({ abi: disputeCourtAbi, functionName: "withdraw", args: [account] });
      if (credit > 0n) await chain.send(accounts.developer, contract.address, data);
    }
  }
  await chain.mine();
  let kept = 0n;
  for (const consumer of Object.values(base.consumers)) kept += await owed(consumer);
  let bondsKept = 0n;
  for (const consumer of Object.values(base.consumers)) bondsKept += await owedByCourt(consumer);
  const left = (await chain.client.getBalance({ address: inferenceOracle })) - kept;
  const bonds = (await chain.client.getBalance({ address: disputeCourt })) - bondsKept;
  if (left !== 0n) faults.push(`${left} wei stay in the oracle for nobody`);
  if (bonds !== 0n) faults.push(`${bonds} wei of bonds stay in the court`);
  return faults;
}
