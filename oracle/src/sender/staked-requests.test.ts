import { keccak256 } from "viem";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Database, openDatabase } from "../store/database.ts";
import { Journal } from "./journal.ts";
import { readStakedRequests } from "./staked-requests.ts";

const ACCOUNT = "0x1111111111111111111111111111111111111111";
const OTHER = "0x2222222222222222222222222222222222222222";

let database: Database;
beforeAll(async () => {
  database = await openDatabase({ folder: undefined });
});
afterAll(() => database.close());

async function store(nonce: number, kind: string, requestId: bigint, account: typeof ACCOUNT | typeof OTHER = ACCOUNT) {
  const raw = keccak256(`0x${"ab".repeat(nonce + 1)}${account.slice(2)}`);
  const about = { key: `${kind} ${requestId}`, kind, requestId, call: { to: OTHER, data: "0x" }, gas: 1n } as const;
  const rest = { deadline: undefined, priority: "urgent", basis: undefined, decidedBlock: 1n } as const;
  const fees = { isLegacy: false, maxFeeWei: 1n, priorityFeeWei: 1n };
  const attempt = { hash: raw, raw, fees, decidedBlock: 1n, decidedTimestamp: 1, broadcastBlock: undefined };
  const intent = { ...about, ...rest, state: "sent", isBaseless: false } as const;
  return new Journal(database, account).storeIntent(nonce, intent, { ...attempt, isRefused: false });
}

test("a node that starts anew knows in which disputes it has put up a bond", async () => {
  await store(0, "contradict", 2n ** 255n);
  const claimed = await store(1, "claim", 2n);
  await store(2, "move", 3n);
  const refused = await store(3, "claim", 4n);
  await store(0, "claim", 5n, OTHER);
  await database.query("update intent set state = 'done' where id = $1", [claimed]);
  await database.query("update intent set state = 'refused' where id = $1", [refused]);
  expect((await readStakedRequests(database, ACCOUNT)).sort()).toEqual([2n, 2n ** 255n]);
});
