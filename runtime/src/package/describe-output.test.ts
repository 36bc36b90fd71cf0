import { expect, it } from "vitest";
import { compileSmallModel } from "../../testing/small-model.ts";
import { createExecutor } from "../executor/create-executor.ts";
import { describeOutput } from "./describe-output.ts";
import { PackageError } from "./package-error.ts";

it("reads an answer as label and scores, little-endian and signed", async () => {
  const { manifest } = (await compileSmallModel()).model;
  const { scale } = manifest.outputs[1];
  const answer = Uint8Array.of(2, 0, 0, 0, 0xfe, 0xff, 0, 1, 7, 0);
  expect(describeOutput(manifest, answer)).toEqual({
    label: "c",
    labelIndex: 2,
    picture: null,
    text: null,
    tokens: null,
    values: { label: [2], scores: [-2 * scale, 256 * scale, 7 * scale] },
  });
});

it("gives no label for an index that has none", async () => {
  const { manifest } = (await compileSmallModel()).model;
  expect(describeOutput(manifest, Uint8Array.of(9, 0, 0, 0, 0, 0, 0, 0, 0, 0)).label).toBeNull();
});

it("refuses an answer of another length", async () => {
  const { manifest } = (await compileSmallModel()).model;
  expect(() => describeOutput(manifest, new Uint8Array(9))).toThrow(PackageError);
  expect(() => describeOutput(manifest, new Uint8Array(9))).toThrow("expected 10 bytes, found 9 bytes");
});

it("describes what an executor answers", async () => {
  const { model } = await compileSmallModel();
  const answer = await (await createExecutor(model)).run(new Uint8Array(12).fill(100));
  const { labelIndex, values } = describeOutput(model.manifest, answer);
  expect(values.scores[labelIndex ?? -1]).toBe(Math.max(...values.scores));
});
