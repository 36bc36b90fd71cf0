import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { folderPackageFiles } from "./folder-package-files.ts";

const folder = mkdtempSync(join(tmpdir(), "openimo-"));
mkdirSync(join(folder, "package"));
writeFileSync(join(folder, "secret"), "secret");
writeFileSync(join(folder, "package/a.bin"), Buffer.of(1, 2, 3));
const files = folderPackageFiles(join(folder, "package"));

test("a file of the package is read", async () => {
  expect(await files.read("a.bin", 3)).toEqual(Uint8Array.of(1, 2, 3));
});

test("a longer file than allowed is not read", async () => {
  await expect(files.read("a.bin", 2)).rejects.toThrow("3 bytes, more than 2");
});

test("a path that leaves the package is refused", async () => {
  await expect(files.read("../secret", 100)).rejects.toThrow("outside of the package");
});
