import { expect, it } from "vitest";
import { Random } from "../../testing/random.ts";
import { stepModel } from "../../testing/step-model.ts";
import { createDecoder } from "../executor/create-decoder.ts";
import { InputError } from "../executor/input-error.ts";
import { inputLength } from "./input-length.ts";

it.each([
  ["uint8", 1],
  ["int32", 4],
] as const)("of a prompt of %s is what the decoder accepts", async (token, unitBytes) => {
  const model = stepModel(new Random(1), {
    ...{ vocabulary: 9, size: 8, hidden: 4, layers: 1, heads: 2, keyHeads: 1 },
    ...{ stepLimit: 6, promptLimit: 3, tokenLimit: 4, stopToken: 2, token, sampled: true, tied: true },
  });
  const decoder = await createDecoder(model);
  const rule = inputLength(model.program);
  expect(rule).toEqual({ leastBytes: unitBytes, mostBytes: 3 * unitBytes, unitBytes });
  for (let bytes = 0; bytes <= rule.mostBytes + unitBytes; bytes++) {
    // What is less than a token at the end is ignored.
    const fits = bytes >= rule.leastBytes && bytes <= rule.mostBytes;
    const run = decoder.run(new Uint8Array(bytes));
    if (fits) await run;
    else await expect(run, `${bytes} bytes`).rejects.toThrow(InputError);
  }
});
