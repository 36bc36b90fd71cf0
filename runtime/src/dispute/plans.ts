import type { Instruction } from "../program/program.ts";
import { DENSE_PLANS } from "./plans/dense-plans.ts";
import { ELEMENT_PLANS } from "./plans/element-plans.ts";
import { MOVE_PLANS } from "./plans/move-plans.ts";
import { ROW_PLANS } from "./plans/row-plans.ts";
import type { WitnessPlan, WitnessPlans } from "./witness-plan.ts";
import type { WitnessWriter } from "./witness-writer.ts";

const PLANS: WitnessPlans<Instruction["op"]> = { ...DENSE_PLANS, ...ELEMENT_PLANS, ...MOVE_PLANS, ...ROW_PLANS };

/** Writes the witness of one element of the writer's instruction. */
export function planWitness(writer: WitnessWriter, element: number, found: number): void {
  const { instruction } = writer;
  // The table's type says that a plan takes its own operation's instructions.
  const plan = PLANS[instruction.op] as WitnessPlan<Instruction>;
  plan(writer, instruction, element, found);
}
