import type { Messages } from "../messages/messages.ts";
import { PackageAddressError, PackageMismatchError } from "./read-package.ts";

/** Why a package can't be shown: it can't be read, or it isn't what was registered. The runtime's errors name the file. */
export function explainPackageProblem(error: unknown, { package: texts }: Messages): string {
  if (error instanceof PackageAddressError && error.message === "") return texts.noAddress;
  if (error instanceof PackageAddressError) return texts.addressProblem(error.message);
  if (error instanceof PackageMismatchError) return texts.mismatch;
  return texts.problem(error instanceof Error ? error.message : String(error));
}
