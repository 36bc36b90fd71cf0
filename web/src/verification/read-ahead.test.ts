import { expect, test } from "vitest";
import { readAhead } from "./read-ahead.ts";

const bytesOf = (value: unknown) => new TextEncoder().encode(typeof value === "string" ? value : JSON.stringify(value));

/** A folder that notes what is read of it, and with which limit. */
function folder(manifest: unknown) {
  const asked: string[] = [];
  const files = readAhead({
    async read(path, maxBytes) {
      asked.push(`${path} ${maxBytes}`);
      if (path === "bad.bin") throw new Error("gone");
      return bytesOf(path === "manifest.json" ? manifest : path);
    },
  });
  return { asked, files };
}

const entry = (path: string, bytes: unknown = 5) => ({ path, bytes });

test("reads what the manifest lists before it is asked for, each file once", async () => {
  const { asked, files } = folder({ files: [entry("a.bin"), entry("golden/0.json", 7)] });
  await files.read("manifest.json", 100);
  expect(asked).toEqual(["manifest.json 100", "a.bin 5", "golden/0.json 7"]);
  expect(await files.read("a.bin", 5)).toEqual(bytesOf("a.bin"));
  expect(asked).toHaveLength(3);
});

test("an error comes to whoever asks for the file", async () => {
  const { files } = folder({ files: [entry("bad.bin")] });
  await files.read("manifest.json", 100);
  await expect(files.read("bad.bin", 5)).rejects.toThrow("gone");
});

test.each([
  ["no list", { files: 3 }],
  ["a path that leads outside", { files: [entry("a.bin"), entry("../a.bin")] }],
  ["an address", { files: [entry("//example.invalid/a")] }],
  ["a size that is no number", { files: [entry("a.bin", "5")] }],
  ["a size without a bound", { files: [entry("a.bin", 1e15)] }],
  ["too many files", { files: Array.from({ length: 257 }, (_, i) => entry(`${i}.bin`)) }],
  ["no JSON", "{"],
])("reads nothing ahead of a manifest with %s", async (_, manifest) => {
  const { asked, files } = folder(manifest);
  await files.read("manifest.json", 100);
  expect(asked).toEqual(["manifest.json 100"]);
  await files.read("a.bin", 5);
  expect(asked).toHaveLength(2);
});
