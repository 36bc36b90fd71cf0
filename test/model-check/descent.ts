import { treeDepth } from "../../runtime/src/tree/merkle-tree.ts";
import type { BrokenDescent } from "./broken-descents.ts";
import { expectedOf, hasEnded, type SmallProgram, TraceReader, widthsAt } from "./small-programs.ts";
import type { Terms } from "./terms.ts";

export const HONEST = 0;
export const RIVAL = 1;

/** Where a duel is, as `Place` of Duels.sol. */
export interface SmallPlace {
  readonly step: number;
  readonly instruction: number;
  readonly index: number;
  readonly levels: number;
  readonly segment: "steps" | "instructions" | "tensor";
  readonly phase: "move" | "prove" | "end";
}

/** A duel of the honest trace, side 0, with another one. */
export interface Descent {
  readonly place: SmallPlace;
  /** The nodes that each side has there, and whose turn it is. */
  readonly nodes: readonly [number, number];
  readonly mover: number;
  /** What the other side has shown: its descendants. */
  readonly shown: readonly number[];
  /** Who is gone; undefined while the duel goes on. */
  readonly gone?: readonly number[];
}

/** The rules of a duel of two roots. */
export class DescentRules {
  readonly terms: Terms;
  readonly program: SmallProgram;
  readonly roots: readonly [number, number];
  readonly #broken: BrokenDescent | undefined;
  readonly #traces: readonly [TraceReader, TraceReader];

  constructor(terms: Terms, program: SmallProgram, roots: readonly [number, number], broken?: BrokenDescent) {
    this.terms = terms;
    this.program = program;
    this.roots = roots;
    this.#broken = broken;
    this.#traces = [new TraceReader(terms, program, roots[0]), new TraceReader(terms, program, roots[1])];
  }

  /** Where a duel begins: `opener` has to move, and the other side's claim has shown its top; undefined where it has none. */
  open(opener: number): Descent | undefined {
    const { stepLimit, widths } = this.program;
    const [segment, count] =
      stepLimit > 0 ? (["steps", stepLimit + 1] as const) : (["instructions", widths.length] as const);
    const place = { step: 0, instruction: 0, index: 0, levels: treeDepth(count), segment, phase: "move" } as const;
    const [shown] = this.showable(this.roots, 1 - opener, place);
    return shown === undefined ? undefined : { place, nodes: this.roots, mover: opener, shown };
  }

