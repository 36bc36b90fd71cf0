import { encodePacked, keccak256, slice } from "viem";
import { expect, it } from "vitest";
import { toHex } from "../hash/hex.ts";
import { requestSeed } from "./request-seed.ts";

it.each([
  [0n, "0x00000000"],
  [1n, "0x01020304"],
  [2n ** 256n - 1n, "0xffffffff"],
  [0x1b2c3d4e5f60718293a4b5c6d7e8f901n, "0xdeadbeef"],
] as const)("hashes request %i with salt %s as the contract does", (id, salt) => {
  expect(toHex(requestSeed(id, salt))).toBe(slice(keccak256(encodePacked(["uint256", "bytes4"], [id, salt])), 0, 16));
});

it("has the seed that the keccak of test/vectors/generate.py gives", () => {
  expect(toHex(requestSeed(1n, "0x01020304"))).toBe("0xedd9b5aa1feba3205acaf098b1f3d9af");
});

it("refuses what is no id or no salt", () => {
  expect(() => requestSeed(-1n, "0x00000000")).toThrow("no uint256");
  expect(() => requestSeed(2n ** 256n, "0x00000000")).toThrow("no uint256");
  expect(() => requestSeed(1n, "0x0102")).toThrow("expected 4 bytes, found 2");
});
