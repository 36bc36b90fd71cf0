/** Static analysis of the contracts by Slither, where it is installed. It is a Python program, so npm can't bring it. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { foundryProgram } from "@openimo/contracts/foundry";
import { silencedDetectors, slitherExceptions } from "./slither-exceptions.ts";

type Element = {
  readonly type: string;
  readonly name: string;
  readonly type_specific_fields?: { readonly parent?: { readonly name: string } };
};
type Finding = { readonly check: string; readonly description: string; readonly elements: readonly Element[] };
type Report = { readonly success: boolean; readonly error: string | null; readonly results: { detectors?: Finding[] } };

/** @returns undefined when Slither is not installed. */
function report(root: string): Report | undefined {
  const scratch = mkdtempSync(join(tmpdir(), "openimo-slither-"));
  const json = join(scratch, "report.json");
  // A build of its own: Slither needs more of the compiler than the other tools, and would leave theirs stale.
  const out = "cache/slither/out";
  const env = {
    ...process.env,
    PATH: [dirname(foundryProgram("forge")), process.env.PATH].join(delimiter),
    FOUNDRY_OUT: out,
    FOUNDRY_CACHE_PATH: "cache/slither/cache",
  };
  const args = [".", "--foundry-out-directory", out, "--filter-paths", "node_modules|test/", "--json", json];
  try {
    const run = spawnSync("slither", [...args, "--exclude", Object.keys(silencedDetectors).join(",")], {
      cwd: root,
      encoding: "utf8",
      env,
    });
    if (run.error !== undefined) return undefined;
    return JSON.parse(readFileSync(json, "utf8"));
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

function placeOf({ elements }: Finding): string {
  const place = elements.find(({ type }) => type === "function") ?? elements[0];
  return `${place?.type_specific_fields?.parent?.name ?? ""}.${place?.name ?? ""}`;
}

/**
 * What Slither finds that is no exception, and exceptions that it doesn't find any more.
 * @returns undefined when Slither is not installed.
 */
export function slitherComplaints(root: string): string[] | undefined {
  const found = report(root);
  if (found === undefined) return undefined;
  if (!found.success) return [`Slither failed: ${found.error}`];
  const findings = found.results.detectors ?? [];
  const keys = new Set(findings.map((finding) => `${finding.check} ${placeOf(finding)}`));
  const excepted = slitherExceptions.flatMap(({ detector, places }) => places.map((place) => `${detector} ${place}`));
  return [
    ...findings
      .filter((finding) => !excepted.includes(`${finding.check} ${placeOf(finding)}`))
      .map((finding) => `${finding.check}: ${finding.description.trim()}`),
    ...excepted.filter((key) => !keys.has(key)).map((key) => `no such finding any more: ${key}`),
  ];
}
