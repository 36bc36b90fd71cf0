import { disputeCourtAbi, inferenceOracleAbi } from "@openimo/contracts";
import { dropOf } from "@openimo/contracts/drop-tree";
import {
  BaseError,
  ContractFunctionRevertedError,
  concat,
  encodeAbiParameters,
  encodeFunctionData,
  getAddress,
  type Hex,
  keccak256,
  toHex,
} from "viem";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { commitmentHash } from "../../oracle/src/chain/commitment.ts";
import { curveTerms } from "../../oracle/src/commands/offering/curve-terms.ts";
import { readModel } from "../../oracle/src/models/registered-model.ts";
import { sidesHash } from "../../player/src/court-calls.ts";
import { matchPayments } from "../../player/src/payments.ts";
import type { DuelTurn, KnownDuel } from "../../player/src/read-duels.ts";
import { turnEnd, unpackPlace } from "../../player/src/unpack-place.ts";
import { firstPlace } from "../../runtime/src/dispute/place.ts";
import { fromHex } from "../../runtime/src/hash/hex.ts";
import { mostAnswerBytes } from "../../runtime/src/package/answer-length.ts";
import type { Program } from "../../runtime/src/program/program.ts";
import { batchHashOf, decodeItems, encodeItems, itemSeed } from "../../runtime/src/tree/batch.ts";
import { inputHashOf } from "../../runtime/src/tree/input-hash.ts";
import { Random } from "../../runtime/testing/random.ts";
import { allocationOf } from "../../web/src/hooks/allocation.ts";
import type { FixedPriceSale } from "../../web/src/hooks/read-offering.ts";
import { type FormulaWorld, many, randomHex, randomUint, startFormulaWorld } from "./formula-world.ts";

const CASES = Number(process.env.OPENIMO_CASES ?? 2_000);
const LEAVES = 256;

