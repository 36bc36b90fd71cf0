import type { Connection } from "../../chain/connection.ts";
import { parsePercent } from "../../command-line/money.ts";
import { TRADE_DEADLINE_SECONDS } from "../../limits.ts";
import { OFFERING_ARGS } from "./target.ts";

/** Options of every trade on a curve. */
export const TRADE_ARGS = {
  ...OFFERING_ARGS,
  slippage: {
    type: "string",
    valueHint: "percent",
    default: "1%",
    description: "How much less than now the trade may bring when it is mined; else it is refused",
  },
} as const;

const BASIS_POINTS = 10_000n;

/** The least that a trade has to bring. @param now What it would bring now. */
export function leastOf(now: bigint, slippage: string): bigint {
  return (now * (BASIS_POINTS - BigInt(parsePercent("--slippage", slippage)))) / BASIS_POINTS;
}

/** Last second in which a trade that is sent now may happen, unix time. */
export async function deadlineOn({ client }: Connection): Promise<bigint> {
  const { timestamp } = await client.getBlock();
  return timestamp + TRADE_DEADLINE_SECONDS;
}
