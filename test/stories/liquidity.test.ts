import { liquidityLockerAbi, revenueShareTokenAbi } from "@openimo/contracts";
import routerArtifact from "@uniswap/v3-periphery/artifacts/contracts/SwapRouter.sol/SwapRouter.json";
import { type Address, encodeFunctionData, isHex, parseAbi, parseEther, zeroAddress } from "viem";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { commit, type Launched, launch, PERIOD_SECONDS, settle, usualSale } from "../world/launch.ts";
import { addressOf, type Story, startStory } from "../world/story.ts";

const DAY = 24 * 3600;
const factoryAbi = parseAbi(["function createPool(address, address, uint24) returns (address)"]);
const poolAbi = parseAbi(["function initialize(uint160 sqrtPriceX96)"]);
/** Uniswap's tier of 1%, in hundredths of a basis point. */
const FEE = 10_000;
const ONE_PERCENT = 100n;

describe("liquidity, where somebody opened the pool at a wrong price", () => {
  let story: Story;
  let launched: Launched;
  let locker: Address;
  let factory: Address;
  let wrappedEther: Address;
  let pool: Address;
  const share = usualSale.hardCap / 5n;

  beforeAll(async () => {
    story = await startStory({ models: ["digits"] });
    launched = await launch(story);
    locker = await read(launched.offering, "liquidityLocker");
    factory = await read(locker, "factory");
    wrappedEther = await read(locker, "wrappedEther");
    pool = await story.reader.readContract({
      address: locker,
      abi: liquidityLockerAbi,
      functionName: "poolOf",
      args: [launched.token, zeroAddress],
    });
  });
  afterAll(() => story?.stop());

  function read(address: Address, functionName: "liquidityLocker" | "factory" | "wrappedEther"): Promise<Address> {
    const outputs = [{ type: "address" }] as const;
    const abi = [{ type: "function", name: functionName, stateMutability: "view", inputs: [], outputs }] as const;
    return story.reader.readContract({ address, abi, functionName });
  }

  const send = (to: Address, data: `0x${string}`, value = 0n) =>
    story.mined(story.wallet.stranger.sendTransaction({ to, data, value }));

  const tokensOf = (account: Address) =>
    story.reader.readContract({
      address: launched.token,
      abi: revenueShareTokenAbi,
      functionName: "balanceOf",
      args: [account],
    });

  async function openimo(...args: string[]) {
    const { code, stdout, stderr } = await story.openimo("offering", ...args, "--development-key", "6", "--json");
    expect(code, stderr + stdout).toBe(0);
    return JSON.parse(stdout);
  }

  it("is locked at the sale's price all the same", async () => {
    const args = [launched.token, wrappedEther, FEE] as const;
    await send(factory, encodeFunctionData({ abi: factoryAbi, functionName: "createPool", args }));
    // A price of 1, ten thousand times or a ten-thousandth of the sale's.
    await send(pool, encodeFunctionData({ abi: poolAbi, functionName: "initialize", args: [2n ** 96n] }));
    await commit(story, launched.offering, "investorA", parseEther("9"));
    await commit(story, launched.offering, "investorB", parseEther("1"));
    await story.pass(DAY);
    await openimo("finalise", launched.offering);

    const seeded = await openimo("seed-liquidity", launched.offering);
    expect(seeded.pool).toBe(pool);
    expect(await tokensOf(pool)).toBeGreaterThan(((usualSale.saleSupply / 5n) * 999_999n) / 1_000_000n);
    expect(BigInt(seeded.amount)).toBeGreaterThan((share * 999_999n) / 1_000_000n);
    const shown = await openimo("show", launched.offering);
    expect(shown.liquidity).toMatchObject({ settled: true, pool });

    const again = await story.openimo("offering", "seed-liquidity", launched.offering, "--development-key", "6");
    expect(again.code).toBe(1);
  });

  it("lets anybody buy through Uniswap's router", async () => {
    if (!isHex(routerArtifact.bytecode)) throw new Error("The router's artifact has no code.");
    const router = await story.mined(
      story.wallet.stranger.deployContract({
        abi: routerArtifact.abi,
        bytecode: routerArtifact.bytecode,
        args: [factory, wrappedEther],
      }),
    );
    const amountIn = parseEther("1");
    const trade = {
      ...{ tokenIn: wrappedEther, tokenOut: launched.token, fee: FEE, recipient: addressOf(story.wallet.requester) },
      ...{ deadline: BigInt(await story.now()) + 3600n, amountIn, amountOutMinimum: 0n, sqrtPriceLimitX96: 0n },
    };
    const data = encodeFunctionData({ abi: routerArtifact.abi, functionName: "exactInputSingle", args: [trade] });
    await send(router.contractAddress as Address, data, amountIn);
    // Of 2 ETH and 200,000 tokens: 0.99 ETH after the fee buy 0.99 / 2.99 of them.
    const bought = await tokensOf(addressOf(story.wallet.requester));
    expect(Number(bought) / 1e18).toBeCloseTo((200_000 * 0.99) / 2.99, 3);
  });

  it("pays the holders what the trade paid", async () => {
    await settle(story, launched.offering, "stranger", "claim", addressOf(story.wallet.investorA));
    const collected = await openimo("collect-fees", launched.offering);
    const fee = parseEther("1") / ONE_PERCENT;
    expect(fee - BigInt(collected.amount)).toBeLessThan(2n);

    await story.pass(PERIOD_SECONDS);
    const holder = addressOf(story.wallet.investorA);
    const claimable = await story.reader.readContract({
      address: launched.token,
      abi: revenueShareTokenAbi,
      functionName: "claimable",
      args: [holder],
    });
    // Nine tenths of the revenue are shared by all but locker and pool.
    const bought = await tokensOf(addressOf(story.wallet.requester));
    const sharing = usualSale.saleSupply + usualSale.developerSupply + bought;
    const expected = (((fee * 9n) / 10n) * (await tokensOf(holder))) / sharing;
    expect(Number(claimable - expected)).toBeLessThan(1e9);
    expect(claimable).toBeGreaterThan(expected - 10n ** 9n);
    const before = await story.reader.getBalance({ address: holder });
    await story.mined(
      story.wallet.stranger.writeContract({
        address: launched.token,
        abi: revenueShareTokenAbi,
        functionName: "claimFor",
        args: [holder],
      }),
    );
    expect((await story.reader.getBalance({ address: holder })) - before).toBe(claimable);
  });
});
