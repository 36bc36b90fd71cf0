/** What can be done in a state: what it is called, and the state after it. */
export interface Step<S> {
  /** Asked for only where it is told. */
  readonly name: () => string;
  readonly next: S;
}

/** A system whose states are all looked at. */
export interface System<S> {
  readonly initial: readonly Step<S>[];
  /** Every call of anybody that the rules accept, and time. */
  steps(state: S): Iterable<Step<S>>;
  /** What is wrong with a state, or nothing. */
  violation(state: S): string | undefined;
  /** States of the same key are the same. */
  key(state: S): string;
}

/** A shortest way to a state that breaks a property. */
export interface Counterexample {
  readonly violation: string;
  readonly steps: readonly string[];
}

export interface Exploration {
  readonly states: number;
  readonly transitions: number;
  readonly counterexample: Counterexample | undefined;
}

/** Looks at every state that can be reached, the nearest first, until one breaks a property. */
export function explore<S>(system: System<S>, mostStates: number): Exploration {
  const seen = new Set<string>();
  // Where each state came from, so that a way to it can be told.
  const queue: { readonly state: S; readonly from: number; readonly name: () => string }[] = [];
  let transitions = 0;
  const enter = ({ name, next }: Step<S>, from: number) => {
    transitions++;
    const key = system.key(next);
    if (seen.has(key)) return;
    seen.add(key);
    queue.push({ state: next, from, name });
  };
  for (const first of system.initial) enter(first, -1);
  for (let at = 0; at < queue.length; at++) {
    const violation = system.violation(queue[at].state);
    if (violation !== undefined) {
      return { states: queue.length, transitions, counterexample: { violation, steps: wayTo(queue, at) } };
    }
    for (const step of system.steps(queue[at].state)) enter(step, at);
    if (queue.length > mostStates) throw new RangeError(`more than ${mostStates} states`);
  }
  return { states: queue.length, transitions, counterexample: undefined };
}

function wayTo(queue: readonly { readonly from: number; readonly name: () => string }[], end: number): string[] {
  const names: string[] = [];
  for (let at = end; at >= 0; at = queue[at].from) names.unshift(queue[at].name());
  return names;
}

/** A counterexample as people read it. */
export const told = ({ violation, steps }: Counterexample): string =>
  [...steps.map((step, i) => `${String(i + 1).padStart(3)}  ${step}`), `  => ${violation}`].join("\n");
