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

  /** `openDuel`; undefined where the shower can't show anything. */
  open(shower: number): Descent | undefined {
    const { stepLimit, widths } = this.program;
    const [segment, count] =
      stepLimit > 0 ? (["steps", stepLimit + 1] as const) : (["instructions", widths.length] as const);
    const place = { step: 0, instruction: 0, index: 0, levels: treeDepth(count), segment, phase: "move" } as const;
    return this.#opening({ place, nodes: this.roots, mover: shower, shown: [] });
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
    const next = { ...state, place: down, nodes: below, shown: [] };
    const reached = this.#reach(next);
    if (reached.gone !== undefined) return [reached];
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
    if (place.phase !== "end") return undefined;
    const ended = hasEnded(this.program, this.#traces[side], place.step, {
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
    // Of EMPTY there is no preimage, so nobody shows it: it may be a step that the run didn't take.
    const isShown = leaf !== 0 || this.#broken === "a leaf that is EMPTY is shown without a duel";
    return leaf !== undefined && isShown && this.isFault(place, leaf, this.#traces[operands]);
  }

  /** What the shower shows first, or who is gone at once. */
  #opening(at: Descent): Descent | undefined {
    const reached = this.#reach(at);
    if (reached.gone !== undefined) return reached;
    if (reached.place.phase !== "move") return this.#passed(reached)[0];
    const [shown] = this.showable(reached.nodes, at.mover, reached.place);
    return shown === undefined ? undefined : { ...reached, mover: 1 - at.mover, shown };
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

  /** On to the next list or tensor where one has ended, or the end of the duel. */
  #reach(at: Descent): Descent {
    const broken = this.#broken;
    const { nodes } = at;
    let { place } = at;
    while (place.levels === 0) {
      if (place.segment === "steps") {
        const { stepLimit } = this.program;
        const step = place.index;
        if (step > stepLimit) return this.#dropped(at);
        if (nodes[0] === 0 || nodes[1] === 0) {
          const isSure = step === 0 || step === stepLimit;
          if (isSure && broken !== "an EMPTY step is one where the program has it") {
            return { ...at, gone: [nodes[0] === 0 ? 0 : 1] };
          }
          return { ...at, place: { ...place, step, phase: "end" } };
        }
        place = {
          ...place,
          step,
          index: 0,
          segment: "instructions",
          levels: treeDepth(widthsAt(this.program, step).length),
        };
      } else if (place.segment === "instructions") {
        const widths = widthsAt(this.program, place.step);
        if (place.index >= widths.length) return this.#dropped(at);
        const instruction = place.index;
        place = { ...place, instruction, index: 0, segment: "tensor", levels: treeDepth(widths[instruction]) };
      } else return { ...at, place: { ...place, phase: "prove" } };
    }
    return { ...at, place };
  }

  /** Nothing belongs there: whoever has something is gone. */
  #dropped(at: Descent): Descent {
    if (this.#broken === "a slot that no program has may be filled") return { ...at, gone: [] };
    const filled = [0, 1].filter((side) => at.nodes[side] !== 0);
    return {
      ...at,
      gone:
        this.#broken === "only the mover dies of an unused slot" ? filled.filter((side) => side === at.mover) : filled,
    };
  }
}
