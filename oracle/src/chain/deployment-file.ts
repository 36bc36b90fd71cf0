import { readFileSync, statSync } from "node:fs";
import type { Deployment } from "@openimo/contracts";
import { type Address, isAddress } from "viem";
import { z } from "zod";
import { FailedError, UsageError } from "../command-line/errors.ts";
import { DEPLOYMENT_FILE_BYTES } from "../limits.ts";

const address = z.custom<Address>((value) => typeof value === "string" && isAddress(value), "an address is expected");

const schema = z.object({
  chainId: z.number().int().positive(),
  startBlock: z.number().int().nonnegative(),
  programRegistry: address,
  modelRegistry: address,
  launchpad: address,
  revenueClaimer: address,
  modelGovernance: address,
  disputeCourt: address,
  inferenceOracle: address,
  aigcCollections: address,
});

/**
 * Reads a deployment other than the project's own, as `--deployment` names it.
 * @throws UsageError when the file can't be read, FailedError when it isn't a deployment.
 */
export function readDeployment(path: string): Deployment {
  let text: string;
  try {
    if (statSync(path).size > DEPLOYMENT_FILE_BYTES) throw new Error(`more than ${DEPLOYMENT_FILE_BYTES} bytes`);
    text = readFileSync(path, "utf8");
  } catch (error) {
    throw new UsageError(`The deployment file ${path} can't be read.`, {}, { cause: error });
  }
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new FailedError(`The deployment file ${path} is not JSON.`, {}, { cause: error });
  }
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  throw new FailedError(`The deployment file ${path} is wrong at "${issue.path.join(".")}": ${issue.message}.`);
}
