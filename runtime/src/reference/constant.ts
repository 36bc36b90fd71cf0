import type { ConstantInstruction } from "../instructions/constant.ts";
import type { Reference } from "./execute-instruction.ts";

export const referenceConstant: Reference<ConstantInstruction> = ({ constant }, { tables }) => tables[constant].slice();
