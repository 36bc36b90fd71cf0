import { writeFileSync } from "node:fs";
import type { Manifest, Picture } from "@openimo/runtime";
import { PNG } from "pngjs";
import { FailedError, UsageError } from "../../command-line/errors.ts";

export const OUT_ARGS = {
  out: { type: "string", valueHint: "png", description: "Where to write the picture that the model makes" },
} as const;

/** Says that there will be no picture before anything is paid for one. */
export function checkMakesPicture({ name, outputs }: Pick<Manifest, "name" | "outputs">): void {
  if (outputs.some(({ meaning }) => meaning.kind === "picture")) return;
  throw new UsageError(`${name} makes no picture: leave out --out.`);
}

/** @throws FailedError when the file can't be written. */
export function writePicture(path: string, { width, height, channels, pixels }: Picture): void {
  const image = new PNG({ width, height });
  for (let i = 0; i < width * height; i++) {
    const [red, green = red, blue = red] = pixels.subarray(i * channels, (i + 1) * channels);
    image.data.set([red, green, blue, 255], 4 * i);
  }
  try {
    writeFileSync(path, PNG.sync.write(image));
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new FailedError(`The picture can't be written to ${path}: ${reason}.`, {}, { cause: error });
  }
}
