import { expect, it } from "vitest";
import { encodeGolden, parseGolden } from "./golden-run.ts";

const run = { input: Uint8Array.of(1, 2), answer: Uint8Array.of(3), traceRoot: `0x${"ab".repeat(32)}` } as const;
const seed = Uint8Array.from({ length: 16 }, (_, i) => i);

it("is read as it was written, with a seed and without", () => {
  expect(parseGolden("golden/a.json", encodeGolden(run))).toEqual(run);
  expect(parseGolden("golden/a.json", encodeGolden({ ...run, seed }))).toEqual({ ...run, seed });
});

it("has a seed of 16 bytes or none", () => {
  const short = encodeGolden({ ...run, seed: seed.subarray(1) });
  expect(() => parseGolden("golden/a.json", short)).toThrow("golden/a.json: expected 16 bytes");
});
