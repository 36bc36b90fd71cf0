import { disputeCourtAbi } from "@openimo/contracts";
import type { Address } from "viem";
import type { Connection } from "../../oracle/src/chain/connection.ts";
import { CLAIM_STATUS } from "../../oracle/src/dispute/court-types.ts";
import { findCase, readCaseState, readClaims } from "../../oracle/src/dispute/read-case.ts";
import type { StartedNode } from "./node-player.ts";
import { type Player, passTime } from "./passing-time.ts";
import { stateOf, status, until } from "./request.ts";
import type { Story } from "./story.ts";

const SETTLED = 7;
const ENDED: readonly number[] = [CLAIM_STATUS.merged, CLAIM_STATUS.winner, SETTLED];

/** Whether a request's dispute is decided, and all its bonds are shared out. */
async function isSettled(story: Story, connection: Connection, requestId: bigint): Promise<true | undefined> {
  const state = await stateOf(story, requestId);
  if (state.status !== status.final && state.status !== status.void) return undefined;
  const found = await findCase(connection, requestId, 0n);
  if (found === undefined) return undefined;
  const [{ proposerStatus }, claims] = await Promise.all([
    readCaseState(connection, found.id),
    readClaims(connection, found),
  ]);
  const statuses = [proposerStatus, ...claims.map(({ state: claim }) => claim.status)];
  return statuses.every((each) => ENDED.includes(each)) ? true : undefined;
}

/** Lets time pass while nodes, and whoever plays against them, bring a dispute to its end. */
export async function playOut<const T extends readonly Player<unknown>[]>(
  story: Story,
  connection: Connection,
  requestId: bigint,
  nodes: readonly StartedNode[],
  others: T,
) {
  const ended = until("the bonds are shared out", () => isSettled(story, connection, requestId), 240);
  const isWaiting = () => nodes.every((node) => node.isWaiting());
  await passTime(story, [...others, { ended, isWaiting }]);
  return stateOf(story, requestId);
}

/** Waits until the court owes an account nothing any more. */
export function withdrawn(story: Story, account: Address) {
  return until("its credit is withdrawn", async () => {
    const creditWei = await story.reader.readContract({
      ...{ address: story.deployment.disputeCourt, abi: disputeCourtAbi },
      ...{ functionName: "creditWei", args: [account] },
    });
    return creditWei === 0n ? true : undefined;
  });
}
