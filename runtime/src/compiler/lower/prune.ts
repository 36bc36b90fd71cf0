import type { AccumulatorBound } from "../../package/manifest.ts";
import type { Instruction } from "../../program/program.ts";

/** A program under construction, and what refers to its instructions by number. */
interface Unpruned {
  readonly instructions: readonly Instruction[];
  readonly bounds: readonly AccumulatorBound[];
  /** Values that are outputs. */
  readonly outputs: readonly number[];
}

/**
 * Leaves out the instructions that no output depends on, such as the first of two Reshapes in a row. Constants stay: no
 * instruction that has one is left out.
 */
export function prune({ instructions, bounds, outputs }: Unpruned): Unpruned {
  const wanted = new Set(outputs);
  for (let i = instructions.length - 1; i >= 0; i--) {
    if (!wanted.has(i + 1) && !("constant" in instructions[i])) continue;
    wanted.add(i + 1);
    for (const operand of instructions[i].operands) wanted.add(operand);
  }
  const numbers = new Map([[0, 0]]);
  const kept: Instruction[] = [];
  instructions.forEach((instruction, i) => {
    if (!wanted.has(i + 1)) return;
    const operands = instruction.operands.map((operand) => numbers.get(operand) ?? 0);
    numbers.set(i + 1, kept.push(Object.assign({}, instruction, { operands })));
  });
  return {
    instructions: kept,
    bounds: bounds.flatMap((bound) => {
      const number = numbers.get(bound.instruction + 1);
      return number === undefined ? [] : [{ ...bound, instruction: number - 1 }];
    }),
    outputs: outputs.map((output) => numbers.get(output) ?? 0),
  };
}
