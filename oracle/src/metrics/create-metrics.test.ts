import { describe, expect, test } from "vitest";
import { createApp } from "../node/http.ts";
import { newProgress } from "../node/progress.ts";
import { createMetrics } from "./create-metrics.ts";

const MODEL = "0x00000000000000000000000000000000000000000000000000000000000000aa";

/** The lines of a metric, as Prometheus reads them. */
async function linesOf(metrics: ReturnType<typeof createMetrics>, name: string): Promise<string[]> {
  const { text } = await metrics.page();
  return text.split("\n").filter((line) => line.startsWith(`openimo_${name}`));
}

test("names are those of the field: a prefix, base units, and total for what only grows", async () => {
  const all = (await createMetrics().registry.getMetricsAsJSON()).filter(({ name }) => name.startsWith("openimo_"));
  expect(all.length).toBeGreaterThan(40);
  for (const { name, type, help } of all) {
    expect(name).toMatch(/^openimo_[a-z][a-z0-9_]*$/);
    expect(help, name).toMatch(/^[A-Z1].{9,}$/);
    expect(name.endsWith("_total"), name).toBe(String(type) === "counter");
    expect(name, "base units, no milliseconds or ether").not.toMatch(/_(ms|milliseconds|ether|gwei|eth)(_|$)/);
  }
});

test("HTTP serves them, with the process's own", async () => {
  const metrics = createMetrics();
  const response = await createApp(newProgress(), new Map(), metrics.page).request("/metrics");
  expect([response.status, response.headers.get("content-type")]).toEqual([200, expect.stringContaining("0.0.4")]);
  const text = await response.text();
  expect(text).toContain("process_resident_memory_bytes");
  expect(text).toContain("openimo_up 0");
});

describe("what is told stands on the page", () => {
  test("a number that nobody has measured has no value", async () => {
    expect(await linesOf(createMetrics(), "balance_wei")).toEqual([]);
  });

  test("balance and floor, in wei", async () => {
    const metrics = createMetrics();
    metrics.node.money.balance(10n ** 18n, 5n);
    expect(await linesOf(metrics, "balance_")).toEqual([
      "openimo_balance_wei 1000000000000000000",
      "openimo_balance_floor_wei 5",
    ]);
  });

  test("the head, and how far the reading of events is behind it", async () => {
    const { node, ...metrics } = createMetrics();
    node.chain.head({ number: 12n, timestamp: 1_700_000_000 });
    node.chain.watermark(10n);
    const page = { node, ...metrics };
    expect(await linesOf(page, "head_timestamp_seconds")).toEqual(["openimo_head_timestamp_seconds 1700000000"]);
    expect(await linesOf(page, "watermark_lag_blocks")).toEqual(["openimo_watermark_lag_blocks 2"]);
    // A head that went back is no lag.
    node.chain.watermark(20n);
    expect(await linesOf(page, "watermark_lag_blocks")).toEqual(["openimo_watermark_lag_blocks 0"]);
  });

  test("a deadline, until there is none", async () => {
    const metrics = createMetrics();
    metrics.node.disputes.deadlineMargin(30);
    expect(await linesOf(metrics, "dispute_deadline_margin_seconds")).toHaveLength(1);
    metrics.node.disputes.deadlineMargin(undefined);
    expect(await linesOf(metrics, "dispute_deadline_margin_seconds")).toEqual([]);
  });

  test("states that nothing is in any more", async () => {
    const metrics = createMetrics();
    metrics.node.requests.held({ open: 2, disputed: 1 });
    metrics.node.requests.held({ open: 0, disputed: 0 });
    expect(await linesOf(metrics, "requests{")).toEqual([
      'openimo_requests{state="open"} 0',
      'openimo_requests{state="disputed"} 0',
    ]);
  });

  test("what has not happened yet as 0, so that the first time is a rise", async () => {
    const metrics = createMetrics();
    const models = [{ modelHash: MODEL, name: "digits" }] as const;
    metrics.node.requests.serving(models);
    metrics.node.disputes.serving(models);
    metrics.node.rpc.available("127.0.0.1:8545", true);
    for (const name of ["execution_disagreements_total", "inference_failures_total", "quorum_disagreements_total"]) {
      expect(await linesOf(metrics, name), name).toEqual([expect.stringMatching(/ 0$/)]);
    }
    expect(await linesOf(metrics, "errors_total")).toHaveLength(28);
    metrics.node.failed("run", "bug");
    expect(await linesOf(metrics, 'errors_total{where="run",remedy="bug"}')).toEqual([expect.stringMatching(/ 1$/)]);
  });
});
