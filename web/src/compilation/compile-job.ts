import { compileModel } from "@openimo/runtime/compiler";
import { spread, thresholdsFor } from "@openimo/runtime/samples";
import type { CompilationJob, CompilationProgress, Files } from "./job.ts";
import { readData } from "./read-data.ts";

/** The model card where none was chosen, as the command line writes it. */
const plainCard = ({ onnx }: CompilationJob) => `# ${onnx.name.replace(/\.onnx$/, "")}\n`;

/**
 * Compiles as `openimo model compile` does: the same files and options give the same package.
 * @throws SampleError, CompileError or ParityError when there is none.
 */
export async function compileJob(job: CompilationJob, report: (progress: CompilationProgress) => void): Promise<Files> {
  const { name, description, licence, input, image: meaning } = job;
  const { preprocessing } = input;
  const data = await readData(job.samples, { meaning, preprocessing }, (done, total) =>
    report({ stage: "read", done, total }),
  );
  const onnx = new Uint8Array(await job.onnx.arrayBuffer());
  const { files } = await compileModel(onnx, {
    ...{ name, description, licence, input },
    card: (await job.card?.text()) ?? plainCard(job),
    onProgress: (stage, done, total) => report({ stage, done, total }),
    ...data,
    calibration: spread(data.calibration, job.calibrationSamples),
    thresholds: thresholdsFor(data, job.thresholds),
  });
  return files;
}
