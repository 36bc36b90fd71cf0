import { treeDepth } from "../../runtime/src/tree/merkle-tree.ts";
import { type SmallProgram, widthsAt } from "./small-programs.ts";
import type { Terms } from "./terms.ts";

/** Every trace of a small program that somebody could claim: each leaf and each node anything of its alphabet. */
export function* allTraces(terms: Terms, program: SmallProgram): Generator<number> {
  const { stepLimit, widths } = program;
  if (stepLimit === 0) {
    yield* lists(terms, program, widths);
    return;
  }
  const step = [0, terms.garbage(), ...lists(terms, program, widths)];
  const end = [0, terms.garbage(), ...lists(terms, program, widthsAt(program, stepLimit))];
  const slots = [...Array.from({ length: stepLimit }, () => step), end];
  yield* trees(terms, padded(slots, [0, terms.garbage()]));
}

/** All lists of tensors of these widths. A tensor's root may be anything, too. */
function lists(terms: Terms, program: SmallProgram, widths: readonly number[]): number[] {
  const tensors = widths.map((width) => [
    ...new Set([
      0,
      terms.garbage(),
      ...trees(terms, padded(Array(width).fill(leaves(terms, program)), [0, terms.leaf(0)])),
    ]),
  ]);
  return [...trees(terms, padded(tensors, [0, terms.garbage()]))];
}

/** A node may be shown for a leaf, too: it has another length. */
const leaves = (terms: Terms, { alphabet }: SmallProgram): number[] => [
  ...[0, terms.garbage(), ...alphabet.map((content) => terms.leaf(content))],
  ...(alphabet.includes("another header") ? [terms.pair(0, 0)] : []),
];

function padded(slots: readonly (readonly number[])[], unused: readonly number[]): (readonly number[])[] {
  const width = 2 ** treeDepth(slots.length);
  return [...slots, ...Array.from({ length: width - slots.length }, () => unused)];
}

/** All trees over slots that each have their alphabet; an inner node may have nothing below it. */
function* trees(terms: Terms, slots: readonly (readonly number[])[]): Generator<number> {
  if (slots.length === 1) {
    yield* slots[0];
    return;
  }
  const half = slots.length / 2;
  const rights = [...trees(terms, slots.slice(half))];
  if (half > 1) rights.push(terms.garbage());
  for (const left of trees(terms, slots.slice(0, half))) {
    for (const right of rights) yield terms.pair(left, right);
  }
  if (half > 1) for (const right of rights) yield terms.pair(terms.garbage(), right);
}
