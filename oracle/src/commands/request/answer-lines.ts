import { fromHex, type Manifest } from "@openimo/runtime";
import { drawPicture } from "../../command-line/draw-picture.ts";
import type { ReadableOutput } from "../../models/read-output.ts";

/** Scores of more labels than this are for `--json`. */
const SHOWN_SCORES = 16;
const SCORE_DIGITS = 2;

/**
 * An answer in the model's own terms, for people.
 * @param out Where its picture was written.
 */
export function answerLines(
  manifest: Manifest,
  { label, text, picture, values }: ReadableOutput,
  out?: string,
): string[] {
  const lines: string[] = [];
  if (label !== null) lines.push(`answer   ${label}`);
  for (const { name, meaning } of manifest.outputs) {
    if (meaning.kind !== "scores" || meaning.labels.length > SHOWN_SCORES) continue;
    const scores = meaning.labels.map((each, i) => `${each} ${values?.[name]?.[i]?.toFixed(SCORE_DIGITS)}`);
    lines.push(`scores   ${scores.join(", ")}`);
  }
  if (text !== null) lines.push("answer", indented(printable(text)));
  if (picture !== null) {
    const colours = process.stdout.isTTY === true && process.env.NO_COLOR === undefined;
    const drawn = drawPicture({ ...picture, pixels: fromHex(picture.pixels) }, process.stdout.columns, colours);
    const where = out === undefined ? "; --out writes it to a file" : `, written to ${out}`;
    lines.push(`answer   a picture of ${picture.width} x ${picture.height} pixels${where}`);
    if (drawn !== undefined) lines.push(drawn);
  }
  return lines;
}

const indented = (text: string) => text.replace(/^/gm, "  ");

/** A model of strangers may write anything: control characters could take the terminal over. */
function printable(text: string): string {
  return text.replace(/[^\P{C}\n\t]/gu, "\ufffd");
}
