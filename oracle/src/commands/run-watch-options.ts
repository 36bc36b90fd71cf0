import type { ArgsDef } from "citty";
import { UsageError } from "../command-line/errors.ts";
import { parseAmount, parsePercent } from "../command-line/money.ts";
import { MAXIMUM_STAKE_ETHER } from "../limits.ts";
import type { WatchPolicy } from "../node/disputes/watch-policy.ts";

/** What a node does: `serve` answers too, `watch` checks others, `observe` has no key and sends nothing. */
export const MODES = ["serve", "watch", "observe"] as const;
export type Mode = (typeof MODES)[number];

/** Options of `run` about others' answers and disputes. */
export const WATCH_ARGS = {
  "watch-model": {
    type: "string",
    valueHint: "model",
    description:
      "Check answers of this model only: a name, model hash or id; may be given several times (default: all)",
  },
  "watch-share": {
    type: "string",
    valueHint: "percent",
    default: "100",
    description: "Share of others' answers that is checked",
  },
  "watch-minimum-bond": {
    type: "string",
    valueHint: "ether",
    default: "0",
    description: "Leave answers with a smaller bond unchecked",
  },
  "max-stake": {
    type: "string",
    valueHint: "ether",
    default: MAXIMUM_STAKE_ETHER,
    description: "The most that contradictions and claims have at stake at one time",
  },
  "minimum-gain": {
    type: "string",
    valueHint: "ether",
    default: "0",
    description: "Contradict only what brings at least this after its gas",
  },
  altruistic: { type: "boolean", description: "Contradict wrong answers also where that costs more than it brings" },
  "defend-only": {
    type: "boolean",
    description: "With serve: defend the own answers, and leave others' answers unchecked",
  },
  "dry-run": {
    type: "boolean",
    description: "Send nothing, and print each call that would be sent as a line of JSON",
  },
} as const satisfies ArgsDef;

type WatchArgs = {
  readonly "watch-share": string;
  readonly "watch-minimum-bond": string;
  readonly "max-stake": string;
  readonly "minimum-gain": string;
  readonly altruistic?: boolean;
  readonly "defend-only"?: boolean;
};

/** @throws UsageError for anything that is no mode. */
export function parseMode(text: string): Mode {
  const mode = MODES.find((known) => known === text);
  if (mode !== undefined) return mode;
  throw new UsageError(`There is no mode "${text}". There are: ${MODES.join(", ")}.`);
}

/** @throws UsageError for an option that makes no sense. */
export function watchPolicyFrom(args: WatchArgs, models: readonly string[] | undefined, mode: Mode): WatchPolicy {
  const defendOnly = args["defend-only"] ?? false;
  if (defendOnly && mode !== "serve") throw new UsageError(`--defend-only is for the mode serve, not ${mode}.`);
  const gain = parseAmount("--minimum-gain", args["minimum-gain"]);
  return {
    watches: !defendOnly,
    models: models === undefined || models.length === 0 ? undefined : new Set(models.map((name) => name.toLowerCase())),
    shareBasisPoints: parsePercent("--watch-share", args["watch-share"]),
    minimumBondWei: parseAmount("--watch-minimum-bond", args["watch-minimum-bond"]),
    maximumStakeWei: parseAmount("--max-stake", args["max-stake"]),
    minimumGainWei: args.altruistic === true ? undefined : gain,
    commitFirst: true,
  };
}