  /** What the mover can show of its own node: nothing but what hashes to it. */
  showable(nodes: readonly [number, number], mover: number, place: SmallPlace): number[][] {
    const own = this.terms.descendants(nodes[mover], Math.min(place.levels, this.program.stride));
    const true_ = own === undefined ? [] : [own];
    if (this.#broken !== "what is shown isn't hashed" || mover === HONEST) return true_;
    // Whatever fits: here the other side's own descendants.
    const others = this.terms.descendants(nodes[1 - mover], Math.min(place.levels, this.program.stride));
    return others === undefined ? true_ : [...true_, others];
  }

  /** `move` or `moveOn` to the child `index`, in all ways that are accepted. */
  moves(state: Descent, index: number): Descent[] {
    const { place, nodes, mover, shown } = state;
    const levels = Math.min(place.levels, this.program.stride);
    const own = this.terms.descendants(nodes[mover], levels);
    if (own === undefined || index >= own.length) return [];
    if (own[index] === shown[index] && this.#broken !== "the children may be equal") return [];
    const isFirst = own.slice(0, index).every((node, i) => node === shown[i]);
    if (!isFirst && this.#broken !== "siblings on the left may differ") return [];
    const below: [number, number] = mover === HONEST ? [own[index], shown[index]] : [shown[index], own[index]];
    const down = { ...place, index: place.index * 2 ** levels + index, levels: place.levels - levels };
    const reached = { ...state, place: this.#reach(down, below), nodes: below, shown: [] };
    if (reached.place.phase !== "move") return this.#passed(reached);
    return this.showable(reached.nodes, mover, reached.place).map((nodesShown) => ({
      ...reached,
      mover: 1 - mover,
      shown: nodesShown,
    }));
  }

  /** `proveFault` by the mover, of the leaf that the other side has shown. */
  proveFault(state: Descent): Descent | undefined {
    const { place, nodes, mover } = state;
    if (place.phase !== "prove") return undefined;
    const accuser = this.#broken === "operands lie under the accused's root" ? 1 - mover : mover;
    const isFault = this.isFault(place, nodes[1 - mover], this.#traces[accuser], this.#traces[mover]);
    return isFault ? { ...state, gone: [1 - mover] } : undefined;
  }

  /** `proveEnd` under the trace of one side, by anybody. */
  proveEnd(state: Descent, side: number): Descent | undefined {
    const { place, nodes, mover } = state;
    const { stepLimit } = this.program;
    if (place.phase !== "end") return undefined;
    if (place.segment !== "steps" || place.step > stepLimit) return this.#dropped(state);
    const isSure = place.step === 0 || place.step === stepLimit;
    const ended =
      isSure && this.#broken !== "an EMPTY step is one where the program has it"
        ? false
        : hasEnded(this.program, this.#traces[side], place.step, {
            hasOneMore: this.#broken === "a run may have a token more than its limit",
            hasGaps: this.#broken === "a gap ends no run",
          });
    if (ended === undefined) return undefined;
    const moverIsRight =
      (nodes[mover] === 0) === (this.#broken === "the wrong side dies at a run's end" ? !ended : ended);
    return { ...state, gone: [moverIsRight ? 1 - mover : mover] };
  }

  /** Whether a leaf is wrong. `paths` is the trace whose paths the prover knows. */
  isFault(place: SmallPlace, leaf: number, operands: TraceReader, paths = operands): boolean {
    const broken = this.#broken;
    if (place.index >= widthsAt(this.program, place.step)[place.instruction]) {
      return leaf !== 0 && broken !== "a leaf past the tensor's end may be anything";
    }
    if (leaf === 0) return broken !== "a leaf that is EMPTY is right";
    const content = this.terms.content(leaf);
    if (content === undefined || content === "another header") return broken !== "a leaf's header may be anything";
    if (content === "padding") return broken !== "padding may be anything";
    // A path opens under no other root than its own.
    if (operands.root !== paths.root) return false;
    const stopCounts = broken === "a stop token counts as one of the answer";
    return expectedOf(this.program, operands, place, stopCounts).some((value) => value !== content);
  }

  /** Whether a side's own claim has a fault at a place that somebody can show without a duel. */
  hasClaimFault(side: number, place: SmallPlace): boolean {
    const operands = this.#broken === "a claim's fault is shown under any root" ? 1 - side : side;
    const leaf = this.#traces[side].leaf(place.step, place.instruction, place.index);
    const widths = widthsAt(this.program, place.step);
    const isStep = treeDepth(widths.length) + treeDepth(widths[place.instruction]) === 0;
    // Where a step is nothing but a leaf, an EMPTY one is a step that the run didn't take.
    const isShown = leaf !== 0 || !isStep || this.#broken === "a step that was not taken is a missing leaf";
    return leaf !== undefined && isShown && this.isFault(place, leaf, this.#traces[operands]);
  }

  /** The turn of the other side, once a leaf was shown, if it can be, or a run's end was reached. */
  #passed(state: Descent): Descent[] {
    const leaf = state.nodes[state.mover];
    const isShown =
      state.place.phase === "end" ||
      leaf === 0 ||
      this.terms.content(leaf) !== undefined ||
      this.terms.children(leaf) !== undefined;
    return isShown ? [{ ...state, mover: 1 - state.mover, shown: [] }] : [];
  }

  /** On to the next list or tensor where one has ended, or to what has to be proved. */
  #reach(at: SmallPlace, nodes: readonly [number, number]): SmallPlace {
    let place = at;
    while (place.levels === 0) {
      if (place.segment === "steps") {
        const step = place.index;
        const isEmpty = nodes[0] === 0 || nodes[1] === 0;
        if (isEmpty || step > this.program.stepLimit) return { ...place, step, phase: "end" };
        const levels = treeDepth(widthsAt(this.program, step).length);
        place = { ...place, step, index: 0, segment: "instructions", levels };
      } else if (place.segment === "instructions") {
        const widths = widthsAt(this.program, place.step);
        const instruction = place.index;
        if (instruction >= widths.length) return { ...place, instruction, phase: "end" };
        place = { ...place, instruction, index: 0, segment: "tensor", levels: treeDepth(widths[instruction]) };
      } else return { ...place, phase: "prove" };
    }
    return place;
  }

  /** Nothing belongs there: whoever has something is gone. */
  #dropped(at: Descent): Descent | undefined {
    if (this.#broken === "a slot that no program has may be filled") return undefined;
    const filled = [0, 1].filter((side) => at.nodes[side] !== 0);
    const gone =
      this.#broken === "only the mover dies of an unused slot" ? filled.filter((side) => side === at.mover) : filled;
    return gone.length === 0 ? undefined : { ...at, gone };
  }
}
