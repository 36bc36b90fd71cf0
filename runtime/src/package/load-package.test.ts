import { sha256 } from "@noble/hashes/sha2.js";
import { describe, expect, it } from "vitest";
import { compileSmallModel } from "../../testing/small-model.ts";
import { toHex } from "../hash/hex.ts";
import { canonicalJson } from "./canonical-json.ts";
import { loadPackage } from "./load-package.ts";
import type { Manifest } from "./manifest.ts";
import { memoryPackageFiles } from "./memory-package-files.ts";
import { PackageError } from "./package-error.ts";

type Files = ReadonlyMap<string, Uint8Array>;
type MutableManifest = { -readonly [K in keyof Manifest]: Manifest[K] };

const { files: good, model } = await compileSmallModel();
const manifestText = new TextDecoder().decode(good.get("manifest.json"));

function fileOf(files: Files, path: string): Uint8Array {
  return files.get(path) ?? expect.fail(`${path} is not in the package`);
}

function withFile(path: string, bytes: Uint8Array, files: Files = good): Files {
  return new Map(files).set(path, bytes);
}

/** A copy of the package after a change to its manifest. */
function withManifest(change: (manifest: MutableManifest) => void, files: Files = good): Files {
  const manifest = JSON.parse(manifestText) as MutableManifest;
  change(manifest);
  return withFile("manifest.json", canonicalJson(manifest), files);
}

/** A copy with another file that the manifest lists rightly. */
function withListedFile(path: string, bytes: Uint8Array): Files {
  const change = (manifest: MutableManifest) => {
    const entry = manifest.files.find((listed) => listed.path === path);
    Object.assign(entry ?? {}, { bytes: bytes.length, sha256: toHex(sha256(bytes)) });
  };
  return withManifest(change, withFile(path, bytes));
}

/** Changes one member deep in the manifest: `set("instructions.1.shift", 31)`. */
function set(path: string, value: unknown): Files {
  return withManifest((manifest) => {
    const keys = path.split(".");
    const last = keys.pop() ?? "";
    const parent = keys.reduce(
      (object: object, key) => Object.entries(object).find(([name]) => name === key)?.[1],
      manifest,
    );
    expect(Object.hasOwn(parent, last), path).toBe(true);
    Object.assign(parent, { [last]: value });
  });
}

function flipped(path: string, position: number): Uint8Array {
  const bytes = fileOf(good, path).slice();
  bytes[position] ^= 1;
  return bytes;
}

async function failure(files: Files): Promise<PackageError> {
  try {
    await loadPackage(memoryPackageFiles(files));
  } catch (error) {
    if (error instanceof PackageError) return error;
    throw error;
  }
  return expect.fail("the package was accepted");
}

const weights = "tensors/0.bin";

