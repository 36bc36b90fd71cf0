import { treeDepth } from "../../runtime/src/tree/merkle-tree.ts";
import type { Content, Terms } from "./terms.ts";

/** A program of few values; an element is a leaf, and a token is an element. */
export interface SmallProgram {
  readonly name: string;
  /** Leaves of each instruction's tensor. */
  readonly widths: readonly number[];
  /** Of a program with steps; 0 without. */
  readonly stepLimit: number;
  readonly tokenLimit: number;
  readonly prompt: readonly number[];
  readonly stopToken: number;
  /** Levels that a move goes down at most. */
  readonly stride: number;
  /** What a liar may have in a leaf. It may have nothing, and what nobody can open, besides. */
  readonly alphabet: readonly Content[];
}

/** What a step gives for a token. */
const GIVEN = [1, 2, 0] as const;
const ELEMENTS = 2;

export const isEnd = ({ stepLimit }: SmallProgram, step: number): boolean => stepLimit > 0 && step === stepLimit;

export const widthsAt = (program: SmallProgram, step: number): readonly number[] =>
  isEnd(program, step) ? [1, program.tokenLimit] : program.widths;

/** Reads elements out of a trace. */
export class TraceReader {
  readonly #terms: Terms;
  readonly #program: SmallProgram;
  readonly root: number;

  constructor(terms: Terms, program: SmallProgram, root: number) {
    this.#terms = terms;
    this.#program = program;
    this.root = root;
  }

  /** A step's node, EMPTY or not; undefined where it can't be opened. */
  slot(step: number): number | undefined {
    const { stepLimit } = this.#program;
    return stepLimit === 0 ? this.root : this.#below(this.root, treeDepth(stepLimit + 1), step);
  }

  leaf(step: number, instruction: number, index: number): number | undefined {
    const widths = widthsAt(this.#program, step);
    const list = this.slot(step);
    const tensor = list === undefined ? undefined : this.#below(list, treeDepth(widths.length), instruction);
    return tensor === undefined ? undefined : this.#below(tensor, treeDepth(widths[instruction]), index);
  }

  /** An operand; undefined where a witness can't have it. */
  element(step: number, instruction: number, index: number): number | undefined {
    const node = this.leaf(step, instruction, index);
    const content = node === undefined ? undefined : this.#terms.content(node);
    return typeof content === "number" ? content : undefined;
  }

  /** The token that the step before gave. */
  tokenBefore(step: number): number | undefined {
    return this.element(step - 1, this.#program.widths.length - 1, 0);
  }

  #below(node: number, levels: number, index: number): number | undefined {
    let at: number | undefined = node;
    for (let level = levels - 1; level >= 0 && at !== undefined; level--) {
      at = this.#terms.children(at)?.[(index >> level) & 1];
    }
    return at;
  }
}

/**
 * Whether a run had ended before a step, as its trace has it; undefined where the trace can't show it.
 * @param hasOneMore Whether a run may give one token more.
 */
export function hasEnded(
  program: SmallProgram,
  trace: TraceReader,
  step: number,
  { hasOneMore, hasGaps }: { readonly hasOneMore: boolean; readonly hasGaps: boolean },
): boolean | undefined {
  if (step === 0) return undefined;
  if (trace.slot(step - 1) === 0) return hasGaps ? undefined : true;
  const prompt = program.prompt.length;
  if (step < prompt) return false;
  const token = trace.tokenBefore(step);
  if (token === undefined) return undefined;
  return token === program.stopToken || step + 1 - prompt >= program.tokenLimit + (hasOneMore ? 1 : 0);
}

/** What the program computes for an element from a trace's own operands: one value for each choice of who proves. */
export function expectedOf(
  program: SmallProgram,
  trace: TraceReader,
  { step, instruction, index }: { readonly step: number; readonly instruction: number; readonly index: number },
  stopCounts = false,
): number[] {
  const known = (value: number | undefined) => (value === undefined ? [] : [value]);
  const prompt = program.prompt.length;
  if (isEnd(program, step)) {
    if (instruction === 0) return lengthsOf(program, trace, stopCounts);
    const length = trace.element(step, 0, 0);
    if (length === undefined) return [];
    return index < length ? known(trace.tokenBefore(prompt + index)) : [0];
  }
  if (program.stepLimit === 0) {
    if (instruction === 0) return [(index + 1) % ELEMENTS];
    let sum = index;
    for (let i = 0; i < program.widths[instruction - 1]; i++) {
      const operand = trace.element(step, instruction - 1, i);
      if (operand === undefined) return [];
      sum += operand;
    }
    return [sum % ELEMENTS];
  }
  const last = program.widths.length - 1;
  const given = () => (step < prompt ? program.prompt[step] : trace.tokenBefore(step));
  const operand = instruction === 0 ? given() : trace.element(step, instruction - 1, 0);
  if (operand === undefined) return [];
  return [instruction === last ? GIVEN[operand] : operand];
}

/** Tokens of the answer, for every number of steps that the trace lets somebody say. */
function lengthsOf(program: SmallProgram, trace: TraceReader, stopCounts: boolean): number[] {
  const lengths: number[] = [];
  for (let steps = program.prompt.length; steps <= program.stepLimit; steps++) {
    if (steps < program.stepLimit && trace.slot(steps) !== 0) continue;
    const last = trace.tokenBefore(steps);
    if (last === undefined) continue;
    lengths.push(steps + 1 - program.prompt.length - (last === program.stopToken && !stopCounts ? 1 : 0));
  }
  return lengths;
}

/** The right trace. */
export function rightTrace(terms: Terms, program: SmallProgram): number {
  const { stepLimit, prompt, stopToken, tokenLimit, widths } = program;
  if (stepLimit === 0) {
    const tensors: number[][] = [];
    widths.forEach((width, n) => {
      const before = n === 0 ? 1 : tensors[n - 1].reduce((sum, value) => sum + value, 0);
      tensors.push(Array.from({ length: width }, (_, i) => (before + i) % ELEMENTS));
    });
    return terms.root(tensors.map((tensor) => terms.root(tensor.map((value) => terms.leaf(value)))));
  }
  const slots: number[] = [];
  const tokens: number[] = [];
  let given = 0;
  for (let step = 0; step < stepLimit; step++) {
    const operand = step < prompt.length ? prompt[step] : given;
    given = GIVEN[operand];
    slots.push(terms.root(widths.map((_, n) => terms.leaf(n === widths.length - 1 ? given : operand))));
    if (step + 1 < prompt.length) continue;
    if (given === stopToken) break;
    tokens.push(given);
    if (tokens.length === tokenLimit) break;
  }
  while (slots.length < stepLimit) slots.push(0);
  const padded = Array.from({ length: tokenLimit }, (_, i) => terms.leaf(tokens[i] ?? 0));
  return terms.root([...slots, terms.pair(terms.leaf(tokens.length), terms.root(padded))]);
}
