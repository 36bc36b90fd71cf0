import { type Hex, padHex, zeroAddress, zeroHash } from "viem";
import { expect, test } from "vitest";
import type { Request } from "../../chain/request.ts";
import { WatchBook } from "./watch-book.ts";

const word = (hex: Hex) => padHex(hex, { size: 32 });
const [ID, BLOCK, OUTPUT, CASE] = [7n, word("0xb1"), word("0x0a"), word("0xca")];
const DEADLINE = 5_000;
const HEAD = { timestamp: 100, hash: word("0xee") };

const request: Request = {
  ...{ modelId: 1n, requester: zeroAddress, nonce: 0n, inputHash: zeroHash, callbackContract: zeroAddress },
  ...{ callbackGasLimit: 0n, callbackDataHash: zeroHash, feeAmount: 1n, operatorRewardWei: 1n, callbackFeeWei: 0n },
  ...{ bondWei: 1n, deadline: DEADLINE, windowSeconds: 60, deliverAt: 0, blockNumber: 3n },
};
const requests = [{ id: ID, request, blockHash: BLOCK, blockNumber: 3n }];
const answers = [{ id: ID, outputHash: OUTPUT }];
const cases = [{ id: ID, caseId: CASE }];

const duePast = (book: WatchBook) => book.due(HEAD).map(({ id }) => id);
/** As after a look at a block in which the answer, or the dispute, isn't. */
const putOff = (book: WatchBook) => {
  for (const watched of book.all()) watched.lookAt = DEADLINE + 1;
};

test("an answer that a reorganisation took away is looked at when the same one comes back", () => {
  const book = new WatchBook();
  book.add({ requests, answers, cases: [] });
  book.reconsider();
  expect(duePast(book)).toEqual([ID]);
  putOff(book);
  book.add({ requests: [], answers, cases: [] });
  expect(duePast(book)).toEqual([ID]);
  putOff(book);
  // Read once more with the overlap.
  book.add({ requests: [], answers, cases: [] });
  expect(duePast(book)).toEqual([]);
});

test("a dispute that a reorganisation took away is looked at when the same one comes back", () => {
  const book = new WatchBook();
  book.add({ requests, answers, cases });
  book.reconsider();
  putOff(book);
  expect(book.get(ID)?.caseId).toBe(CASE);
  book.add({ requests: [], answers: [], cases });
  expect(duePast(book)).toEqual([ID]);
  putOff(book);
  book.add({ requests: [], answers: [], cases });
  expect(duePast(book)).toEqual([]);
});

test("what was looked at in a head makes room for what wasn't, and own disputes come first", () => {
  const book = new WatchBook();
  const ids = [1n, 2n, 3n];
  book.add({
    requests: ids.map((id) => ({ ...requests[0], id })),
    answers: ids.map((id) => ({ id, outputHash: OUTPUT })),
    cases: [1n, 2n].map((id) => ({ id, caseId: CASE })),
  });
  const own = book.get(2n);
  if (own !== undefined) own.isOwn = true;
  expect(duePast(book)).toEqual([2n, 1n, 3n]);
  for (const watched of book.due(HEAD).slice(0, 2)) watched.lookedIn = HEAD.hash;
  expect(duePast(book)).toEqual([3n, 2n, 1n]);
  book.touch(1n);
  expect(duePast(book)).toEqual([1n, 3n, 2n]);
});

const asked = (id: bigint, bondWei: bigint) => ({
  id,
  request: { ...request, bondWei },
  blockHash: BLOCK,
  blockNumber: 3n,
});
const answeredAs = (id: bigint) => ({ id, outputHash: OUTPUT });

test("the largest bond is looked at first, so that a flood of small ones hides no lie", () => {
  const book = new WatchBook();
  const ids = [1n, 2n, 3n];
  book.add({ requests: [asked(1n, 5n), asked(2n, 50n), asked(3n, 5n)], answers: ids.map(answeredAs), cases: [] });
  expect(duePast(book)).toEqual([2n, 1n, 3n]);
});

test("of more requests than there is room for, those that nobody has answered are left to the database", () => {
  const book = new WatchBook(8);
  expect(book.beginReading()).toBe(8);
  const ids = [1n, 2n, 3n, 4n, 5n, 6n, 7n, 8n, 9n];
  const requests = ids.map((id) => asked(id, id));
  book.add({
    requests: requests.slice(0, 7),
    answers: [answeredAs(2n), answeredAs(3n)],
    cases: [{ id: 1n, caseId: CASE }],
  });
  expect(book.isIncomplete).toBe(false);
  book.add({ requests: requests.slice(7), answers: [], cases: [] });
  const kept = book.all().map(({ id }) => id);
  expect(kept).toHaveLength(7);
  expect(kept).toEqual(expect.arrayContaining([1n, 2n, 3n]));
  expect(kept).not.toContain(4n);
  expect(book.isIncomplete).toBe(false);
  // It is answered now, and comes back with what the database has.
  book.add({ requests: [], answers: [answeredAs(4n)], cases: [] });
  expect(book.isIncomplete).toBe(true);
  book.beginReading();
  book.add({ requests: [asked(4n, 4n)], answers: [answeredAs(4n)], cases: [] });
  expect(book.get(4n)?.outputHash).toBe(OUTPUT);
  expect(book.isIncomplete).toBe(false);
});

test("what was left out is read again once there is room", () => {
  const book = new WatchBook(4);
  book.add({ requests: [1n, 2n, 3n, 4n, 5n].map((id) => asked(id, id)), answers: [], cases: [] });
  expect(book.size).toBe(3);
  for (const id of [3n, 4n]) book.drop(id);
  expect(book.isIncomplete).toBe(true);
});
