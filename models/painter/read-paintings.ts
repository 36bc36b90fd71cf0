import { createExecutor, describeOutput, type Executor, type Manifest, type ModelPackage } from "@openimo/runtime";

/** Says which digits pictures show. */
export class PaintingReader {
  readonly #manifest: Manifest;
  readonly #executor: Executor;

  private constructor(manifest: Manifest, executor: Executor) {
    this.#manifest = manifest;
    this.#executor = executor;
  }

  /** @param digits The package of `models/digits`, which was trained apart from the painter. */
  static async create(digits: ModelPackage): Promise<PaintingReader> {
    return new PaintingReader(digits.manifest, await createExecutor(digits));
  }

  /** @param pixels 28 x 28, row-major, 0 black to 255. */
  async read(pixels: Uint8Array): Promise<number | null> {
    return describeOutput(this.#manifest, await this.#executor.run(pixels)).labelIndex;
  }
}
