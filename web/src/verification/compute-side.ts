import { computeSide, type Side, traceBytes } from "@openimo/player";
import { type ModelPackage, toHex } from "@openimo/runtime";
import { hexToBytes, keccak256 } from "viem";
import type { SideFacts, VerificationJob, VerificationProgress } from "./job.ts";

/** Runs the model and keeps every number of the run. @param report Is told once how much memory that takes. */
export async function traceSide(
  model: ModelPackage,
  { inputs, isBatch, requestId, seedSalt }: VerificationJob,
  report: (progress: VerificationProgress) => void,
): Promise<Side> {
  report({ phase: "tracing", bytes: traceBytes(model.program, inputs.length) });
  const asked = { inputs: inputs.map((input) => hexToBytes(input)), isBatch };
  return computeSide(model, asked, { id: requestId, seedSalt });
}

export function factsOf({ program }: ModelPackage, { answer, trace }: Side): SideFacts {
  return {
    output: toHex(answer),
    outputHash: keccak256(answer),
    traceRoot: toHex(trace.root),
    operations: program.instructions.map(({ op }) => op),
  };
}
