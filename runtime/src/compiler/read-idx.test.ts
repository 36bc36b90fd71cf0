import { expect, it } from "vitest";
import { CompileError } from "./compile-error.ts";
import { readIdx } from "./read-idx.ts";

const file = Uint8Array.of(0, 0, 8, 2, 0, 0, 0, 2, 0, 0, 0, 3, 1, 2, 3, 4, 5, 6);

it("reads shape and values", () => {
  expect(readIdx(file)).toEqual({ shape: [2, 3], values: Uint8Array.of(1, 2, 3, 4, 5, 6) });
});

it("refuses another type, a file that ends early, and one that goes on", () => {
  const float = file.with(2, 13);
  for (const wrong of [float, file.slice(0, 3), file.slice(0, 9), file.slice(0, -1), Uint8Array.of(...file, 0)]) {
    expect(() => readIdx(wrong)).toThrow(CompileError);
  }
});
