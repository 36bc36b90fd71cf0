import { readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { type Matcher, panels, read, root, rules, selectorsOf, shown } from "../../testing/shipped-monitoring.ts";
import { createMetrics } from "./create-metrics.ts";

const MODEL = "0x00000000000000000000000000000000000000000000000000000000000000aa";
/** What Prometheus adds to each series. */
const ADDED_LABELS = ["job", "instance"];

/** Tells everything once, so that each series that can be is there. */
function tellAll({ node }: ReturnType<typeof createMetrics>): void {
  node.started({ version: "1", mode: "serve", chainId: 1, operator: "0xaa" });
  node.chain.head({ number: 1n, timestamp: 1 });
  node.chain.watermark(1n);
  node.chain.reorganised(1);
  node.chain.stepped(1, true);
  node.rpc.call("rpc:1", "eth_call", "answered", 1);
  node.rpc.head("rpc:1", 1n);
  node.rpc.available("rpc:1", true);
  node.requests.serving([{ modelHash: MODEL, name: "digits" }]);
  node.requests.held({ open: 1, disputed: 0 });
  node.requests.withheld({ balance: 1, profit: 1 });
  node.requests.left("a reason");
  node.requests.inferred(MODEL, 1);
  for (const queue of ["fetch", "infer", "post", "check", "dispute"] as const) node.requests.queue(queue, 1);
  node.transactions.published("propose");
  node.transactions.feeBumped("propose");
  node.transactions.pending(1, 1);
  node.transactions.nonce(1, 0);
  node.money.balance(1n, 1n);
  node.money.bondsAtStake(1n);
  node.money.credit(1n);
  node.money.gasSpent("propose", 1n);
  node.disputes.serving([{ modelHash: MODEL }]);
  node.disputes.held({ open: 1, reopened: 0 });
  node.disputes.moved("move");
  node.disputes.withheld("move");
  node.disputes.deadlineMargin(1);
}

const metrics = createMetrics();
tellAll(metrics);
/** Labels of all series by the name that an expression uses: of a histogram those of its three parts. */
const series = new Map<string, Record<string, string>[]>();
for (const { name, values } of await metrics.registry.getMetricsAsJSON()) {
  for (const value of values) {
    const written = "metricName" in value && typeof value.metricName === "string" ? value.metricName : name;
    const labels = Object.fromEntries(Object.entries(value.labels).map(([label, text]) => [label, String(text)]));
    series.set(written, [...(series.get(written) ?? []), labels]);
  }
}

function matches(labels: Record<string, string>, { label, operator, value }: Matcher): boolean {
  if (ADDED_LABELS.includes(label)) return true;
  if (operator === "=~") return new RegExp(`^(${value})$`).test(labels[label] ?? "");
  return operator === "=" && labels[label] === value;
}

/** What is wrong with an expression, in a sentence; nothing when all that it names is there. */
function complaintsAbout(expression: string): string[] {
  const { selectors, grouping } = selectorsOf(expression);
  if (selectors.length === 0) return ["it names no metric"];
  const found = selectors.flatMap(({ metric, matchers }) => {
    const known = series.get(metric);
    if (known === undefined) return [`there is no metric ${metric}`];
    return known.some((labels) => matchers.every((matcher) => matches(labels, matcher)))
      ? []
      : [`no series of ${metric} has ${matchers.map(Object.values).join(" and ")}`];
  });
  const labels = new Set([
    ...ADDED_LABELS,
    ...selectors.flatMap(({ metric }) => (series.get(metric) ?? []).flatMap(Object.keys)),
  ]);
  const missing = grouping.filter((label) => !labels.has(label));
  return [...found, ...missing.map((label) => `nothing in it has a label ${label}`)];
}

describe("the check itself finds", () => {
  test.each([
    ["openimo_nothing > 0", ["there is no metric openimo_nothing"]],
    ['openimo_steps_total{outcome="never"} > 0', ["no series of openimo_steps_total has outcome,=,never"]],
    ["sum by (colour) (openimo_up)", ["nothing in it has a label colour"]],
    ["rate(openimo_reorg_depth_blocks[5m])", ["there is no metric openimo_reorg_depth_blocks"]],
    ["1 + 1", ["it names no metric"]],
  ])("what is wrong in %s", (expression, expected) => {
    expect(complaintsAbout(expression)).toEqual(expected);
  });

  test("what is no PromQL", () => {
    expect(() => selectorsOf("rate(openimo_up[5m]")).toThrow("no PromQL");
  });
});

describe("alert rules", () => {
  test("have names of their own", () => {
    expect(new Set(rules.map(({ alert }) => alert)).size).toBe(rules.length);
    expect(rules.length).toBeGreaterThan(25);
  });

  test.each(rules.map(({ alert, ...rule }) => [alert, rule] as const))("%s", (alert, { expr, annotations }) => {
    expect(complaintsAbout(expr)).toEqual([]);
    const named = [...annotations.summary.matchAll(/\$labels\.(\w+)/g)].map(([, label]) => label);
    const { grouping, selectors } = selectorsOf(expr);
    const kept =
      grouping.length > 0
        ? grouping
        : selectors.flatMap(({ metric }) => (series.get(metric) ?? []).flatMap(Object.keys));
    for (const label of named) expect([...ADDED_LABELS, ...kept]).toContain(label);
    const page = read(annotations.runbook);
    expect(page.startsWith(`# ${alert}\n\n`)).toBe(true);
    const headings = [...page.matchAll(/^## (.*)$/gm)].map(([, heading]) => heading);
    expect(headings).toEqual(["How to confirm", "What to do", "How to undo"]);
    for (const part of page.split(/^#.*$/m).slice(1)) expect(part.trim().length, alert).toBeGreaterThan(7);
  });

  test("have a page each, and each page an alert", () => {
    const pages = readdirSync(join(root, "docs/runbook")).map((name) => `docs/runbook/${name}`);
    expect(rules.map(({ annotations }) => annotations.runbook).sort()).toEqual(pages.sort());
  });

  test("have pages whose links and metrics exist", () => {
    for (const { annotations } of rules) {
      const page = read(annotations.runbook);
      for (const [, link] of page.matchAll(/\]\(([^)#]+)\)/g)) read(join("docs/runbook", link));
      for (const [, code] of page.matchAll(/`(openimo_[a-z_]+(?:\{[^`]*\})?)`/g)) {
        const complaints = complaintsAbout(code).filter(
          (sentence) => !series.has(`${code}_bucket`) || !sentence.includes("no metric"),
        );
        expect(complaints, annotations.runbook).toEqual([]);
      }
    }
  });
});

describe("the dashboard", () => {
  test.each(shown.map(({ title, expr }) => [title, expr] as const))("%s: %s", (_title, expr) => {
    expect(complaintsAbout(expr.replaceAll('instance=~"$instance"', 'instance=~"any"'))).toEqual([]);
  });

  test("has panels that don't lie on one another", () => {
    expect(new Set(panels.map(({ id }) => id)).size).toBe(panels.length);
    for (const [i, { gridPos: a }] of panels.entries()) {
      for (const { gridPos: b } of panels.slice(i + 1)) {
        const apart = a.x + a.w <= b.x || b.x + b.w <= a.x || a.y + a.h <= b.y || b.y + b.h <= a.y;
        expect(apart).toBe(true);
      }
    }
  });
});

test("nothing is measured that nobody looks at", () => {
  const named = new Set(
    [...shown, ...rules].flatMap(({ expr }) => selectorsOf(expr).selectors.map(({ metric }) => metric)),
  );
  const own = metrics.registry.getMetricsAsArray().filter(({ name }) => name.startsWith("openimo_"));
  const unseen = own.filter(({ name }) => ![name, `${name}_bucket`, `${name}_count`].some((known) => named.has(known)));
  expect(unseen.map(({ name }) => name)).toEqual([]);
});
