import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parser } from "@prometheus-io/lezer-promql";
import { parse } from "yaml";
import { z } from "zod";

export const root = join(import.meta.dirname, "../..");

const rulesFile = z.strictObject({
  groups: z.array(
    z.strictObject({
      name: z.string(),
      rules: z.array(
        z.strictObject({
          alert: z.string().regex(/^Openimo[A-Z][A-Za-z]+$/),
          expr: z.string(),
          for: z
            .string()
            .regex(/^\d+[smh]$/)
            .optional(),
          labels: z.strictObject({ severity: z.enum(["critical", "warning"]) }),
          annotations: z.strictObject({ summary: z.string().min(20), runbook: z.string() }),
        }),
      ),
    }),
  ),
});
const dashboardFile = z.object({
  panels: z.array(
    z.object({
      id: z.number(),
      type: z.enum(["row", "stat", "table", "timeseries"]),
      title: z.string().min(2),
      gridPos: z.object({ x: z.number(), y: z.number(), w: z.number(), h: z.number() }),
      targets: z.array(z.object({ expr: z.string(), refId: z.string() })).optional(),
    }),
  ),
});

/** A file of the project, by its path. */
export const read = (path: string) => readFileSync(join(root, path), "utf8");
/** The alert rules that the node is shipped with. */
export const rules = rulesFile
  .parse(parse(read("oracle/alerts/openimo.rules.yml")))
  .groups.flatMap((group) => group.rules);
/** The panels of its dashboard, and the expressions that they show. */
export const panels = dashboardFile.parse(JSON.parse(read("oracle/dashboards/openimo.json"))).panels;
export const shown = panels.flatMap(({ title, targets = [] }) => targets.map(({ expr }) => ({ title, expr })));

export type Matcher = { readonly label: string; readonly operator: string; readonly value: string };
type Selector = { readonly metric: string; readonly matchers: readonly Matcher[] };

/** Grafana's variables are no PromQL: a name that any value could have stands for them. */
const plain = (expression: string) => expression.replace(/\$\w+/g, "any");

/** The selectors of an expression, by Prometheus' own grammar. @throws Error where it isn't PromQL. */
export function selectorsOf(expression: string): { selectors: Selector[]; grouping: string[] } {
  const text = plain(expression);
  const selectors: { metric: string; matchers: Matcher[] }[] = [];
  const grouping: string[] = [];
  parser.parse(text).iterate({
    enter({ node, type, from, to }) {
      const found = text.slice(from, to);
      if (type.isError) throw new Error(`no PromQL at character ${from}: ${expression}`);
      if (type.name === "VectorSelector") {
        selectors.push({ metric: text.slice(from, node.getChild("Identifier")?.to ?? from), matchers: [] });
      }
      if (type.name === "UnquotedLabelMatcher") {
        const [, label, operator, value] = /^(\w+)\s*(=~|!~|!=|=)\s*"(.*)"$/.exec(found) ?? [];
        selectors.at(-1)?.matchers.push({ label, operator, value });
      }
      if (type.name === "GroupingLabels") grouping.push(...found.replace(/[()\s]/g, "").split(","));
    },
  });
  return { selectors, grouping };
}

/** Names of all metrics that a rule or the dashboard looks at. */
export const watchedMetrics: readonly string[] = [
  ...new Set([...rules, ...shown].flatMap(({ expr }) => selectorsOf(expr).selectors.map(({ metric }) => metric))),
].sort();
