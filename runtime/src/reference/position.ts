import type { PositionInstruction } from "../instructions/position.ts";
import type { Reference } from "./execute-instruction.ts";

export const referencePosition: Reference<PositionInstruction> = (_, { step }) => Int32Array.of(step.number);
