import { join } from "node:path";
import { inferenceOracleAbi } from "@openimo/contracts";
import { parseEther, zeroAddress } from "viem";
import { mnemonicToAccount } from "viem/accounts";
import { foundry } from "viem/chains";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { developmentMnemonic } from "../../local/world.ts";
import { connect } from "../../oracle/src/chain/connection.ts";
import { findRequest } from "../../oracle/src/chain/find-request.ts";
import { loadLocalPackage } from "../../oracle/src/models/local-packages.ts";
import { findCase } from "../../player/src/read-case.ts";
import { openChain } from "../../web/src/app/chain.ts";
import { readOracleHistory } from "../../web/src/hooks/index/oracle-history.ts";
import { recordsOf } from "../../web/src/hooks/index/records-of-history.ts";
import { disputesOf } from "../../web/src/hooks/index/requests-of-history.ts";
import { type Indexer, openIndexer } from "../world/indexer.ts";
import { act, commit, type Launched, launch, settle } from "../world/launch.ts";
import { digitLie, post } from "../world/lies.ts";
import { startLie } from "../world/lying-player.ts";
import { passTime } from "../world/passing-time.ts";
import { ask, seven, status, untilStatus } from "../world/request.ts";
import { addressOf, root, type Story, startStory } from "../world/story.ts";

const DAY = 86_400;