describe("what TypeScript reckons is what the contracts reckon", () => {
  const seed = Random.seed();
  console.log(`OPENIMO_SEED=${seed}`);
  const random = new Random(seed);
  let at: FormulaWorld;

  beforeAll(async () => {
    at = await startFormulaWorld();
  });
  afterAll(() => at?.stop());

  it("commitments to answers", async () => {
    const oracle = at.world.oracle.address;
    const cases = many(CASES, () => ({
      ...{ requestId: randomUint(random, 256), output: randomHex(random, random.integer(0, 100)) },
      ...{ author: getAddress(randomHex(random, 20)), salt: randomHex(random, 32) },
    }));
    const args = cases.map(({ requestId, output, author, salt }) => [requestId, keccak256(output), author, salt]);
    const abi = inferenceOracleAbi;
    const found = await at.askAll<Hex>({ address: oracle, abi, functionName: "commitmentOf" }, args);
    expect(found).toEqual(cases.map((each) => commitmentHash({ oracle, chainId: 31337, ...each })));
  });

  it("ids of duels, whose sides a move passes as one hash", async () => {
    const cases = many(CASES, () => many(4, () => randomHex(random, 32)));
    const abi = disputeCourtAbi;
    const court = { address: at.world.court.address, abi, functionName: "duelIdOf" } as const;
    const found = await at.askAll<Hex>(court, cases);
    const expected = cases.map(([caseId, programRoot, a, b]) => {
      const [first, second] = a < b ? [a, b] : [b, a];
      return keccak256(concat([programRoot, sidesHash({ caseId, first, second })]));
    });
    expect(found).toEqual(expected);
  });

  it("places and clocks of duels", async () => {
    // A phase is one of three and a side one of two, so their bytes aren't any.
    const CHOICES = 0xffffn << 80n;
    const choice = () => (BigInt(random.integer(0, 2)) << 80n) | (BigInt(random.integer(0, 1)) << 88n);
    const words = many(CASES, () => (randomUint(random, 256) & ~CHOICES) | choice());
    const found = await at.columns<Record<string, unknown>>("places", words);
    for (const [i, { instructionCount: _, stepLimit: __, itemCount: ___, ...expected }] of found.entries()) {
      const place = unpackPlace({ place: words[i] });
      expect(place).toEqual(expected);
      expect(turnEnd(place)).toBe(Number(expected.turnAt) + Number(expected.moverSeconds));
    }
  });

  it("where duels begin", async () => {
    const [instruction] = at.digits.program.instructions;
    const cases = many(CASES, () => ({
      instructions: random.integer(1, 4_096),
      steps: random.integer(0, 1) * random.integer(1, 4_096),
      items: random.integer(0, 1) * random.integer(1, 16),
    }));
    const shapes = cases.map(({ instructions, steps, items }) => [instructions, steps, items].map(BigInt));
    const words = await at.columns<bigint>("beginnings", shapes);
    for (const [i, { instructions, steps, items }] of cases.entries()) {
      const { loop: _, ...rest } = at.digits.program;
      const prompt = { dtype: "uint8", shape: [1], log2Leaf: 8 } as const;
      const loop = { prompt, stepLimit: steps, tokenLimit: 1, stopToken: -1 };
      const program: Program = {
        ...rest,
        instructions: new Array(instructions).fill(instruction),
        ...(steps > 0 ? { loop } : {}),
      };
      const {
        turnAt: _a,
        moverSeconds: _b,
        otherSeconds: _c,
        isSecond: _d,
        ...place
      } = unpackPlace({ place: words[i] });
      expect(place, JSON.stringify(cases[i])).toEqual(firstPlace(program, items));
    }
  });

  it("chains of payments for moves", async () => {
    const gas = [60_000n, 120_000n];
    for (let done = 0; done < CASES; ) {
      const count = random.integer(1, 15);
      const actors = many(count, () => getAddress(randomHex(random, 20)));
      const pricesWei = many(count, () => randomUint(random, 64));
      const forSecond = many(count, () => random.integer(0, 1) === 1);
      const amounts = pricesWei.map((price) => price * random.pick(gas));
      const links = await at.columns<Hex>("chains", actors, amounts, forSecond);
      const winner = randomHex(random, 32);
      const winnerIsSecond = random.integer(0, 1) === 1;
      const [first, second] = winnerIsSecond ? [randomHex(random, 32), winner] : [winner, randomHex(random, 32)];
      const turns = actors.map((actor, i): DuelTurn => {
        const state = { place: 0n, movesHash: links[i], moverNode: "0x", otherNode: "0x" } as const;
        return { state, shown: [], preimage: "0x", actor, transactionHash: "0x" };
      });
      const duel = { caseId: "0x", programRoot: "0x", first, second } as const;
      const known: KnownDuel = { id: "0x", duel, turns: [turns[0], ...turns.slice(1)] };
      const { payments } = matchPayments(known, { gas, pricesWei, winner });
      // Without a price nobody is paid, and for whom is all the same; the chain still tells.
      expect(payments).toEqual(
        actors.map((mover, i) => ({ mover, amountWei: amounts[i], forWinner: forSecond[i] === winnerIsSecond })),
      );
      done += count;
    }
  });

  it("hashes of inputs", async () => {
    const inputs = many(CASES, () => random.bytes(random.integer(0, 1) * random.integer(0, 5 * LEAVES)));
    // At the ends of leaves and of trees.
    inputs.push(...[1, 2, 3, 4, 5, 8, 9].flatMap((n) => [-1, 0, 1].map((by) => random.bytes(n * LEAVES + by))));
    const found = await at.columns<Hex>(
      "inputHashes",
      inputs.map((input) => toHex(input)),
    );
    expect(found).toEqual(inputs.map((input) => toHex(inputHashOf(input))));
  });

  it("hashes of batches, and what is a batch", async () => {
    const cases = many(CASES, () => {
      const items = many(random.integer(1, 16), () => random.bytes(random.integer(0, 1) * random.integer(0, 300)));
      const encoded = encodeItems(items);
      const change = random.integer(0, 3);
      // A bit is turned, a piece is cut off or added, or another number of items is said.
      if (change === 0) encoded[random.integer(0, encoded.length - 1)] ^= 1 << random.integer(0, 7);
      const changed =
        change === 1 ? random.pick([encoded.slice(0, -1), encoded.slice(0, -32), concatZeros(encoded)]) : encoded;
      return { encoded: changed, count: change === 2 ? random.integer(1, 16) : items.length };
    });
    const found = await at.columns<Hex>(
      "batchHashes",
      cases.map(({ encoded }) => toHex(encoded)),
      cases.map(({ count }) => BigInt(count)),
    );
    const expected = cases.map(({ encoded, count }) => {
      const items = decodeItems(encoded, count);
      return items === null ? toHex(new Uint8Array(32)) : toHex(batchHashOf(items));
    });
    expect(found).toEqual(expected);
    const refusals = found.filter((hash) => BigInt(hash) === 0n).length;
    expect(refusals).toBeGreaterThan(CASES / 4);
    expect(refusals).toBeLessThan((CASES * 3) / 4);
  });

  it("seeds of a batch's items", async () => {
    const cases = many(CASES, () => ({ seed: random.bytes(16), index: random.integer(0, 15) }));
    const found = await at.columns<Hex>(
      "itemSeeds",
      cases.map(({ seed: bytes }) => toHex(bytes)),
      cases.map(({ index }) => BigInt(index)),
    );
    expect(found).toEqual(cases.map(({ seed: bytes, index }) => toHex(itemSeed(bytes, index))));
  });

  it("what a commitment to a sale gets", async () => {
    const cases = many(CASES, () => {
      const hardCap = randomUint(random, 127) + 1n;
      const softCap = randomUint(random, 127) % (hardCap + 1n);
      const guaranteed = randomUint(random, 127) % (hardCap + 1n);
      const ownGuaranteed = randomUint(random, 127) % (guaranteed + 1n);
      const others = randomUint(random, 127);
      const inPublic = randomUint(random, 126);
      const sale = {
        saleSupply: randomUint(random, 96),
        softCap,
        hardCap,
        total: guaranteed + inPublic + others,
        guaranteed,
      };
      return { sale, inPublic, ownGuaranteed };
    });
    const found = await at.columns<{ tokens: bigint; spent: bigint; refund: bigint }>(
      "allocations",
      cases.map(({ sale }) => sale),
      cases.map(({ inPublic }) => inPublic),
      cases.map(({ ownGuaranteed }) => ownGuaranteed),
    );
    for (const [i, { sale, inPublic, ownGuaranteed }] of cases.entries()) {
      const { total, guaranteed: totalGuaranteed, ...terms } = sale;
      const fixed: Pick<FixedPriceSale, "saleSupply" | "hardCap" | "softCap" | "totalGuaranteed"> = {
        ...terms,
        totalGuaranteed,
      };
      // The page doesn't divide by nothing where the contract lets nobody commit nothing.
      if (total === 0n) continue;
      const own = allocationOf(fixed as FixedPriceSale, inPublic + ownGuaranteed, total, ownGuaranteed);
      expect(own, `case ${i}`).toEqual(found[i]);
    }
  });

  it("terms of curves, which the contract takes", async () => {
    const terms = many(CASES, () => {
      const multiple = random.integer(10_300, 1_000_000);
      const text = `${Math.floor(multiple / 10_000)}.${String(multiple % 10_000).padStart(4, "0")}`;
      return curveTerms(10_000n + randomUint(random, 119), text);
    });
    for (let start = 0; start < CASES; start += 250) {
      const args = [terms.slice(start, start + 250)];
      await at.world.client.readContract({ ...at.probe, functionName: "checkCurves", args });
    }
  });

  it("drops' leaves, roots and proofs", async () => {
    const token = await at.create("PlainAsset");
    const implementation = await at.create("ContributorDrop");
    let claims = 0;
    while (claims < CASES) {
      const contributors = many(random.integer(1, 200), () => ({
        account: getAddress(randomHex(random, 20)),
        amount: randomUint(random, 96) + 1n,
      }));
      const drop = dropOf(contributors);
      const types = [{ type: "address" }, { type: "bytes32" }, { type: "uint256" }, { type: "address" }] as const;
      const terms = encodeAbiParameters(types, [token.address, drop.root, 2n ** 40n, token.address]);
      const clone = encodeFunctionData({
        abi: at.probe.abi,
        functionName: "clone",
        args: [implementation.address, terms],
      });
      const call = { to: at.probe.address, data: clone };
      const { data = "0x" } = await at.world.client.call(call);
      await at.world.mined(at.world.accounts[0], call);
      const contract = { address: getAddress(`0x${data.slice(-40)}`), abi: implementation.abi };
      const answers = await Promise.all(
        drop.claims.map(({ index, account, amount, proof }, i) => {
          // Each fourth claims a unit more than is its own.
          const claimed = amount + (i % 4 === 3 ? 1n : 0n);
          const args = [BigInt(index), account, claimed, proof];
          return reasonOf(at.world.client.simulateContract({ ...contract, functionName: "claim", args }));
        }),
      );
      expect(answers).toEqual(drop.claims.map((_, i) => (i % 4 === 3 ? "DropBadProof" : "DropNotFunded")));
      claims += contributors.length;
    }
  });

  it("models' hashes and the length of their answers", async () => {
    const { client, registry, accounts, send } = at.world;
    const { terms } = await client.readContract({ ...registry, functionName: "model", args: [at.modelId] });
    for (let i = 0; i < 25; i++) {
      const listing = { ...terms, weightsRoot: randomHex(random, 32), name: `model ${i}` };
      await send(accounts[0], { ...registry, functionName: "register", args: [listing] });
      const modelId = await client.readContract({ ...registry, functionName: "modelIdAt", args: [BigInt(i + 1)] });
      const found = await client.readContract({ ...registry, functionName: "modelHash", args: [modelId] });
      expect((await readModel(at.connection, modelId)).modelHash).toBe(found);
    }
    const most = await client.readContract({ ...registry, functionName: "outputBytesMax", args: [at.modelId] });
    expect(BigInt(mostAnswerBytes(at.digits.program))).toBe(most);
  });

  it("and a difference is found", async () => {
    const [hash] = await at.columns<Hex>("inputHashes", ["0x01"]);
    expect(hash).toBe(toHex(inputHashOf(fromHex("0x01"))));
    expect(hash).not.toBe(toHex(inputHashOf(fromHex("0x02"))));
  });
});

const concatZeros = (bytes: Uint8Array): Uint8Array => fromHex(concat([toHex(bytes), toHex(new Uint8Array(32))]));

/** Name of the error with which a contract refuses. */
async function reasonOf(call: Promise<unknown>): Promise<string | undefined> {
  const error = await call.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof BaseError)) return undefined;
  const reverted = error.walk((inner) => inner instanceof ContractFunctionRevertedError);
  return reverted instanceof ContractFunctionRevertedError ? reverted.data?.errorName : undefined;
}
