import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { compileKernels } from "../../kernels/compile-kernels.ts";
import { Kernels } from "./kernels.ts";

it("the committed kernels are those of kernels/assembly", { timeout: 60_000 }, async () => {
  const committed = readFileSync(new URL("kernels.generated.ts", import.meta.url), "utf8");
  expect(committed).toBe(await compileKernels());
});

it("reserves memory that is aligned, zero and apart", async () => {
  const kernels = await Kernels.create();
  const first = kernels.reserve(5);
  const second = kernels.reserve(3 * 65536);
  const third = kernels.reserve(1);
  expect([first, second, third].map((address) => address % 16)).toEqual([0, 0, 0]);
  expect(second).toBeGreaterThanOrEqual(first + 5);
  expect(third).toBeGreaterThanOrEqual(second + 3 * 65536);
  expect(kernels.view(second, 3 * 65536).every((byte) => byte === 0)).toBe(true);
});
