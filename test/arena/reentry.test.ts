import { type Abi, type Address, decodeErrorResult, encodeFunctionData, type Hex } from "viem";
import { afterAll, beforeAll, expect, test } from "vitest";
import { toHex } from "../../runtime/src/hash/hex.ts";
import { expectBalanced } from "./books.ts";
import { askedBy, consumerAbi, creditsOf, deployConsumer } from "./consumers.ts";
import { type DigitsWorld, startDigitsWorld } from "./digits-world.ts";
import type { Dispute, Player } from "./dispute.ts";
import type { DuelOnChain } from "./duel-on-chain.ts";
import { playOut } from "./play-out.ts";

const CALLBACK_GAS = 8_000_000n;
const OPENED = "opened";

let at: DigitsWorld;
const consumers: Address[] = [];

beforeAll(async () => {
  at = await startDigitsWorld();
  at.world.watch(() => expectBalanced(at.world, consumers));
});

afterAll(() => at?.world.stop());

type Contract = { readonly address: Address; readonly abi: Abi };

/** A call from inside a callback, and how it has to end: `OPENED` or the contract's error. */
interface Door {
  readonly contract: Contract;
  readonly functionName: string;
  readonly args: readonly unknown[];
  readonly valueWei?: bigint;
  readonly ends: string;
}

async function arm(consumer: Address, doors: readonly Door[]): Promise<void> {
  const armed = doors.map(({ contract: { address, abi }, functionName, args, valueWei = 0n }) => ({
    ...{ target: address, valueWei },
    payload: encodeFunctionData({ abi, functionName, args: [...args] }),
  }));
  const call = { address: consumer, abi: consumerAbi, functionName: "arm", args: [armed] } as const;
  await at.world.send(at.world.accounts[7], call);
}

/** That each call of the newest callback has ended as it has to. */
async function expectEnds(consumer: Address, doors: readonly Door[]): Promise<void> {
  const read = { address: consumer, abi: consumerAbi, functionName: "outcomes" } as const;
  const [opened, errors] = await at.world.client.readContract(read);
  const nameOf = (i: number) => (opened[i] ? OPENED : decodeErrorResult({ abi, data: errors[i] }).errorName);
  const abi = [...at.world.oracle.abi, ...at.world.court.abi];
  const told = doors.map(({ functionName }, i) => `${functionName}: ${i < opened.length ? nameOf(i) : "not tried"}`);
  expect(told).toEqual(doors.map(({ functionName, ends }) => `${functionName}: ${ends}`));
}

async function deployCalling(): Promise<Address> {
  const consumer = await deployConsumer(at, "CallingConsumer");
  consumers.push(consumer);
  // For bonds.
  await at.world.mined(at.world.accounts[7], { to: consumer, data: "0x", value: 10n ** 18n });
  return consumer;
}

const lastAnswer = (consumer: Address): Promise<Hex> =>
  at.world.client.readContract({ address: consumer, abi: consumerAbi, functionName: "lastAnswer" });

/** The doors of the oracle for a request, while it is in another state than they are for. */
async function oracleDoors(dispute: Dispute, honest: Player, liar: Player): Promise<readonly Door[]> {
  const { request, openedCase } = dispute;
  const { programRoot, weightsRoot } = openedCase;
  const contract = at.world.oracle;
  const ends = "OracleRequestState";
  const valueWei = request.bondWei;
  const winner = dispute.key(liar);
  return [
    { contract, functionName: "propose", args: [request, toHex(liar.answer), "0x"], valueWei, ends },
    { contract, functionName: "contradict", args: [request, await dispute.statement(honest)], valueWei, ends },
    { contract, functionName: "finalise", args: [request], ends },
    { contract, functionName: "finaliseDispute", args: [request, { programRoot, weightsRoot }, winner], ends },
    { contract, functionName: "deliverError", args: [request, "0x"], ends },
    { contract, functionName: "expire", args: [request], ends },
  ];
}

