import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { textBytes } from "@openimo/runtime";

/** What the model reads of the rated texts, 256 bytes each, and the index of each one's label. */
export interface Texts {
  readonly inputs: readonly Uint8Array[];
  readonly labels: readonly number[];
}

export const LABELS = ["negative", "neutral", "positive"];
export const BYTES = 256;

const FILES = {
  tweets: "tweets_GroundTruth.txt",
  amazon: "amazonReviewSnippets_GroundTruth.txt",
  movies: "movieReviewSnippets_GroundTruth.txt",
  nyt: "nytEditorialSnippets_GroundTruth.txt",
};
const NEUTRAL_BELOW = 0.5;
const [TEST_BELOW, VALIDATION_BELOW] = [26, 52];
const ENTITIES = [
  ["&amp;", "&"],
  ["&amp;", "&"],
  ["&#38;", "&"],
  ["&#39;", "'"],
  ["&lt;", "<"],
  ["&gt;", ">"],
] as const;

interface Row {
  readonly part: "test" | "validation" | "train";
  readonly input: Uint8Array;
  readonly label: number;
}

/**
 * Reads the test or training part of the corpus in `folder`, split as corpus.py does; that says why.
 * @throws Error when a line is not a number, a rating and a text.
 */
export function readCorpus(folder: string, part: "test" | "train"): Texts {
  const rows = Object.entries(FILES).flatMap(([source, file]) =>
    readFileSync(join(folder, file), "utf8")
      .replace(/^\uFEFF/, "")
      .split("\n")
      .filter((line) => line.trim() !== "")
      .map((line) => readRow(source, line)),
  );
  const others = rows.filter((row) => row.part !== part && row.part !== "train");
  const elsewhere = new Set(part === "test" ? [] : others.map(({ input }) => Buffer.from(input).toString("hex")));
  const chosen = rows.filter((row) => row.part === part && !elsewhere.has(Buffer.from(row.input).toString("hex")));
  return { inputs: chosen.map(({ input }) => input), labels: chosen.map(({ label }) => label) };
}

function readRow(source: string, line: string): Row {
  const fields = line.replace(/\r$/, "").split("\t");
  const rating = Number(fields[1]);
  if (fields.length !== 3 || Number.isNaN(rating)) throw new Error(`not a number, a rating and a text: ${line}`);
  const text = ENTITIES.reduce((all, [entity, character]) => all.replaceAll(entity, character), fields[2]);
  const input = textBytes(text.trim(), BYTES);
  const isPart = fields[0].includes("_");
  const parent = isPart ? Buffer.from(fields[0].split("_")[0]) : input.subarray(0, lengthOf(input));
  const first = createHash("sha256").update(`${source}\0`).update(parent).digest()[0];
  return {
    part: first < TEST_BELOW ? "test" : first < VALIDATION_BELOW ? "validation" : "train",
    input,
    label: rating <= -NEUTRAL_BELOW ? 0 : rating >= NEUTRAL_BELOW ? 2 : 1,
  };
}

function lengthOf(input: Uint8Array): number {
  const end = input.indexOf(0);
  return end === -1 ? input.length : end;
}

/** Hex SHA-256 of all inputs, each followed by its label's byte. */
export function digest({ inputs, labels }: Texts): string {
  const hash = createHash("sha256");
  inputs.forEach((input, i) => {
    hash.update(input).update(Uint8Array.of(labels[i]));
  });
  return hash.digest("hex");
}
