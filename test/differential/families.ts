import { DENSE_PLANS } from "../../runtime/src/dispute/plans/dense-plans.ts";
import { ELEMENT_PLANS } from "../../runtime/src/dispute/plans/element-plans.ts";
import { MOVE_PLANS } from "../../runtime/src/dispute/plans/move-plans.ts";
import { ROW_PLANS } from "../../runtime/src/dispute/plans/row-plans.ts";
import type { WitnessPlan } from "../../runtime/src/dispute/witness-plan.ts";
import type { Instruction, Operation } from "../../runtime/src/program/program.ts";
import type { CaseMaker, KernelFamily } from "./case-maker.ts";
import { DENSE_CASES } from "./cases/dense-cases.ts";
import { ELEMENT_CASES } from "./cases/element-cases.ts";
import { MOVE_CASES } from "./cases/move-cases.ts";
import { ROW_CASES } from "./cases/row-cases.ts";

function family<O extends Operation>(
  contract: string,
  plans: { readonly [P in O]: unknown },
  makers: { readonly [P in O]: CaseMaker },
): KernelFamily {
  return { contract, plans: plans as Record<O, WitnessPlan<Instruction>>, makers };
}

/** Every contract with kernels. */
export const FAMILIES: readonly KernelFamily[] = [
  family("DenseKernels", DENSE_PLANS, DENSE_CASES),
  family("MoveKernels", MOVE_PLANS, MOVE_CASES),
  family("ElementKernels", ELEMENT_PLANS, ELEMENT_CASES),
  family("RowKernels", ROW_PLANS, ROW_CASES),
];
