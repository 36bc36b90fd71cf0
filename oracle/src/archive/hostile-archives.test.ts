import { mkdirSync, mkdtempSync, readdirSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { UnixFS } from "ipfs-unixfs";
import { describe, expect, test } from "vitest";
import { compileSmallModel } from "../../../runtime/testing/small-model.ts";
import {
  type Block,
  blocksOf,
  car,
  carOf,
  cidOf,
  file,
  folder,
  type Link,
  node,
  nodeOf,
  raw,
} from "../../testing/archives.ts";
import { ARCHIVE_BLOCK_BYTES, ARCHIVE_BYTES, ARCHIVE_DEPTH, PACKAGE_FILES } from "../limits.ts";
import { unpackPackage } from "./unpack-package.ts";

const { files } = await compileSmallModel();
const entries = (under: string): Link[] =>
  [...files].flatMap(([path, bytes]): Link[] =>
    path.startsWith(under) ? [[path.slice(under.length), raw(bytes)]] : [],
  );
const top = entries("").filter(([name]) => !name.includes("/"));
const folders = ["golden", "tensors"].map((name): Link => [name, folder(...entries(`${name}/`))]);
const others = (...names: readonly string[]) => [...top, ...folders].filter(([name]) => !names.includes(name));
/** The sound package with further entries in its folder. */
const withEntries = (...more: readonly Link[]): Block => folder(...others(), ...more);
const evil = raw("evil");

/** A folder of its own, in which the archive is unpacked two folders down. */
async function unpacked(archive: Uint8Array): Promise<{ readonly work: string; readonly unpacking: Promise<unknown> }> {
  const work = mkdtempSync(join(tmpdir(), "openimo-"));
  mkdirSync(join(work, "a/b"), { recursive: true });
  writeFileSync(join(work, "model.car"), archive);
  return { work, unpacking: unpackPackage(join(work, "model.car"), join(work, "a/b/package")) };
}

/** Refused with this sentence, and nothing was written anywhere around. */
async function refuses(archive: Uint8Array | Promise<Uint8Array>, message: string | RegExp): Promise<void> {
  const { work, unpacking } = await unpacked(await archive);
  await expect(unpacking).rejects.toThrow(message);
  expect(readdirSync(work, { recursive: true }).sort()).toEqual(["a", join("a", "b"), "model.car"]);
}

test("the sound package that the others are made of is unpacked", async () => {
  const { work, unpacking } = await unpacked(await carOf(withEntries()));
  await unpacking;
  const written = readdirSync(join(work, "a/b/package"), { recursive: true, withFileTypes: true });
  expect(written.filter((entry) => entry.isFile())).toHaveLength(files.size);
});

describe("names", () => {
  const HOSTILE: [string, string][] = [
    ["that goes up", ".."],
    ["that goes up and down again", "../evil"],
    ["that goes up below a folder", "golden/../../evil"],
    ["with a folder in it", "golden/0.json"],
    ["that is the folder itself", "."],
    ["that is empty", ""],
    ["of an absolute path", "/etc/evil"],
    ["with backslashes", "..\\evil"],
    ["with a drive's letter", "C:evil"],
    ["of an absolute path with a drive's letter", "C:\\evil"],
    ["of a stream of another file", "README.md:evil"],
    ["with NUL", "README.md\0"],
    ["with a line's end", "evil\n"],
    ["that is hidden", ".npmrc"],
    ["that is no ASCII", "ｅvil"],
    ["longer than file systems take", "e".repeat(256)],
  ];
  test.each(HOSTILE)("one %s is refused", (_what, name) => refuses(carOf(withEntries([name, evil])), "plain names"));
  test("a folder's hostile name is refused", () =>
    refuses(carOf(withEntries(["..", folder(["a", evil])])), "plain names"));
  test("a name twice is refused", () =>
    refuses(carOf(withEntries(["README.md", evil])), "README.md: expected names that differ"));
  test("names that differ in case are refused", () =>
    refuses(carOf(withEntries(["readme.MD", evil])), "expected names that differ"));
  test("a file and a folder of one name are refused", () =>
    refuses(carOf(withEntries(["GOLDEN", evil])), "expected names that differ"));
  test("a file that the manifest does not list is refused", () =>
    refuses(carOf(withEntries(["evil.js", evil])), "evil.js: expected files that the manifest lists"));
});

describe("what is neither file nor folder", () => {
  const target = new TextEncoder().encode("/etc/pwd");
  test("a link in a file's place is refused", () =>
    refuses(carOf(folder(...others("README.md"), ["README.md", node("symlink", [], [], target)])), "found symlink"));
  test("a link in a folder's place is refused", () =>
    refuses(carOf(folder(...others("golden"), ["golden", node("symlink", [], [], target)])), "found symlink"));
  test("a link as a part of a file is refused", () =>
    refuses(
      carOf(folder(...others("README.md"), ["README.md", node("file", [["", node("symlink", [], [], target)]], [8])])),
      "found symlink",
    ));
  test.each(["metadata", "raw", "hamt-sharded-directory"] as const)("a node of the type %s is refused", (type) => {
    const bytes = new UnixFS(
      type === "hamt-sharded-directory" ? { type, fanout: 256n, hashType: 0x22n } : { type },
    ).marshal();
    return refuses(carOf(withEntries(["evil", nodeOf(bytes, [])])), `found ${type}`);
  });
  test("a node without UnixFS is refused", () =>
    refuses(carOf(withEntries(["evil", nodeOf(Buffer.from([255]), [])])), "evil: expected a UnixFS"));
  test("a folder in a file is refused", () =>
    refuses(
      carOf(folder(...others("README.md"), ["README.md", node("file", [["", folder()]], [8])])),
      "found a folder in a file",
    ));
  test("a file as the root is refused", () => refuses(carOf(file(raw("a"))), "the root: expected a folder"));
  test("bytes as the root are refused", () => refuses(carOf(evil), "the root: expected a UnixFS folder"));
});

describe("bombs", () => {
  /** A folder of folders, each the same, `width` in each, with an empty file at their end. */
  function repeated(width: number, depth: number, leaf: Block): Block {
    if (depth === 0) return leaf;
    const inner = repeated(width, depth - 1, leaf);
    return folder(...Array.from({ length: width }, (_, i): Link => [`f${i}`, inner]));
  }
  /** The same of one file's nodes. */
  function repeatedFile(width: number, depth: number, bytes: number): Block {
    if (depth === 0) return raw(new Uint8Array(bytes));
    const inner = repeatedFile(width, depth - 1, bytes);
    const links = Array.from({ length: width }, (): Link => ["", inner]);
    return node(
      "file",
      links,
      links.map(() => bytes * width ** (depth - 1)),
    );
  }

  test("folders too deep are refused", () => {
    let deep = folder(["evil", evil]);
    for (let i = 0; i <= ARCHIVE_DEPTH; i++) deep = folder(["f", deep]);
    return refuses(carOf(withEntries(["f", deep])), `at most ${ARCHIVE_DEPTH} folders deep`);
  });
  test("a short archive of millions of files is refused", async () => {
    const archive = await carOf(withEntries(["f", repeated(256, 3, raw(""))]));
    expect(archive.length).toBeLessThan(2 ** 17);
    await refuses(archive, `at most ${PACKAGE_FILES} files`);
  });
  test("a short archive of long files is refused before one is written", () =>
    refuses(
      carOf(withEntries(["f", repeated(8, 2, repeatedFile(256, 2, 1024))])),
      `at most ${ARCHIVE_BYTES} bytes of files`,
    ));
  test("a file that says it is too long is refused", () =>
    refuses(
      carOf(withEntries(["evil", node("file", [["", evil]], [2 ** 48])])),
      `evil: expected at most ${ARCHIVE_BYTES} bytes`,
    ));
  test("a manifest that is too long is refused", () =>
    refuses(
      carOf(folder(...others("manifest.json"), ["manifest.json", repeatedFile(256, 2, 1024)])),
      "67108864 bytes, more than",
    ));
  test("a file longer than it says is refused", () =>
    refuses(
      carOf(folder(...others("README.md"), ["README.md", node("file", [["", raw("12345678901234567890")]], [8])])),
      "a block of 8 bytes, found 20",
    ));
  test("a file shorter than it says is refused", () =>
    refuses(
      carOf(folder(...others("README.md"), ["README.md", node("file", [["", evil]], [8])])),
      "a block of 8 bytes, found 4",
    ));
  test("a node whose children do not sum up to it is refused", () =>
    refuses(
      carOf(
        folder(...others("README.md"), [
          "README.md",
          node(
            "file",
            [
              ["", file(evil)],
              ["", file(evil)],
            ],
            [3, 5],
          ),
        ]),
      ),
      "README.md: expected 3 bytes, found 4",
    ));
  test("a node with fewer sizes than children is refused", () =>
    refuses(
      carOf(
        folder(...others("README.md"), [
          "README.md",
          node(
            "file",
            [
              ["", evil],
              ["", evil],
            ],
            [8],
          ),
        ]),
      ),
      "expected 2 sizes, found 1",
    ));
  test("a file of empty blocks without end is refused", () =>
    refuses(
      carOf(folder(...others("README.md"), ["README.md", repeatedFile(300, 3, 0)])),
      "README.md: expected at most 65536 blocks",
    ));
  test("a file of nodes too deep is refused", () =>
    refuses(
      carOf(folder(...others("README.md"), ["README.md", repeatedFile(1, ARCHIVE_DEPTH + 1, 8)])),
      `a tree at most ${ARCHIVE_DEPTH} deep`,
    ));
  test("a block longer than any that is exchanged is refused", () =>
    refuses(
      carOf(withEntries(["evil", raw(new Uint8Array(ARCHIVE_BLOCK_BYTES + 1))])),
      `at most ${ARCHIVE_BLOCK_BYTES} bytes`,
    ));
});

describe("blocks", () => {
  const sound = withEntries();
  const blocks = blocksOf(sound);
  const changed = (at: number, bytes: Uint8Array) => blocks.map((block, i) => (i === at ? { ...block, bytes } : block));

  test("one whose bytes are not those of its hash is refused, wherever it stands", async () => {
    for (const [i, { bytes }] of blocks.entries()) {
      const wrong = Uint8Array.from(bytes, (byte, k) => (k === bytes.length - 1 ? byte ^ 1 : byte));
      await refuses(car([sound.cid], changed(i, wrong)), "expected bytes of its hash");
    }
  });
  test("one that is missing is refused, whichever", async () => {
    for (const missing of blocks) {
      const rest = blocks.filter((block) => block !== missing);
      await refuses(car([sound.cid], rest), "expected a block of the archive, found none");
    }
  });
  test("one that nothing names is refused", () =>
    refuses(car([sound.cid], [...blocks, evil]), "expected blocks of the package"));
  test("one that is there twice is refused", () =>
    refuses(car([sound.cid], [...blocks, blocks[1]]), "expected one block of a CID"));
  test("one of an unknown codec is refused", () =>
    refuses(
      car([sound.cid], [...blocks, { cid: cidOf(evil.bytes, 0x71), bytes: evil.bytes }]),
      "the codec raw or dag-pb, found 0x71",
    ));
  test("one of another hash is refused", () =>
    refuses(
      car([sound.cid], [...blocks, { cid: cidOf(evil.bytes, 0x55, 0x1e), bytes: evil.bytes }]),
      "the hash SHA-256, found 0x1e",
    ));
  test("a package that is damaged under right hashes is refused", () =>
    refuses(carOf(folder(...others("README.md"), ["README.md", raw("# smell\n")])), "README.md: expected SHA-256"));
});

const whole = await carOf(withEntries());

describe("the file", () => {
  test("cut off anywhere it is refused", async () => {
    for (let length = 0; length < whole.length; length += 61) await refuses(whole.subarray(0, length), /expected/);
    await refuses(whole.subarray(0, -1), "found the end of the file");
  });
  test.each([
    ["a zero", Buffer.of(0)],
    ["zeros", Buffer.alloc(512)],
    ["text", Buffer.from("and so on, and so on, and so on, and so on, and so on")],
    ["a length without a block", Buffer.of(0x90, 0x01)],
    ["a number without an end", Buffer.alloc(16, 0xff)],
    ["a block shorter than its CID", Buffer.concat([Buffer.of(4), evil.cid.bytes, evil.bytes])],
    ["a block of 2^53 bytes", Buffer.concat([Buffer.from("ffffffffffffff0f", "hex"), evil.cid.bytes, evil.bytes])],
    ["another archive", whole],
  ])("with %s at its end it is refused", (_what, garbage) => refuses(Buffer.concat([whole, garbage]), /expected/));
  test.each([
    ["empty", Buffer.alloc(0)],
    ["zeros", Buffer.alloc(4096)],
    ["a script", Buffer.from("#!/bin/sh\nrm -rf /\n".repeat(100))],
    ["a header of 2^53 bytes", Buffer.from("ffffffffffffff0f", "hex")],
    ["a CAR of version 2", Buffer.concat([Buffer.from("0aa16776657273696f6e02", "hex"), Buffer.alloc(40), whole])],
  ])("that is %s is refused", (_what, bytes) => refuses(bytes, /expected/));
  test("without a root it is refused", () => refuses(car([], blocksOf(withEntries())), "expected one root, found 0"));
  test("with two roots it is refused", () => {
    const root = withEntries();
    return refuses(car([root.cid, root.cid], blocksOf(root)), "expected one root, found 2");
  });
});
