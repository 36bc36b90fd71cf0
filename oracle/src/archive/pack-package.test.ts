import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { beforeEach, describe, expect, test } from "vitest";
import { compileSmallModel } from "../../../runtime/testing/small-model.ts";
import { folderPackageFiles } from "../models/folder-package-files.ts";
import { checkContents } from "./checked-contents.ts";
import { packPackage } from "./pack-package.ts";
import { unpackPackage } from "./unpack-package.ts";

const { files, model } = await compileSmallModel();
/** The small model as ipfs-unixfs-importer 17.1.1 lays it out in nodes of three and blocks of 128 bytes, none raw. */
const FOREIGN = fileURLToPath(
  new URL("../../../test/vectors/archives/small-in-blocks-of-128-bytes.car", import.meta.url),
);
let work = "";

function write(folder: string, paths: Iterable<string>): void {
  for (const path of paths) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), files.get(path) ?? "");
  }
}

beforeEach(() => {
  work = mkdtempSync(join(tmpdir(), "openimo-"));
  write(join(work, "package"), files.keys());
});
const at = (name: string) => join(work, name);

describe("packPackage", () => {
  test("what is unpacked is what was packed", async () => {
    const packed = await packPackage(at("package"), at("model.car"));
    const unpacked = await unpackPackage(at("model.car"), at("again"));
    expect(unpacked).toEqual({ root: packed.root, modelHash: model.modelHash, files: files.size });
    const { contents } = await checkContents(folderPackageFiles(at("again")));
    expect(new Map([...contents].sort())).toEqual(new Map([...files].sort()));
    expect(packed.bytes).toBe(readFileSync(at("model.car")).length);
    expect(readdirSync(work).sort()).toEqual(["again", "model.car", "package"]);
  });

  test("the same package gives the same bytes, however its folder came to be", async () => {
    write(at("reversed"), [...files.keys()].reverse());
    utimesSync(at("reversed/README.md"), 1, 1);
    await packPackage(at("package"), at("first.car"));
    await packPackage(at("reversed"), at("second.car"));
    expect(readFileSync(at("second.car")).equals(readFileSync(at("first.car")))).toBe(true);
  });

  test("nothing that the manifest does not list is packed", async () => {
    const before = await packPackage(at("package"), at("before.car"));
    writeFileSync(at("package/.env"), "PRIVATE_KEY=0x1");
    symlinkSync("/etc/passwd", at("package/golden/passwd"));
    expect(await packPackage(at("package"), at("after.car"))).toEqual(before);
  });

  test("a file that is a link out of the package is refused", async () => {
    cpSync(at("package"), at("linked"), { recursive: true, filter: (path) => !path.endsWith("README.md") });
    symlinkSync(at("package/README.md"), at("linked/README.md"));
    await expect(packPackage(at("linked"), at("model.car"))).rejects.toThrow("outside of the package");
    expect(existsSync(at("model.car"))).toBe(false);
  });

  test("a damaged package is refused and nothing is left behind", async () => {
    writeFileSync(at("package/README.md"), "# smell\n");
    await expect(packPackage(at("package"), at("model.car"))).rejects.toThrow("README.md: expected SHA-256");
    expect(readdirSync(work)).toEqual(["package"]);
  });
});

describe("unpackPackage", () => {
  test("takes an archive that another tool laid out in its own way", async () => {
    const { files: count } = await unpackPackage(FOREIGN, at("foreign"));
    const { contents } = await checkContents(folderPackageFiles(at("foreign")));
    expect(contents.size).toBe(count);
  });

  test("an archive that can't be put in its place leaves nothing behind", async () => {
    await packPackage(at("package"), at("model.car"));
    await expect(unpackPackage(at("model.car"), at("package"))).rejects.toThrow("ENOTEMPTY");
    expect(readdirSync(work).sort()).toEqual(["model.car", "package"]);
  });
});
