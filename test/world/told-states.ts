import { expect } from "vitest";
import { type Connection, connect } from "../../oracle/src/chain/connection.ts";
import { readStates } from "../../oracle/src/node/chain-reader.ts";
import { count, OPEN_STATE, type Told } from "../../oracle/src/node/told-state.ts";
import { readEvents } from "../../oracle/src/reader/chain-events.ts";
import type { Story } from "./story.ts";

async function timestampsOf({ client }: Connection, numbers: ReadonlySet<bigint>): Promise<Map<bigint, number>> {
  const timestamps = new Map<bigint, number>();
  for (const blockNumber of numbers) {
    timestamps.set(blockNumber, Number((await client.getBlock({ blockNumber })).timestamp));
  }
  return timestamps;
}

/** Compares how each request of a story stands by its events, as a node reckons, with what the contract says. */
export async function expectToldStates(story: Story): Promise<void> {
  const connection = await connect({ rpcUrl: story.world.rpcUrl, deploymentFile: undefined });
  const head = await connection.client.getBlock();
  const { requests, happenings } = await readEvents(connection, 0n, head.number);
  expect(happenings.length).toBeGreaterThan(0);
  const timestamps = await timestampsOf(connection, new Set(happenings.map(({ blockNumber }) => blockNumber)));
  const told = new Map(
    requests.map(({ id, request, blockHash, blockNumber, logIndex }): [bigint, Told] => [
      id,
      { request, blockHash, seen: { state: OPEN_STATE, block: blockNumber, logIndex }, counted: new Set() },
    ]),
  );
  for (const happening of happenings) {
    const request = told.get(happening.id);
    if (request !== undefined) count(request, happening, timestamps);
  }
  const states = await readStates(connection, [...told.keys()], head.hash);
  for (const [i, { seen }] of [...told.values()].entries()) expect(seen?.state).toEqual(states[i]);
}
