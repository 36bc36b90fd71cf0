import { expect, test } from "vitest";
import { type ChosenFiles, labelFiles, NO_FILES, pathFiles, sampleFiles } from "./chosen-files.ts";
import { compilationJob, MOST_CARD_MEBIBYTES } from "./compilation-job.ts";
import { EMPTY_COMPILE_DRAFT, parseCompileDraft } from "./compile-draft.ts";

const file = (name: string, bytes = 1) => new File([new Uint8Array(bytes)], name);
const at = (path: string) => ({ path, file: file(path.split("/").at(-1) ?? "") });
const of = (label: string, count = 5) => Array.from({ length: count }, (_, i) => at(`${label}/${i}.png`));

const onnx = file("pets.onnx");
const byLabel: ChosenFiles = { ...NO_FILES, onnx, folder: [...of("dog"), ...of("cat")] };
const apart: ChosenFiles = { ...NO_FILES, onnx, calibration: [at("a.idx")], evaluation: [at("b.idx")] };

test("what is typed nowhere is as the command line has it", () => {
  const { job, problems } = compilationJob(EMPTY_COMPILE_DRAFT, byLabel);
  expect(problems).toEqual({});
  expect(job).toMatchObject({
    ...{ name: "pets", description: "", licence: "NOASSERTION", calibrationSamples: 10_000 },
    input: { meaning: { kind: "image", width: 28, height: 28, channels: 1 }, preprocessing: null, scale: 1 / 255 },
    thresholds: { floatTop1: 0, top1Drop: 0.005, agreement: 0.99, cosine: 0.999 },
  });
  expect(job?.samples).toMatchObject({ kind: "byLabel", folders: [{ label: "cat" }, { label: "dog" }] });
});

test("labels are the folders, in their order; files beside and below them are no samples", () => {
  const files = [
    ...of("10", 1),
    ...of("9", 1),
    at("README.md"),
    at("9/deeper/0.png"),
    at("9/.hidden"),
    at(".git/0.png"),
  ];
  expect(labelFiles(files).map(({ label, files }) => [label, files.map(({ path }) => path)])).toEqual([
    ["9", ["9/0.png"]],
    ["10", ["10/0.png"]],
  ]);
});

test("the chosen folder's own name is no part of the paths, and samples go by their names", () => {
  const chosen = ["b.npy", "a.npy", ".DS_Store", "labels.txt"].map((name) => {
    return Object.defineProperty(file(name), "webkitRelativePath", { value: `samples/${name}` });
  });
  expect(sampleFiles(pathFiles(chosen)).map(({ path }) => path)).toEqual(["a.npy", "b.npy"]);
  const alone = Object.defineProperty(file("alone.idx"), "webkitRelativePath", { value: "" });
  expect(pathFiles([alone]).map(({ path }) => path)).toEqual(["alone.idx"]);
});

test("a digit has its size and its preprocessing, numbers have neither", () => {
  const digit = compilationJob({ ...EMPTY_COMPILE_DRAFT, inputKind: "digit", width: "" }, byLabel).job;
  expect(digit?.input.preprocessing).toBe("digit-image");
  expect(digit?.image).toMatchObject({ width: 28, height: 28 });
  const numbers = compilationJob({ ...EMPTY_COMPILE_DRAFT, inputKind: "numbers", width: "" }, byLabel).job;
  expect(numbers?.input.meaning).toEqual({ kind: "numbers" });
  expect(numbers?.image).toBeUndefined();
});

test("sets that are apart have right labels with names, or neither", () => {
  const draft = { ...EMPTY_COMPILE_DRAFT, samplesKind: "apart" } as const;
  const right = { ...apart, evaluationLabels: file("labels.txt") };
  expect(compilationJob(draft, apart).job?.samples).not.toHaveProperty("right");
  expect(compilationJob(draft, right).problems).toEqual({ labels: "bothLabels" });
  expect(compilationJob({ ...draft, labels: "a" }, apart).problems).toEqual({ labels: "bothLabels" });
  expect(compilationJob({ ...draft, labels: "cat, dog" }, right).job?.samples).toMatchObject({
    right: { labels: ["cat", "dog"], indices: { path: "labels.txt" } },
  });
});

test.each([
  [{}, NO_FILES, { onnx: "missing", folder: "missing" }],
  [{}, { ...byLabel, folder: [at("a.png")] }, { folder: "noLabels" }],
  [{}, { ...byLabel, folder: of("cat", 4) }, { folder: "fewSamples" }],
  [{}, { ...byLabel, card: file("card.md", MOST_CARD_MEBIBYTES * 2 ** 20 + 1) }, { card: "cardSize" }],
  [{ width: "0" }, byLabel, { width: "side" }],
  [{ height: "28.5" }, byLabel, { height: "side" }],
  [{ scale: "1/0" }, byLabel, { scale: "scale" }],
  [{ cosine: "1.1" }, byLabel, { cosine: "share" }],
  [{ agreement: "" }, byLabel, { agreement: "share" }],
  [{ calibrationSamples: "" }, byLabel, { calibrationSamples: "count" }],
  [{ calibrationSamples: "100001" }, byLabel, { calibrationSamples: "count" }],
])("%o with these files has the problems %o", (change, chosen, expected) => {
  const { job, problems } = compilationJob({ ...EMPTY_COMPILE_DRAFT, ...change }, chosen);
  expect(problems).toEqual(expected);
  expect(job).toBeUndefined();
});

test("a decimal comma is read as a point", () => {
  const { job } = compilationJob({ ...EMPTY_COMPILE_DRAFT, scale: "0,5", agreement: "0,9" }, byLabel);
  expect(job?.input.scale).toBe(0.5);
  expect(job?.thresholds.agreement).toBe(0.9);
});

test("a stored draft of another version is read as far as it can be", () => {
  expect(parseCompileDraft(undefined)).toEqual(EMPTY_COMPILE_DRAFT);
  expect(parseCompileDraft({ inputKind: "film", samplesKind: 7, name: "pets", width: 3 })).toEqual({
    ...EMPTY_COMPILE_DRAFT,
    name: "pets",
  });
  expect(parseCompileDraft({ inputKind: "numbers", samplesKind: "apart" })).toMatchObject({
    ...{ inputKind: "numbers", samplesKind: "apart" },
  });
});
