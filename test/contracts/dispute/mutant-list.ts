import { batchMutants } from "./mutants/batches.ts";
import { caseMutants } from "./mutants/cases.ts";
import { duelMutants } from "./mutants/duels.ts";
import { kernelMutants } from "./mutants/kernels.ts";
import type { Mutant } from "./mutants/mutant.ts";
import { proofMutants } from "./mutants/proofs.ts";

export const mutants: readonly Mutant[] = [
  ...duelMutants,
  ...caseMutants,
  ...proofMutants,
  ...batchMutants,
  ...kernelMutants,
];
