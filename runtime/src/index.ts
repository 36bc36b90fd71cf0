export { createDecoder } from "./executor/create-decoder.ts";
export { createExecutor } from "./executor/create-executor.ts";
export type { DecodeOptions, Decoder, DecodeTrace } from "./executor/decoder.ts";
export type { Engine, ExecutableModel, Executor, ExecutorOptions, RunOptions, Trace } from "./executor/executor.ts";
export { InputError } from "./executor/input-error.ts";
export { requestSeed } from "./executor/request-seed.ts";
export { runThread } from "./executor/run-thread.ts";
export { SelfTestError, selfTest } from "./executor/self-test.ts";
export { type Thread, ThreadError, type ThreadOptions, type ThreadStart } from "./executor/thread-pool.ts";
export { createHasher } from "./hash/create-hasher.ts";
export type { Hasher } from "./hash/hasher.ts";
export { fromHex, type Hex, toHex } from "./hash/hex.ts";
export { mostAnswerBytes } from "./package/answer-length.ts";
export { describeOutput, type OutputDescription, type Picture } from "./package/describe-output.ts";
export { type FetchPackageOptions, fetchPackageFiles } from "./package/fetch-package-files.ts";
export { type GoldenRun, parseGolden } from "./package/golden-run.ts";
export { type InputLength, inputLength } from "./package/input-length.ts";
export { loadPackage } from "./package/load-package.ts";
export type {
  ChoiceMeaning,
  Field,
  FieldsMeaning,
  GivenTextMeaning,
  ImageMeaning,
  InputMeaning,
  LabelMeaning,
  Manifest,
  ManifestConstant,
  ManifestInput,
  ManifestOutput,
  NumbersMeaning,
  OutputMeaning,
  PictureMeaning,
  PromptMeaning,
  ScoresMeaning,
  SeedMeaning,
  TextMeaning,
} from "./package/manifest.ts";
export { memoryPackageFiles } from "./package/memory-package-files.ts";
export type { ModelPackage } from "./package/model-package.ts";
export { PackageError } from "./package/package-error.ts";
export type { PackageFiles } from "./package/package-files.ts";
export { type ParityReport, parseParity } from "./package/parity-report.ts";
export { describeAnswer, PromptError, promptBytes, promptText, type TextPackage } from "./package/prompt.ts";
export { DigitImageError, digitImage, type GreyImage } from "./preprocess/digit-image.ts";
export { textByteLength, textBytes, textOfBytes } from "./preprocess/text-bytes.ts";
export type { DType } from "./program/dtype.ts";
export { encodeProgram } from "./program/encode-program.ts";
export type { ConstantType, Instruction, Operation, Program, StepLoop } from "./program/program.ts";
export { ProgramError } from "./program/program-error.ts";
export { byteLength, elementCount, type TensorType } from "./program/tensor-type.ts";
export { validateProgram } from "./program/validate-program.ts";
export { decodeTokens } from "./tokenizer/decode-tokens.ts";
export { encodeText } from "./tokenizer/encode-text.ts";
export { parseTokenizer } from "./tokenizer/parse-tokenizer.ts";
export type { Tokenizer } from "./tokenizer/tokenizer.ts";
export {
  type AskedInputs,
  answersOf,
  askedInputs,
  batchCount,
  decodeItems,
  encodeItems,
  itemSeed,
  MAX_BATCH_ITEMS,
} from "./tree/batch.ts";
export { decodeTraceRoot } from "./tree/decode-trace-root.ts";
export { DecodeTraceTree } from "./tree/decode-trace-tree.ts";
export { inputHashOf } from "./tree/input-hash.ts";
export { MerkleTree, type TreeLeaves, treeDepth } from "./tree/merkle-tree.ts";
export { modelHash } from "./tree/model-hash.ts";
export { joinOpenings, type Opening, verifyOpening } from "./tree/opening.ts";
export { programRoot, programTree } from "./tree/program-root.ts";
export { tensorRoot, tensorTree } from "./tree/tensor-root.ts";
export { traceRoot } from "./tree/trace-root.ts";
export { TraceTree } from "./tree/trace-tree.ts";
export { weightsRoot } from "./tree/weights-root.ts";
export { WeightsTree } from "./tree/weights-tree.ts";