/** The doors of the court for a case that is decided. */
async function courtDoors(dispute: Dispute, duel: DuelOnChain, honest: Player, liar: Player): Promise<readonly Door[]> {
  const { openedCase } = dispute;
  const contract = at.world.court;
  const [loser, winner] = [dispute.key(liar), dispute.key(honest)];
  const winnerId = await dispute.claimId(honest);
  const payments = duel.payments.map(({ side, ...payment }) => ({ ...payment, forWinner: side === winnerId }));
  const settle = { contract, functionName: "settle" };
  const settled = [openedCase, { loser, winner, duel: duel.state, payments }] as const;
  const statement = await dispute.statement(liar);
  const valueWei = 2n * openedCase.bondWei;
  const closed = "DisputeCaseClosed";
  return [
    { contract, functionName: "conclude", args: [openedCase, loser], ends: "DisputeNotEscrow" },
    {
      ...{ contract, functionName: "open", args: [openedCase, honest.account.address, statement] },
      ...{ valueWei, ends: "DisputeNotEscrow" },
    },
    { contract, functionName: "claim", args: [openedCase, statement], valueWei, ends: closed },
    { contract, functionName: "silence", args: [openedCase], ends: closed },
    { contract, functionName: "timeout", args: [duel.duel, duel.state], ends: "DisputeClaimStatus" },
    { ...settle, args: settled, ends: OPENED },
    { ...settle, args: settled, ends: "DisputeClaimStatus" },
  ];
}

/** What is the consumer's own, which it can take once. */
function ownDoors(consumer: Address): readonly Door[] {
  const take = { functionName: "withdraw", args: [consumer] };
  const [oracle, court] = [at.world.oracle, at.world.court];
  return [
    { ...take, contract: court, ends: OPENED },
    { ...take, contract: court, ends: "DisputeNothingToWithdraw" },
    { ...take, contract: oracle, ends: OPENED },
    { ...take, contract: oracle, ends: "OracleNothingToWithdraw" },
  ];
}

test("a consumer that comes back in when it is told the right answer finds what is anybody's, once", async () => {
  const [honest, liar] = [at.honest(), at.liar()];
  const consumer = await deployCalling();
  const dispute = await askedBy(at, consumer, CALLBACK_GAS);
  await dispute.propose(liar.account, liar.answer);
  expect(await lastAnswer(consumer)).toBe(toHex(liar.answer));
  await dispute.contradict(honest);
  await dispute.commitTrace(liar);
  const duel = await dispute.duel(honest, liar);
  await playOut(duel, [honest, liar]);
  await at.concludes(dispute, honest);
  const deliver = { contract: at.world.oracle, functionName: "deliver" };
  const doors: readonly Door[] = [
    { ...deliver, args: [dispute.request, toHex(honest.answer), "0x"], ends: "OracleNothingToDeliver" },
    { ...deliver, args: [dispute.request, toHex(liar.answer), "0x"], ends: "OracleNothingToDeliver" },
    ...(await oracleDoors(dispute, honest, liar)),
    ...(await courtDoors(dispute, duel, honest, liar)),
    ...ownDoors(consumer),
  ];
  await arm(consumer, doors);
  const due = { ...at.world.oracle, functionName: "deliver" } as const;
  await at.world.send(at.world.accounts[6], { ...due, args: [dispute.request, toHex(honest.answer), "0x"] });
  await expectEnds(consumer, doors);
  expect(await lastAnswer(consumer)).toBe(toHex(honest.answer));
  expect((await dispute.state()).deliverySucceeded).toBe(true);
  expect(await creditsOf(at, consumer)).toEqual({ oracleWei: 0n, courtWei: 0n });
});

test("a consumer contradicts what it is told from inside its callback, as anybody may, and wins", async () => {
  const { client, oracle } = at.world;
  const [honest, liar] = [at.honest(), at.liar()];
  const consumer = await deployCalling();
  const dispute = await askedBy(at, consumer, CALLBACK_GAS);
  const { request } = dispute;
  const valueWei = request.bondWei;
  const contradict = { contract: oracle, functionName: "contradict", valueWei };
  const deliver = { contract: oracle, functionName: "deliver", args: [request, toHex(liar.answer), "0x"] };
  const doors: readonly Door[] = [
    { ...contradict, args: [request, await dispute.statement(liar)], ends: "DisputeSameAnswer" },
    { ...deliver, ends: "OracleNothingToDeliver" },
    { ...contradict, args: [request, await dispute.statement(honest)], ends: OPENED },
    { ...contradict, args: [request, await dispute.statement(honest)], ends: "OracleRequestState" },
    { ...deliver, ends: "OracleRequestState" },
    { contract: oracle, functionName: "finalise", args: [request], ends: "OracleRequestState" },
  ];
  await arm(consumer, doors);
  await dispute.propose(liar.account, liar.answer);
  await expectEnds(consumer, doors);
  dispute.openedCase = await client.readContract({ ...oracle, functionName: "caseOf", args: [request] });
  await dispute.commitTrace(liar, { rival: honest });
  await playOut(await dispute.duel(honest, liar), [honest, liar]);
  await at.concludes(dispute, honest);
  expect((await dispute.state()).proposer.toLowerCase()).toBe(consumer.toLowerCase());
  expect((await creditsOf(at, consumer)).courtWei).toBeGreaterThanOrEqual(valueWei);
});