/** One story: each step needs what the one before has put on the chain. */
describe("the index of the chain", { sequential: true }, () => {
  let story: Story;
  let indexer: Indexer;
  let launched: Launched;
  beforeAll(async () => {
    story = await startStory({ models: ["digits"], node: true, indexer: true });
    indexer = openIndexer(story);
  });
  afterAll(() => story?.stop());

  it("has a model, its launch, and what was paid into it", async () => {
    launched = await launch(story);
    await commit(story, launched.offering, "investorA", parseEther("4"));
    await commit(story, launched.offering, "investorB", parseEther("2"));
    await story.pass(DAY + 60);
    await act(story, launched.offering, "stranger", "finalise");
    for (const role of ["investorA", "investorB"] as const) {
      await settle(story, launched.offering, "stranger", "claim", addressOf(story.wallet[role]));
    }
    const [model, ...others] = await indexer.ask("models");
    expect(others).toEqual([]);
    expect(model).toMatchObject({
      id: String(launched.modelId),
      name: "digits",
      token: launched.token,
      finalCalls: "0",
    });
    expect(await indexer.ask("offerings")).toMatchObject([
      { offering: launched.offering, accounts: "2", paidIn: String(parseEther("6")), raised: String(parseEther("6")) },
    ]);
  });

  it("has the revenue of final answers, by day and by period, and the record of who answered", async () => {
    const first = await ask(story, "requester", launched.modelId);
    const second = await ask(story, "investorC", launched.modelId);
    for (const { requestId } of [first, second]) await untilStatus(story, requestId, status.answered);
    await story.pass(60);
    for (const { requestId } of [first, second]) await untilStatus(story, requestId, status.final);
    const { feeAmount, operatorRewardWei } = first.request;
    const earned = String(2n * feeAmount);

    const days = await indexer.ask("revenue", {
      model: String(launched.modelId),
      bucketSeconds: String(DAY),
      buckets: "3",
    });
    expect(days.map(({ amount }) => amount)).toEqual(["0", "0", earned]);
    expect(days[2]).toMatchObject({ calls: "2" });
    expect(Number(days[2].start) % DAY).toBe(0);
    expect(await indexer.ask("models", { sort: "revenue" })).toMatchObject([
      { revenue: earned, recentRevenue: earned, recentCalls: "2", finalCalls: "2", requests: "2" },
    ]);
    expect(await indexer.ask("operators")).toMatchObject([
      {
        ...{ operator: addressOf(story.wallet.operator), answers: "2", final: "2", overturned: "0", bondedWei: "0" },
        earnedWei: String(2n * operatorRewardWei),
      },
    ]);
    expect(await indexer.ask("requests", { requester: addressOf(story.wallet.investorC) })).toMatchObject([
      { id: String(second.requestId), status: "final", modelName: "digits" },
    ]);

    // The node has settled the fees into the token; the next period's first transaction closes this one.
    const held = () => story.reader.getBalance({ address: launched.token });
    await expect.poll(held).toBe(2n * feeAmount);
    await story.pass(2 * 3_600);
    await story.mined(story.wallet.investorA.sendTransaction({ to: launched.token, value: 7n }));
    const [period] = await indexer.ask("periods", { token: launched.token });
    expect(period).toMatchObject({ periodId: "1", asset: zeroAddress });
    expect(BigInt(String(period.revenue)) + BigInt(String(period.redemption))).toBe(2n * feeAmount);
  });

  it("has the collection and the token of a minted answer, and follows its owner", async () => {
    const { requestId } = await ask(story, "requester", launched.modelId);
    await untilStatus(story, requestId, status.answered);
    const { code, stdout, stderr } = await story.openimo("nft", "mint", String(requestId), "--json");
    expect(code, stderr).toBe(0);
    const { collection, tokenId } = JSON.parse(stdout);
    expect(await indexer.ask("collections")).toMatchObject([
      { collection, modelId: String(launched.modelId), tokens: "1" },
    ]);
    expect(await indexer.ask("tokens", { collection })).toMatchObject([
      {
        ...{ tokenId: String(BigInt(tokenId)), requestId: String(requestId), modelName: "digits" },
        owner: addressOf(story.wallet.requester),
      },
    ]);
  });

  it("has a dispute: who was overturned, who corrected, and what bond was lost", async () => {
    await story.world.node?.stop();
    const { requestId, request } = await ask(story, "investorC", launched.modelId);
    const connection = await connect({ rpcUrl: story.world.rpcUrl, deploymentFile: undefined });
    const { model } = await loadLocalPackage(join(root, "models/digits/package"));
    const liar = mnemonicToAccount(developmentMnemonic, { addressIndex: 6 });
    const side = await digitLie(liar, model, requestId, 3);
    await post(story, "stranger", request, side.answer);
    const contradicted = await story.openimo(
      "request",
      "contradict",
      String(requestId),
      "--development-key",
      "3",
      "--yes",
    );
    expect(contradicted.code, contradicted.stderr).toBe(0);
    const sides = { proposer: liar.address, rival: addressOf(story.wallet.investorA) };
    expect(await indexer.ask("disputes", { open: "true" })).toMatchObject([
      { requestId: String(requestId), ...sides, status: "disputed", overturned: false },
    ]);
    expect(await indexer.ask("operator", { operator: liar.address })).toMatchObject([
      { answers: "1", final: "0", bondedWei: String(request.bondWei) },
    ]);

    const { blockNumber } = await findRequest(connection, requestId);
    const found = await findCase(connection, requestId, blockNumber);
    if (found === undefined) throw new Error("There is no case.");
    const play = ["dispute", "play", String(requestId), "--development-key", "3", "--yes", "--json"];
    const lie = startLie(connection, liar, { found, request, side });
    await passTime(story, [story.startOpenimo(...play), lie]);
    expect(await indexer.ask("disputes", { open: "true" })).toEqual([]);
    expect(await indexer.ask("disputes", { account: liar.address })).toMatchObject([
      { ...sides, status: "final", overturned: true },
    ]);
    const [lost] = await indexer.ask("operator", { operator: liar.address });
    expect(lost).toMatchObject({ answers: "1", final: "0", overturned: "1", bondedWei: "0", earnedWei: "0" });
    expect(lost.lostWei).toBe(String(request.bondWei));
    expect(await indexer.ask("operator", { operator: sides.rival })).toMatchObject([
      { answers: "0", corrected: "1", contradictions: "1", earnedWei: String(request.operatorRewardWei) },
    ]);
  });

  it("says of operators and disputes what the web app reads from the chain alone", async () => {
    const history = await readOracleHistory(openChain({ chainId: foundry.id, rpcUrl: story.world.rpcUrl }));
    const told = (await indexer.ask("operators")).map(({ lastAt: _, ...record }) => record);
    const read = recordsOf(history).map((record) =>
      Object.fromEntries(
        Object.entries(record).map(([name, value]) => [name, name === "operator" ? value : String(value)]),
      ),
    );
    const byOperator = (a: object, b: object) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1);
    expect(read.toSorted(byOperator)).toEqual(told.toSorted(byOperator));
    expect(read.map(({ overturned, corrected }) => [overturned, corrected])).toContainEqual(["1", "0"]);
    const disputes = await indexer.ask("disputes");
    expect(
      disputes.map(({ requestId, proposer, rival, bondWei, status, overturned }) => ({
        ...{ requestId, proposer, rival, bondWei, status, overturned },
      })),
    ).toEqual(
      disputesOf(history).map(({ modelId: _, requestId, bondWei, ...rest }) => ({
        ...{ requestId: String(requestId), bondWei: String(bondWei), ...rest },
      })),
    );
  });

  it("follows a reorganisation: what was undone is gone, and what came instead is there", async () => {
    const before = await indexer.ask("requests");
    const snapshot = await story.test.snapshot();
    const undone = await ask(story, "investorB", launched.modelId, seven());
    expect(await indexer.ask("requests")).toHaveLength(before.length + 1);
    await story.test.revert({ id: snapshot });
    const instead = await ask(story, "investorC", launched.modelId, seven());
    await story.test.mine({ blocks: 2 });
    const after = await indexer.ask("requests");
    expect(after).toHaveLength(before.length + 1);
    expect(after.map(({ id }) => id)).toContain(String(instead.requestId));
    expect(after.map(({ id }) => id)).not.toContain(String(undone.requestId));
    const told = await story.reader.getContractEvents({
      ...{ address: story.deployment.inferenceOracle, abi: inferenceOracleAbi, eventName: "Requested", fromBlock: 0n },
      strict: true,
    });
    expect(after.map(({ id }) => id).sort()).toEqual(told.map(({ args }) => String(args.requestId)).sort());
  });

  it("answers only bounded questions, and changes nothing", async () => {
    for (const path of [
      ...["models?limit=101", "models?limit=0", "models?offset=10001", "models?limit=1e2", "models?sort=name"],
      ...[
        `models?search=${"a".repeat(65)}`,
        "models?unknown=1",
        "models?id=-1",
        "models?id=1;drop",
        "requests?model=0x1",
      ],
      ...[
        "revenue?model=1&buckets=121",
        "revenue?model=1&bucketSeconds=1",
        "revenue",
        "operator?operator=0x12",
        "operator",
      ],
    ]) {
      const response = await fetch(`${indexer.url}/v1/${path}`);
      expect(response.status, path).toBe(400);
    }
    for (const path of ["nothing", "constructor", "__proto__", "models/1"]) {
      expect((await fetch(`${indexer.url}/v1/${path}`)).status, path).toBe(404);
    }
    for (const method of ["POST", "PUT", "DELETE", "PATCH"]) {
      expect((await fetch(`${indexer.url}/v1/models`, { method })).status, method).toBe(404);
    }
    // What a pattern or SQL would read otherwise is only text here.
    for (const search of ["%", "_", "\\", "' or 1=1 --"]) {
      expect(await indexer.ask("models", { search }), search).toEqual([]);
    }
    const { headers } = await fetch(`${indexer.url}/v1/models`, { headers: { origin: "https://elsewhere.example" } });
    expect(headers.get("access-control-allow-origin")).toBe("*");
    expect(headers.get("x-content-type-options")).toBe("nosniff");
  });
});
