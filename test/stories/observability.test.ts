import { mnemonicToAccount } from "viem/accounts";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { developmentMnemonic } from "../../local/world.ts";
import { idHex } from "../../oracle/src/chain/format.ts";
import { loadLocalPackage } from "../../oracle/src/models/local-packages.ts";
import { watchedMetrics } from "../../oracle/testing/shipped-monitoring.ts";
import { onlyModel } from "../world/launch.ts";
import { digitLie, post } from "../world/lies.ts";
import { sumOf } from "../world/metrics.ts";
import { type StartedNode, startNode } from "../world/node-player.ts";
import { ask, stateOf, status, until, untilStatus } from "../world/request.ts";
import { root, type Story, startStory } from "../world/story.ts";

const [operator, liar] = [1, 6].map((addressIndex) => mnemonicToAccount(developmentMnemonic, { addressIndex }));

/** No series until it happens: their labels aren't known before, and no rule needs a rise from nothing. */
const AT_FIRST_OCCURRENCE = [
  "openimo_dispute_deadline_margin_seconds",
  "openimo_dispute_moves_total",
  "openimo_requests_left_total",
  "openimo_withheld_actions_total",
];

/** A real node from a request to its end, by what it tells. */
describe("what a node tells of itself", { sequential: true }, () => {
  let story: Story;
  let node: StartedNode;
  let requestId: bigint;
  beforeAll(async () => {
    story = await startStory({ models: ["digits"] });
    node = await startNode(story.world.rpcUrl, "serve", "--development-key", "1", "--commit-first");
  });
  afterAll(async () => {
    await node?.stop();
    await story?.stop();
  });

  /** Its metrics once it has settled down after what happened. */
  async function settled() {
    const head = await story.reader.getBlockNumber();
    await until("the node has seen everything", async () => {
      const { head: seen, transactionsInFlight } = node.status();
      return BigInt(seen?.number ?? 0) >= head && transactionsInFlight === 0 ? true : undefined;
    });
    return node.metrics();
  }

  it("counts a request to its end, and what it earned and cost", async () => {
    const before = await story.reader.getBalance({ address: operator.address });
    const { requestId: id, request } = await ask(story, "requester", await onlyModel(story));
    requestId = id;
    await untilStatus(story, requestId, status.answered);
    await story.pass(request.windowSeconds + 1);
    await untilStatus(story, requestId, status.final);
    await until("the end is told", async () =>
      sumOf(await settled(), "openimo_earned_wei_total") === Number(request.operatorRewardWei) ? true : undefined,
    );
    const page = await settled();
    expect(sumOf(page, "openimo_answers_posted_total")).toBe(1);
    expect(sumOf(page, "openimo_inference_seconds_count")).toBe(1);
    for (const action of ["commit", "propose", "finalise"]) {
      expect(sumOf(page, "openimo_txmgr_published_total", { action }), action).toBe(1);
      expect(sumOf(page, "openimo_txmgr_ended_total", { action, outcome: "done" }), action).toBe(1);
      expect(sumOf(page, "openimo_gas_spent_wei_total", { action }), action).toBeGreaterThan(0);
    }
    // Bond and reward are credited by the oracle, so what is gone is gas and the bond.
    const after = await story.reader.getBalance({ address: operator.address });
    expect(sumOf(page, "openimo_gas_spent_wei_total")).toBe(Number(before - after - request.bondWei));
    expect(sumOf(page, "openimo_bonds_at_stake_wei")).toBe(0);
    expect(sumOf(page, "openimo_txmgr_nonce_gap")).toBe(0);
    expect(sumOf(page, "openimo_txmgr_current_nonce")).toBe(
      await story.reader.getTransactionCount({ address: operator.address }),
    );
  });

  it("exposes each metric that an alert or the dashboard looks at", async () => {
    const page = await settled();
    const missing = watchedMetrics.filter((metric) => sumOf(page, metric) === undefined);
    expect(missing).toEqual(AT_FIRST_OCCURRENCE);
    expect(sumOf(page, "openimo_up")).toBe(1);
    expect(sumOf(page, "openimo_head_block_number")).toBe(Number(await story.reader.getBlockNumber()));
    expect(sumOf(page, "openimo_watermark_lag_blocks")).toBe(0);
    expect(sumOf(page, "openimo_rpc_available")).toBe(1);
    expect(sumOf(page, "openimo_rpc_head_block_number")).toBe(sumOf(page, "openimo_head_block_number"));
    expect(sumOf(page, "openimo_database_query_duration_seconds_count")).toBeGreaterThan(0);
    expect(sumOf(page, "openimo_database_errors_total")).toBe(0);
    expect(sumOf(page, "openimo_errors_total")).toBe(0);
    expect(sumOf(page, "openimo_steps_total", { outcome: "failed" })).toBe(0);
    const [balance, floor] = ["openimo_balance_wei", "openimo_balance_floor_wei"].map((name) => sumOf(page, name) ?? 0);
    // Dear as disputes are, the balances of the local chain are never below a floor.
    expect(balance).toBeGreaterThan(1_000 * floor);
    expect(floor).toBeGreaterThan(0);
  });

  it("names the request in each line about it, in one form, from sight to end", async () => {
    const id = idHex(requestId);
    const about = node.log.filter((line) => JSON.stringify(line).toLowerCase().includes(id.slice(2)));
    expect(about.filter((line) => line.requestId !== id)).toEqual([]);
    const told = about.map(({ msg, action, status: standing }) => [msg, action ?? standing].filter(Boolean).join(" "));
    const order = [
      ...["request seen open", "model ran"],
      ...[
        "transaction sent answer",
        "transaction mined commit",
        "transaction sent answer",
        "transaction mined propose",
      ],
      ...[
        "request changed answered",
        "transaction sent finalise",
        "transaction mined finalise",
        "request changed final",
      ],
    ];
    let at = -1;
    for (const line of order) {
      at = told.indexOf(line, at + 1);
      expect(at, `${line} in its place among ${told.join("; ")}`).toBeGreaterThan(-1);
    }
    const hashes = new Set<unknown>(about.map(({ transactionHash }) => transactionHash).filter(Boolean));
    const others = node.log.filter((line) => hashes.has(line.transactionHash) && line.requestId !== id);
    expect(others).toEqual([]);
  });

  it("counts another's wrong answer, its contradiction, and the stake in it", async () => {
    const { model } = await loadLocalPackage(`${root}/models/digits/package`);
    const watcher = await startNode(story.world.rpcUrl, "watch", "--development-key", "3");
    await node.stop();
    try {
      const asked = await ask(story, "requester", await onlyModel(story));
      const lie = await digitLie(liar, model, asked.requestId, 3);
      await post(story, "stranger", asked.request, lie.answer);
      await untilStatus(story, asked.requestId, status.disputed);
      const page = await until("the dispute is told", async () => {
        const now = await watcher.metrics();
        return sumOf(now, "openimo_disputes", { state: "open" }) === 1 ? now : undefined;
      });
      expect(sumOf(page, "openimo_answers_checked_total", { outcome: "wrong" })).toBe(1);
      expect(sumOf(page, "openimo_answers_checked_total", { outcome: "unverifiable" })).toBe(0);
      expect(sumOf(page, "openimo_contradictions_total")).toBe(1);
      expect(sumOf(page, "openimo_execution_disagreements_total")).toBe(0);
      expect(sumOf(page, "openimo_dispute_moves_total", { action: "contradict" })).toBe(1);
      expect(sumOf(page, "openimo_txmgr_published_total", { action: "contradict" })).toBe(1);
      const staked = await until("the stake is told", async () => {
        const now = await watcher.metrics();
        return sumOf(now, "openimo_bonds_at_stake_wei") === Number(asked.request.bondWei) ? now : undefined;
      });
      expect(sumOf(staked, "openimo_balance_floor_wei")).toBeGreaterThan(0);
      const id = idHex(asked.requestId);
      const about = watcher.log.filter((line) => JSON.stringify(line).toLowerCase().includes(id.slice(2)));
      expect(about.length).toBeGreaterThan(2);
      expect(about.filter((line) => line.requestId !== id)).toEqual([]);
      expect((await stateOf(story, asked.requestId)).status).toBe(status.disputed);
    } finally {
      await watcher.stop();
    }
  });
});
