import { type Address, type Hash, keccak256 } from "viem";
import { describe, expect, test } from "vitest";
import type { Request } from "../chain/request.ts";
import { STATUS } from "../chain/request.ts";
import type { Happening } from "../reader/happenings.ts";
import { count, OPEN_STATE, type Told } from "./told-state.ts";

const OPERATOR: Address = "0x1111111111111111111111111111111111111111";
const OTHER: Address = "0x2222222222222222222222222222222222222222";
const REQUEST_BLOCK: Hash = `0xabcdef01${"0".repeat(56)}`;
const ANSWER = keccak256("0x05");
const RIGHT = keccak256("0x07");
const hashOf = (block: bigint): Hash => `0x${block.toString(16).padStart(64, "0")}`;

const request = { windowSeconds: 60 } as Request;
const place = (blockNumber: bigint, logIndex = 0) => ({
  id: 1n,
  blockNumber,
  blockHash: hashOf(blockNumber),
  logIndex,
});
const answered = (block: bigint): Happening => ({
  ...place(block),
  type: "answered",
  proposer: OPERATOR,
  outputHash: ANSWER,
});
const times = (...blocks: bigint[]) => new Map(blocks.map((block) => [block, 1_000 + Number(block)]));
const tracked = (): Told => ({
  ...{ request, blockHash: REQUEST_BLOCK, counted: new Set() },
  seen: { state: OPEN_STATE, block: 5n, logIndex: 1 },
});

describe("how a request stands by its events", () => {
  test("an answer's window begins with its block, and its seed is of the request's", () => {
    const told = tracked();
    count(told, answered(6n), times(6n));
    expect(told.seen).toEqual({
      ...{ block: 6n, logIndex: 0 },
      state: {
        ...{ status: STATUS.answered, proposer: OPERATOR, windowEnd: 1_066, outputHash: ANSWER },
        ...{ delivered: false, deliverySucceeded: false, seedSalt: "0xabcdef01" },
      },
    });
  });

  test("a verdict in one transaction with its end", () => {
    const told = tracked();
    const events: Happening[] = [
      answered(6n),
      { ...place(6n, 1), type: "delivered", success: true },
      { ...place(7n), type: "contradicted" },
      { ...place(8n, 3), type: "overturned", outputHash: RIGHT },
      { ...place(8n, 4), type: "final", proposer: OTHER },
    ];
    for (const event of events) count(told, event, times(6n, 7n, 8n));
    expect(told.seen?.state).toMatchObject({
      status: STATUS.final,
      proposer: OTHER,
      outputHash: RIGHT,
      delivered: false,
    });
  });

  test("what is told once more changes nothing", () => {
    const told = tracked();
    count(told, answered(6n), times(6n));
    const before = told.seen;
    count(told, answered(6n), times(7n));
    expect(told.seen).toBe(before);
  });

  test.each([
    ["of a block that was read before", answered(6n), times(7n)],
    ["of the block in which it was asked for", answered(5n), times(5n)],
    ["of an event before the newest one", { ...answered(5n), ...place(5n, 1) }, times(5n)],
  ])("what comes late is asked for: %s", (_name, event, timestamps) => {
    const told = tracked();
    told.seen = { state: OPEN_STATE, block: 5n, logIndex: Number.MAX_SAFE_INTEGER };
    count(told, event, timestamps);
    expect(told.seen).toBeUndefined();
    count(told, { ...place(8n), type: "contradicted" }, times(8n));
    expect(told.seen).toBeUndefined();
  });
});
