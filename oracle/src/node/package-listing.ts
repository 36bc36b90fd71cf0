import { readdirSync } from "node:fs";
import { join, relative, sep } from "node:path";
import { FailedError } from "../command-line/errors.ts";
import { PACKAGE_FILES } from "../limits.ts";

/**
 * The regular files of a folder by their path with `/`. What isn't listed isn't served, so that no spelling of a path
 * reaches outside; links are left out.
 */
export function packageListing(folder: string): ReadonlyMap<string, string> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  if (files.length > PACKAGE_FILES)
    throw new FailedError(`${folder} has ${files.length} files; at most ${PACKAGE_FILES} are served.`);
  return new Map(
    files.map((entry) => {
      const file = join(entry.parentPath, entry.name);
      return [relative(folder, file).split(sep).join("/"), file];
    }),
  );
}
