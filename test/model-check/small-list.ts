import type { SmallProgram } from "./small-programs.ts";

const ONCE = {
  stepLimit: 0,
  tokenLimit: 0,
  prompt: [],
  stopToken: -1,
  alphabet: [0, 1, "padding", "another header"],
} as const;
const STEPS = { widths: [1], stopToken: 2, stride: 1, alphabet: [0, 1, 2] } as const;

/** Programs of few leaves that together have every part of a trace: unused slots, leaves past the end, steps that are EMPTY. */
export const SMALL_PROGRAMS: readonly SmallProgram[] = [
  { ...ONCE, name: "one instruction of three leaves", widths: [3], stride: 1 },
  { ...ONCE, name: "three instructions, four levels at once", widths: [2, 1, 1], stride: 4 },
  { ...ONCE, name: "three instructions, level by level", widths: [1, 1, 2], stride: 1 },
  // The second step is EMPTY, and a slot after the end.
  { ...STEPS, name: "two steps, of which the first stops", stepLimit: 2, tokenLimit: 2, prompt: [1] },
  {
    ...STEPS,
    name: "two steps, both taken",
    stepLimit: 2,
    tokenLimit: 1,
    prompt: [2, 2],
    alphabet: [0, 1, "another header"],
  },
  { ...STEPS, name: "three steps, of which two are EMPTY", stepLimit: 3, tokenLimit: 1, prompt: [2], stride: 2 },
  {
    ...{ ...STEPS, name: "two steps of two instructions", widths: [1, 1], stepLimit: 2, tokenLimit: 1, prompt: [0] },
    ...{ stopToken: -1, alphabet: [0, 1] },
  },
];
