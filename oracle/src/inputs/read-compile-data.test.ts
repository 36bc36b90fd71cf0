import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { readCompileData } from "./read-compile-data.ts";

const image = { meaning: undefined, preprocessing: null };
const scratch = () => mkdtempSync(join(tmpdir(), "openimo-"));

function npy(shape: string, values: readonly number[], descr = "|u1"): Buffer {
  const header = `{'descr': '${descr}', 'fortran_order': False, 'shape': (${shape}), }\n`;
  const start = Buffer.from([0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1, 0, header.length, 0]);
  return Buffer.concat([start, Buffer.from(header), Buffer.from(values)]);
}

test("folders by label are sorted as numbers, and a fifth of each is held out", () => {
  const folder = scratch();
  for (const label of ["10", "9"]) {
    mkdirSync(join(folder, label));
    for (let i = 0; i < 5; i++) writeFileSync(join(folder, label, `${i}.bin`), Buffer.of(Number(label), i));
  }
  const { labels, calibration, evaluation } = readCompileData({ calibrate: folder }, image);
  expect(labels).toEqual(["9", "10"]);
  expect(calibration).toHaveLength(8);
  expect(evaluation).toEqual({ inputs: [Uint8Array.of(9, 4), Uint8Array.of(10, 4)], labels: [0, 1] });
});

test("NumPy files, raw files and IDX files give the same samples", () => {
  const [first, second] = [scratch(), scratch()];
  writeFileSync(join(first, "a.npy"), npy("1, 2", [1, 2]));
  writeFileSync(join(first, "b.raw"), Buffer.of(3, 4));
  const idx = join(second, "samples-idx");
  writeFileSync(idx, Buffer.from([0, 0, 8, 2, 0, 0, 0, 2, 0, 0, 0, 2, 1, 2, 3, 4]));
  const labels = join(second, "labels.txt");
  writeFileSync(labels, "0\n1\n");
  const data = readCompileData({ calibrate: first, evaluate: idx, "evaluate-labels": labels, labels: "a,b" }, image);
  expect(data.calibration).toEqual([Uint8Array.of(1, 2), Uint8Array.of(3, 4)]);
  expect(data.evaluation).toEqual({ inputs: [...data.calibration], labels: [0, 1] });
});

test.each([
  ["floats", npy("2", [1, 2], "<f4"), "unsigned bytes"],
  ["fewer values than its shape", npy("3", [1, 2]), "has 2 values; its shape (3) has 3"],
  ["something else", Buffer.from("hello, this is no array"), "is not a NumPy file"],
])("a NumPy file of %s is refused by name", (_name, bytes, message) => {
  const folder = scratch();
  writeFileSync(join(folder, "a.npy"), bytes);
  const options = { calibrate: folder, evaluate: folder, "evaluate-labels": folder, labels: "a" };
  expect(() => readCompileData(options, image)).toThrow(join(folder, "a.npy"));
  expect(() => readCompileData(options, image)).toThrow(message);
});

test("samples without folders by label need held-out ones, and labels need indices", () => {
  expect(() => readCompileData({ calibrate: scratch() }, image)).toThrow("give --evaluate too");
  const [calibrate, evaluate] = [scratch(), scratch()];
  for (const folder of [calibrate, evaluate]) writeFileSync(join(folder, "a.bin"), Buffer.of(7));
  expect(() => readCompileData({ calibrate, evaluate, labels: "a,b" }, image)).toThrow("Give both of --labels");
  expect(readCompileData({ calibrate, evaluate }, image)).toEqual({
    calibration: [Uint8Array.of(7)],
    evaluation: { inputs: [Uint8Array.of(7)] },
  });
});
