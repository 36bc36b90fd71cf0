export { CompileError } from "./compile-error.ts";
export { compileModel } from "./compile-model.ts";
export type { CompiledModel, CompileOptions, CompileProgress, ParityThresholds } from "./compile-options.ts";
export { gumbelTable } from "./gumbel-table.ts";
export { ModelGraph } from "./model-graph.ts";
export { SUPPORTED_OPERATORS } from "./operators/operator-table.ts";
export { type IdxTensor, readIdx } from "./read-idx.ts";
export { compileStepModel } from "./steps/compile-step-model.ts";
export type { GoldenPrompt, StepCompileOptions } from "./steps/step-options.ts";
