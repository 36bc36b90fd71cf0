import { expect, test } from "vitest";
import { unixfsTree } from "./unixfs-tree.ts";

const MIB = 2 ** 20;
const fill = (bytes: number) => new Uint8Array(bytes).map((_, i) => i % 251);

/** Roots that ipfs-unixfs-importer 17.1.1 gives (CID version 1, raw leaves, blocks of 1 MiB, 1024 links in a node). */
const ROOTS: [string, Readonly<Record<string, Uint8Array>>][] = [
  ["bafybeigwpyizfxug3awjne655f6ara6uc3d22kg4nh446zyp5i2cjh7waa", { "manifest.json": fill(10) }],
  [
    "bafybeidnde7ssj333zaahai3zg2m43tj725rs4dsfcukc4kyd3dp2uok6u",
    {
      empty: fill(0),
      same: fill(5),
      again: fill(5),
      Upper: fill(1),
      "a.b": fill(2),
      "a/b": fill(3),
      "a/deeper/c": fill(4),
    },
  ],
  ["bafybeiary3yf4gysnug3fsob4oilevnbj52bw3msdjdduhpq56wsjmjix4", { one: fill(MIB) }],
  ["bafybeihelw7vww2fm3zh7ypkq774wxp6lxl2lymvci7rmgwezmq577esmu", { two: fill(MIB + 1), many: fill(5 * MIB) }],
];

test.each(ROOTS)("the root is %s, as another implementation has it", (root, files) => {
  expect(`${unixfsTree(new Map(Object.entries(files))).cid}`).toBe(root);
});

test("the order in which files are given changes nothing", () => {
  const files = Object.entries(ROOTS[1][1]);
  expect(`${unixfsTree(new Map(files.reverse())).cid}`).toBe(ROOTS[1][0]);
});
