import type { FeeAsset, fixedPriceOfferingAbi } from "@openimo/contracts";
import type { ContractFunctionReturnType } from "viem";
import { UsageError } from "../../command-line/errors.ts";
import { parseAmount } from "../../command-line/money.ts";
import { parseSeconds } from "../../command-line/numbers.ts";
import { readDrop } from "../../drops/drop-file.ts";

type FixedPriceTerms = ContractFunctionReturnType<typeof fixedPriceOfferingAbi, "view", "fixedPriceTerms">;
type Round = FixedPriceTerms["rounds"][number];

const EXAMPLE = "early.json:2:0h:2d";

/** The option may be given several times. */
export const ROUND_ARGS = {
  round: {
    type: "string",
    valueHint: "file:cap:after:length",
    description: `Guaranteed places for a list that \`openimo offering drop\` wrote, such as ${EXAMPLE}; up to 8`,
  },
} as const;

/**
 * The rounds that a command line means.
 * @param start When the sale begins, unix seconds.
 * @throws UsageError for another form, or a list that can't be read.
 */
export function roundsFrom(texts: readonly string[], currency: FeeAsset, start: number): Round[] {
  return texts.map((text) => {
    // A path may have colons of its own.
    const parts = text.split(":");
    if (parts.length < 4) throw new UsageError(`Option --round takes file:cap:after:length, such as ${EXAMPLE}.`);
    const [cap, after, length] = parts.slice(-3);
    const { root } = readDrop(parts.slice(0, -3).join(":"));
    const begin = start + parseSeconds("--round", after);
    return {
      root,
      cap: parseAmount("--round", cap, currency),
      start: begin,
      end: begin + parseSeconds("--round", length),
    };
  });
}
