/** Each breaks one rule of duels; the number is of the property in test/contracts/dispute/invariants.md that falls with it. */
export const BROKEN_DESCENTS = {
  "siblings on the left may differ": 3,
  "the children may be equal": 3,
  "what is shown isn't hashed": 1,
  "an EMPTY step is one where the program has it": 1,
  "a slot that no program has may be filled": 1,
  "only the mover dies of an unused slot": 1,
  "a leaf past the tensor's end may be anything": 1,
  "a leaf that is EMPTY is right": 1,
  "a leaf's header may be anything": 1,
  "padding may be anything": 1,
  "operands lie under the accused's root": 1,
  "a claim's fault is shown under any root": 1,
  "a step that was not taken is a missing leaf": 1,
  "the wrong side dies at a run's end": 1,
  "a run may have a token more than its limit": 1,
  "a gap ends no run": 1,
  "a stop token counts as one of the answer": 1,
  "a root has any answer": 1,
} as const;

export type BrokenDescent = keyof typeof BROKEN_DESCENTS;
