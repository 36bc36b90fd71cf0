import { PackageError, ProgramError } from "@openimo/runtime";
import { FailedError } from "../command-line/errors.ts";
import { ArchiveError } from "./archive-error.ts";

/** @throws FailedError naming `path` where `work` finds that a package or an archive is not what it says. */
export async function orDamaged<T>(path: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof ArchiveError || error instanceof PackageError || error instanceof ProgramError)) throw error;
    throw new FailedError(`The package in ${path} is damaged: ${error.message}.`, {}, { cause: error });
  }
}
