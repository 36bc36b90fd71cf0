import type { Address } from "viem";
import { afterAll, beforeAll, expect, test } from "vitest";
import { toHex } from "../../runtime/src/hash/hex.ts";
import { creditOf, expectBalanced, settle } from "./books.ts";
import { askedBy, consumerAbi, creditsOf, deployConsumer } from "./consumers.ts";
import { type DigitsWorld, LONG_SECONDS, REQUEST, refused, startDigitsWorld } from "./digits-world.ts";
import type { Dispute, Player } from "./dispute.ts";
import { playOut } from "./play-out.ts";

/** Above what a megabyte of memory costs. */
const CALLBACK_GAS = 4_000_000n;
/** Of a delivery besides the callback. */
const DELIVERY_GAS = 200_000n;
const DELIVERER = 6;
const STALEMATE_SECONDS = 700;

let at: DigitsWorld;
const consumers: Address[] = [];

beforeAll(async () => {
  at = await startDigitsWorld();
  at.world.watch(() => expectBalanced(at.world, consumers));
});

afterAll(() => at?.world.stop());

type Hostile = { readonly contract: string; readonly takes: boolean; readonly reverts?: boolean };

const HOSTILE: Readonly<Record<string, Hostile>> = {
  "refuses answers and money": { contract: "RevertingConsumer", takes: false },
  "burns all its gas": { contract: "GasBurningConsumer", takes: false },
  "returns a megabyte": { contract: "ReturnBombConsumer", takes: true },
  "reverts with a megabyte": { contract: "ReturnBombConsumer", takes: false, reverts: true },
};

async function deployHostile({ contract, reverts }: Hostile): Promise<Address> {
  const address = await deployConsumer(at, contract);
  consumers.push(address);
  if (reverts) await tell(address, "setReverts");
  return address;
}

function tell(address: Address, functionName: "setReverts" | "setAccepts") {
  return at.world.send(at.world.accounts[7], { address, abi: consumerAbi, functionName, args: [true] });
}

const delivery = (dispute: Dispute, { answer }: Player) =>
  ({ ...at.world.oracle, functionName: "deliver", args: [dispute.request, toHex(answer), "0x"] }) as const;

const oracleWei = () => at.world.client.getBalance({ address: at.world.oracle.address });

/** Everybody who has something to come from the oracle takes it, and the model's revenue goes to whom it belongs. */
async function emptyOracle(dispute: Dispute): Promise<void> {
  const { world } = at;
  const { modelId } = dispute.request;
  await world.send(world.accounts[0], { ...world.oracle, functionName: "settleRevenue", args: [modelId] });
  for (const account of [...world.accounts.map(({ address }) => address), ...consumers]) {
    const credit = await creditsOf(at, account);
    if (credit.oracleWei === 0n) continue;
    await world.send(world.accounts[0], { ...world.oracle, functionName: "withdraw", args: [account] });
  }
}

test.each(Object.entries(HOSTILE))(
  "a consumer that %s keeps no wrong answer from being overturned",
  async (_, kind) => {
    const { world } = at;
    const [honest, liar] = [at.honest(), at.liar()];
    const consumer = await deployHostile(kind);
    const beforeWei = await oracleWei();
    const dispute = await askedBy(at, consumer, CALLBACK_GAS);
    await dispute.propose(liar.account, liar.answer);
    expect(await dispute.state()).toMatchObject({ delivered: true, deliverySucceeded: kind.takes });
    await dispute.contradict(honest);
    await dispute.commitTrace(liar);
    const duel = await dispute.duel(honest, liar);
    await playOut(duel, [honest, liar]);
    await at.concludes(dispute, honest);

    const deliverer = world.accounts[DELIVERER];
    const owed = await creditsOf(at, deliverer.address);
    const { gasUsed } = await world.send(deliverer, delivery(dispute, honest));
    expect(gasUsed).toBeLessThan(CALLBACK_GAS + DELIVERY_GAS);
    expect(await dispute.state()).toMatchObject({ delivered: true, deliverySucceeded: kind.takes });
    const { callbackFeeWei } = dispute.request;
    expect((await creditsOf(at, deliverer.address)).oracleWei - owed.oracleWei).toBe(callbackFeeWei);
    if (kind.takes) await refused(world.send(deliverer, delivery(dispute, honest)), "OracleNothingToDeliver");
    else await world.send(deliverer, delivery(dispute, honest));
    expect((await creditsOf(at, deliverer.address)).oracleWei - owed.oracleWei, "paid once").toBe(callbackFeeWei);

    // Its share of the lost bond waits for it, too, and holds up nobody else's.
    await settle(dispute, liar, honest, duel);
    expect(await creditOf(world, consumer)).toBeGreaterThan(0n);
    const take = { functionName: "withdraw", args: [consumer] } as const;
    if (kind.contract === "RevertingConsumer") {
      await refused(world.send(deliverer, { ...world.court, ...take }), "DisputePaymentFailed");
      await refused(world.send(deliverer, { ...world.oracle, ...take }), "OraclePaymentFailed");
      await tell(consumer, "setAccepts");
      await world.send(deliverer, delivery(dispute, honest));
      expect((await dispute.state()).deliverySucceeded).toBe(true);
    }
    await world.send(deliverer, { ...world.court, ...take });
    await emptyOracle(dispute);
    expect(await oracleWei()).toBe(beforeWei);
  },
);

test.each(Object.entries(HOSTILE))("a consumer that %s gets its fee back when no answer survives", async (_, kind) => {
  const { world } = at;
  const [first, rival] = [at.liar(1), at.liar(9, 3)];
  const consumer = await deployHostile(kind);
  const beforeWei = await oracleWei();
  const dispute = await askedBy(at, consumer, CALLBACK_GAS);
  const paidWei = (await oracleWei()) - beforeWei;
  await dispute.propose(first.account, first.answer);
  await dispute.contradict(rival);
  await dispute.commitTrace(first);
  await world.pass(LONG_SECONDS + STALEMATE_SECONDS);
  await dispute.conclude(first);
  await world.pass(LONG_SECONDS + STALEMATE_SECONDS);
  await dispute.conclude(first);
  expect((await dispute.state()).status).toBe(REQUEST.void);
  const error = { ...world.oracle, functionName: "deliverError", args: [dispute.request, "0x"] } as const;
  const { gasUsed } = await world.send(world.accounts[DELIVERER], error);
  expect(gasUsed).toBeLessThan(CALLBACK_GAS + DELIVERY_GAS);
  expect((await dispute.state()).deliverySucceeded).toBe(false);
  expect((await creditsOf(at, consumer)).oracleWei).toBe(paidWei);
  if (kind.contract === "RevertingConsumer") {
    await tell(consumer, "setAccepts");
    await world.send(world.accounts[DELIVERER], error);
    expect((await dispute.state()).deliverySucceeded).toBe(true);
  }
  await world.send(world.accounts[DELIVERER], { ...world.oracle, functionName: "withdraw", args: [consumer] });
  expect(await oracleWei()).toBe(beforeWei);
});
