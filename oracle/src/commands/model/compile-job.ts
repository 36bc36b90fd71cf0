import { existsSync, mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import type { ImageMeaning, InputMeaning } from "@openimo/runtime";
import {
  type CompileOptions,
  type CompileProgress,
  compileModel,
  type ParityThresholds,
} from "@openimo/runtime/compiler";
import { spread, thresholdsFor } from "@openimo/runtime/samples";
import { UsageError } from "../../command-line/errors.ts";
import { type DataOptions, readCompileData } from "../../inputs/read-compile-data.ts";
import { readInputFile } from "../../inputs/read-input-file.ts";
import { CARD_BYTES, PACKAGE_FILE_BYTES } from "../../limits.ts";

/** All that one compilation is asked for, as plain data. */
export type CompileJob = {
  /** Path of the float model. */
  readonly onnx: string;
  /** Folder of the package. */
  readonly out: string;
  readonly name: string;
  readonly description: string;
  readonly licence: string;
  /** Path of the model card, where one was named. */
  readonly card: string | undefined;
  /** How samples that are PNG images become inputs. */
  readonly image: ImageMeaning | undefined;
  readonly preprocessing: string | null;
  readonly meaning: InputMeaning;
  readonly outputs: NonNullable<CompileOptions["outputs"]>;
  readonly inputScale: number;
  readonly calibrationSamples: number;
  readonly data: DataOptions;
  readonly thresholds: ParityThresholds;
};

/**
 * Compiles a file and writes its package.
 * @throws CompileError or CommandError when there is no package to write.
 */
export async function runCompileJob(job: CompileJob, onProgress: CompileProgress) {
  const { image, preprocessing, meaning, outputs, name, description, licence, thresholds } = job;
  checkOutput(job.out);
  const data = readCompileData(job.data, { meaning: image, preprocessing });
  const { model, parity, files } = await compileModel(new Uint8Array(readInputFile(job.onnx, PACKAGE_FILE_BYTES)), {
    ...{ name, description, licence, outputs, onProgress },
    card: readCard(job.card, job.onnx),
    input: { meaning, preprocessing, scale: job.inputScale },
    ...data,
    calibration: spread(data.calibration, job.calibrationSamples),
    thresholds: thresholdsFor(data, thresholds),
  });
  writePackage(job.out, files);
  return { modelHash: model.modelHash, parity };
}

/** What a compilation found. */
export type CompileJobResult = Awaited<ReturnType<typeof runCompileJob>>;

function readCard(named: string | undefined, onnx: string): string {
  const path = named ?? join(dirname(onnx), "README.md");
  if (named === undefined && !existsSync(path)) return `# ${basename(onnx, ".onnx")}\n`;
  return readInputFile(path, CARD_BYTES).toString("utf8");
}

function checkOutput(folder: string): void {
  if (existsSync(folder) && readdirSync(folder).length > 0) {
    throw new UsageError(`${folder} is not empty. Name a new folder with --out.`);
  }
}

function writePackage(folder: string, files: ReadonlyMap<string, Uint8Array>): void {
  for (const [path, bytes] of files) {
    const target = join(folder, path);
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, bytes);
  }
}
