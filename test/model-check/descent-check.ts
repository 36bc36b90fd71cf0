import { treeDepth } from "../../runtime/src/tree/merkle-tree.ts";
import type { BrokenDescent } from "./broken-descents.ts";
import { type Descent, DescentRules, HONEST, RIVAL, type SmallPlace } from "./descent.ts";
import type { Counterexample } from "./explore.ts";
import { rightTrace, type SmallProgram, widthsAt } from "./small-programs.ts";
import { allTraces } from "./small-traces.ts";
import { Terms } from "./terms.ts";

const SIDES = ["the honest side", "the rival"] as const;

/** What was looked at, and the first thing that breaks a property. */
export interface DescentCheck {
  readonly traces: number;
  readonly turns: number;
  readonly mostTurns: number;
  readonly counterexample: Counterexample | undefined;
}

/** The right trace of a program against every other one, either side first, whatever the other side does. */
export function checkDescents(program: SmallProgram, broken?: BrokenDescent): DescentCheck {
  const terms = new Terms();
  const right = rightTrace(terms, program);
  let [traces, turns, mostTurns] = [0, 0, 0];
  const seen = { turn: () => turns++, depth: (depth: number) => (mostTurns = Math.max(mostTurns, depth)) };
  for (const root of allTraces(terms, program)) {
    if (root === right && broken !== "a root has any answer") continue;
    traces++;
    const rules = new DescentRules(terms, program, [right, root], broken);
    const counterexample = claimFault(rules) ?? played(rules, seen);
    if (counterexample !== undefined) return { traces, turns, mostTurns, counterexample };
  }
  return { traces, turns, mostTurns, counterexample: undefined };
}

interface Seen {
  turn(): void;
  depth(depth: number): void;
}

/** Nobody shows a fault of the right claim. */
function claimFault(rules: DescentRules): Counterexample | undefined {
  const { program } = rules;
  for (let step = 0; step <= program.stepLimit; step++) {
    for (const [instruction, width] of widthsAt(program, step).entries()) {
      for (let index = 0; index < 2 ** treeDepth(width); index++) {
        const place: SmallPlace = { step, instruction, index, levels: 0, segment: "tensor", phase: "prove" };
        if (!rules.hasClaimFault(HONEST, place)) continue;
        const steps = [`proveClaimFault of leaf ${index} of instruction ${instruction} in step ${step}`];
        return { violation: "1 the right claim was proved wrong", steps };
      }
    }
  }
  return undefined;
}

function played(rules: DescentRules, seen: Seen): Counterexample | undefined {
  for (const opener of [HONEST, RIVAL]) {
    const opened = rules.open(opener);
    const steps = [`${SIDES[opener]} opens against ${treeOf(rules, rules.roots[1 - opener])}`];
    // A root without a top is no claim.
    if (opened === undefined) continue;
    const found = playedFrom(rules, opened, steps, seen);
    if (found !== undefined) return found;
  }
  return undefined;
}

function playedFrom(rules: DescentRules, state: Descent, steps: string[], seen: Seen): Counterexample | undefined {
  seen.turn();
  seen.depth(steps.length);
  if (state.gone !== undefined) {
    if (state.gone.includes(HONEST)) return { violation: "1 the right claim was proved wrong", steps };
    return state.gone.length === 0 ? { violation: "2 the duel ends and decides nothing", steps } : undefined;
  }
  const next = successors(rules, state);
  if (new Set(next.map(({ after }) => JSON.stringify(after))).size > 1) {
    const names = next.map(({ name }) => name).join(", or ");
    return { violation: "3 there are two legal moves", steps: [...steps, names] };
  }
  const canActHonestly = state.place.phase === "end" || state.mover === HONEST;
  if (canActHonestly && !honestly(rules, state, next)) {
    return { violation: "1 the honest side can't act", steps: [...steps, `its turn at ${placeName(state.place)}`] };
  }
  for (const { name, after } of next) {
    const found = playedFrom(rules, after, [...steps, name], seen);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Whether what the honest side can do with its own trace is among what is accepted. */
function honestly(rules: DescentRules, state: Descent, next: readonly Successor[]): boolean {
  if (state.place.phase === "end") return rules.proveEnd(state, HONEST) !== undefined;
  if (state.place.phase === "prove") return next.length > 0;
  const own = rules.showable(state.nodes, HONEST, state.place)[0];
  const first = own.findIndex((node, i) => node !== state.shown[i]);
  return next.some(({ index }) => index === first);
}

interface Successor {
  readonly name: string;
  readonly index: number;
  readonly after: Descent;
}

/** All that is accepted of the side that has to act, and at a run's end of anybody. */
function successors(rules: DescentRules, state: Descent): Successor[] {
  const { place, mover } = state;
  const where = placeName(place);
  if (place.phase === "prove") {
    const after = rules.proveFault(state);
    return after === undefined ? [] : [{ name: `${SIDES[mover]} proves a fault at ${where}`, index: 0, after }];
  }
  if (place.phase === "end") {
    return [HONEST, RIVAL].flatMap((side) => {
      const after = rules.proveEnd(state, side);
      return after === undefined
        ? []
        : [{ name: `the end is shown under the trace of ${SIDES[side]} at ${where}`, index: 0, after }];
    });
  }
  const width = 2 ** Math.min(place.levels, rules.program.stride);
  return Array.from({ length: width }, (_, index) => index).flatMap((index) =>
    rules
      .moves(state, index)
      .map((after) => ({ name: `${SIDES[mover]} moves to ${index} from ${where}`, index, after })),
  );
}

const placeName = ({ step, instruction, index, levels, segment, phase }: SmallPlace): string =>
  `${segment} of step ${step}, instruction ${instruction}, node ${index} on level ${levels}${phase === "move" ? "" : ` (${phase})`}`;

/** A trace as people read it. */
function treeOf({ terms }: DescentRules, node: number): string {
  const below = terms.children(node);
  const content = terms.content(node);
  if (node === 0) return "EMPTY";
  if (content !== undefined) return String(content);
  return below === undefined
    ? "garbage"
    : `[${below.map((child) => treeOf({ terms } as DescentRules, child)).join(" ")}]`;
}