describe("loadPackage", () => {
  it("loads what the compiler wrote", async () => {
    const loaded = await loadPackage(memoryPackageFiles(good));
    expect(loaded.modelHash).toBe(model.modelHash);
    expect(loaded.manifest.modelHash).toBe(model.modelHash);
    expect(loaded.records).toHaveLength(1 + 4 + 2);
    expect(loaded.card).toBe("# small\n");
  });

  it.each([
    ["missing tensor", () => without(weights), weights, "a readable file", "no such file"],
    ["missing manifest", () => without("manifest.json"), "manifest.json", "a readable file", "no such file"],
    ["missing parity report", () => without("parity.json"), "parity.json", "a readable file", "no such file"],
    [
      "truncated tensor",
      () => withFile(weights, fileOf(good, weights).slice(0, -1)),
      weights,
      "512 bytes",
      "511 bytes",
    ],
    [
      "truncated manifest",
      () => withFile("manifest.json", fileOf(good, "manifest.json").slice(0, -1)),
      "manifest.json",
      "JSON in UTF-8",
      "SyntaxError",
    ],
    ["flipped bit in a tensor", () => withFile(weights, flipped(weights, 40)), weights, "SHA-256 0x", "0x"],
    [
      "flipped bit in a golden run",
      () => withFile("golden/1.json", flipped("golden/1.json", 30)),
      "golden/1.json",
      "SHA-256 0x",
      "0x",
    ],
    [
      "other tensor, listed rightly",
      () => withListedFile(weights, flipped(weights, 40)),
      "manifest.json",
      "weightsRoot 0x",
      model.weightsRoot,
    ],
    [
      "other parity report, listed rightly",
      () => withListedFile("parity.json", canonicalJson({ samples: 1 })),
      "parity.json",
      "the member floatTop1",
      "none",
    ],
    ["wrong SHA-256", () => set("files.0.sha256", `0x${"00".repeat(32)}`), "README.md", "SHA-256 0x0000", "0x"],
    [
      "wrong model hash",
      () => set("modelHash", `0x${"11".repeat(32)}`),
      "manifest.json",
      `modelHash ${model.modelHash}`,
      "0x1111",
    ],
    [
      "wrong program root",
      () => set("programRoot", `0x${"11".repeat(32)}`),
      "manifest.json",
      `programRoot ${model.programRoot}`,
      "0x1111",
    ],
    [
      "another clamp than the program root says",
      () => set("instructions.1.low", -1),
      "manifest.json",
      "programRoot 0x",
      model.programRoot,
    ],
    ["newer format version", () => set("formatVersion", 2), "manifest.json", "formatVersion 1", "2"],
    [
      "unknown member",
      () => withManifest((manifest) => Object.assign(manifest, { extra: 1 })),
      "manifest.json",
      "the members",
      "the member extra",
    ],
    [
      "missing member",
      () =>
        withManifest((manifest) => {
          delete (manifest as Partial<MutableManifest>).licence;
        }),
      "manifest.json",
      "the member licence",
      "none",
    ],
    ["member of another type", () => set("name", 7), "manifest.json", "a string at name", "7"],
    [
      "unknown operation",
      () => set("instructions.1.op", "Conv9D"),
      "manifest.json",
      " at instructions[1].op",
      "Conv9D",
    ],
    [
      "operation named like a built-in member",
      () => set("instructions.1.op", "constructor"),
      "manifest.json",
      "Transpose or Upsample",
      "constructor",
    ],
    [
      "attribute of another operation",
      () => set("instructions.1.op", "Clamp"),
      "manifest.json",
      "the members op",
      "the member constant",
    ],
    [
      "cyclic reference",
      () => set("instructions.1.operands", [2]),
      "manifest.json",
      "an integer from 0 to 1 at instructions[1].operands[0]",
      "2",
    ],
    [
      "forward reference",
      () => set("instructions.0.operands", [4]),
      "manifest.json",
      "an integer from 0 to 0 at instructions[0].operands[0]",
      "4",
    ],
    [
      "two operands for one",
      () => set("instructions.0.operands", [0, 0]),
      "manifest.json",
      "at most 1 items at instructions[0].operands",
      "2",
    ],
    [
      "no operand",
      () => set("instructions.0.operands", []),
      "manifest.json",
      "at least 1 items at instructions[0].operands",
      "0",
    ],
    [
      "missing constant",
      () => set("instructions.1.constant", 2),
      "manifest.json",
      "an integer from 0 to 1 at instructions[1].constant",
      "2",
    ],
    [
      "shift out of range",
      () => set("instructions.1.shift", 63),
      "manifest.json",
      "an integer from 32 to 62 at instructions[1].shift",
      "63",
    ],
    [
      "huge shape",
      () => set("input.shape", [2 ** 20, 2 ** 20, 2 ** 20]),
      "manifest.json",
      "at most 268435456 bytes at input",
      `${2 ** 40}`,
    ],
    [
      "shape whose product would overflow",
      () => set("input.shape", [2 ** 24, 2 ** 24, 2 ** 24, 2 ** 24]),
      "manifest.json",
      "at most 268435456 bytes at input",
      `${2 ** 48}`,
    ],
    ["dimension of zero", () => set("input.shape", [0, 12]), "manifest.json", "a number from 1", "0"],
    [
      "five dimensions",
      () => set("input.shape", [1, 1, 1, 1, 12]),
      "manifest.json",
      "at most 4 items at input.shape",
      "5",
    ],
    [
      "huge constant",
      () => set("constants.0.rows", 2 ** 24),
      "manifest.json",
      "at most 268435456 bytes at constants[0]",
      `${2 ** 24 * 64}`,
    ],
    [
      "constant of another shape than its file",
      () => set("constants.1.file", weights),
      weights,
      "192 bytes by its shape",
      "512 bytes in the manifest",
    ],
    [
      "output that does not exist",
      () => set("outputs.0.value", 5),
      "manifest.json",
      "an integer from 1 to 4 at outputs[0]",
      "5",
    ],
    ["no output", () => set("outputs", []), "manifest.json", "an integer from 1 to 6 at outputs.length", "0"],
    [
      "labels for another number of scores",
      () => set("outputs.1.meaning.labels", ["a"]),
      "manifest.json",
      "3 labels at outputs[1]",
      "1",
    ],
    [
      "label of more than one element",
      () => set("outputs.0.value", 3),
      "manifest.json",
      "one element in the label outputs[0]",
      "3",
    ],
    [
      "image of another size than the input",
      () => set("input.meaning", { kind: "image", width: 4, height: 4, channels: 1 }),
      "manifest.json",
      "16 elements at input.shape",
      "12",
    ],
    [
      "path out of the folder",
      () => set("files.0.path", "../README.md"),
      "manifest.json",
      "a relative path of plain names",
      "../README.md",
    ],
    [
      "absolute path",
      () => set("files.0.path", "/README.md"),
      "manifest.json",
      "a relative path of plain names",
      "/README.md",
    ],
    [
      "unsorted files",
      () => set("files.0.path", "zzz"),
      "manifest.json",
      "files sorted by path",
      "golden/0.json after zzz",
    ],
    [
      "card that is not listed",
      () =>
        withManifest((manifest) => {
          manifest.files = manifest.files.slice(1);
        }),
      "manifest.json",
      "README.md in the list of files",
      "no such entry",
    ],
    [
      "white space in the manifest",
      () => withText(manifestText.replace(",", ", ")),
      "manifest.json",
      "canonical JSON (RFC 8785)",
      "a difference at byte",
    ],
    [
      "repeated member",
      () => withText(manifestText.replace("{", '{"name":"other",')),
      "manifest.json",
      "canonical JSON (RFC 8785)",
      "a difference at byte",
    ],
    [
      "number in another spelling",
      () => withText(manifestText.replace('"formatVersion":1', '"formatVersion":1.0')),
      "manifest.json",
      "canonical JSON",
      "a difference",
    ],
    ["byte order mark", () => withText(`\ufeff${manifestText}`), "manifest.json", "JSON in UTF-8", "SyntaxError"],
    [
      "bytes that are no UTF-8",
      () => withFile("manifest.json", Uint8Array.of(0x22, 0xff, 0x22)),
      "manifest.json",
      "JSON in UTF-8",
      "TypeError",
    ],
    ["manifest that is no object", () => withText("[]"), "manifest.json", "an object", "[]"],
  ] as const)("refuses: %s", async (_, make, file, expected, found) => {
    const error = await failure(make());
    expect(error.file).toBe(file);
    expect(error.expected).toContain(expected);
    expect(error.found).toContain(found);
  });

  it("refuses a flipped bit anywhere in every file that the manifest lists", async () => {
    let tried = 0;
    for (const [path, bytes] of good) {
      if (path === "manifest.json") continue;
      for (let position = 0; position < bytes.length; position += Math.max(1, Math.floor(bytes.length / 25))) {
        await failure(withFile(path, flipped(path, position)));
        tried++;
      }
    }
    expect(tried).toBeGreaterThan(good.size * 5);
  });
});

function without(path: string): Files {
  const files = new Map(good);
  expect(files.delete(path)).toBe(true);
  return files;
}

function withText(text: string): Files {
  expect(text).not.toBe(manifestText);
  return withFile("manifest.json", new TextEncoder().encode(text));
}
