import { readFileSync, statSync } from "node:fs";
import { DROP_FORMAT, type Drop, isInDrop } from "@openimo/contracts/drop-tree";
import { type Address, type Hex, isAddress } from "viem";
import { z } from "zod";
import { FailedError, UsageError } from "../command-line/errors.ts";
import { DROP_ENTRIES, DROP_FILE_BYTES } from "../limits.ts";

const hash = z.custom<Hex>((value) => typeof value === "string" && /^0x[0-9a-f]{64}$/.test(value), "no hash");
const address = z.custom<Address>((value) => typeof value === "string" && isAddress(value), "no address");
const amount = z
  .string()
  .regex(/^[1-9]\d{0,28}$/)
  .transform(BigInt);

const schema = z.object({
  format: z.literal(DROP_FORMAT),
  root: hash,
  amount,
  claims: z
    .array(z.object({ index: z.number().int().nonnegative(), account: address, amount, proof: z.array(hash).max(32) }))
    .min(1)
    .max(DROP_ENTRIES),
});

/** A text file of at most `DROP_FILE_BYTES`. @throws UsageError when it can't be read. */
export function readTable(path: string): string {
  try {
    if (statSync(path).size > DROP_FILE_BYTES) throw new Error(`more than ${DROP_FILE_BYTES} bytes`);
    return readFileSync(path, "utf8");
  } catch (error) {
    throw new UsageError(`The file ${path} can't be read.`, {}, { cause: error });
  }
}

/**
 * Reads what `openimo offering drop` wrote, and checks every proof.
 * @throws UsageError when the file can't be read, FailedError when it is no drop or its parts don't agree.
 */
export function readDrop(path: string): Drop {
  const text = readTable(path);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new FailedError(`The drop ${path} is not JSON.`, {}, { cause: error });
  }
  const parsed = schema.safeParse(value);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    throw new FailedError(`The drop ${path} is wrong at "${issue.path.join(".")}": ${issue.message}.`);
  }
  const { root, amount, claims } = parsed.data;
  const drop = { root, amount, claims };
  const wrong = drop.claims.find((claim) => !isInDrop(drop.root, claim));
  if (wrong) throw new FailedError(`The drop ${path} has a wrong proof for ${wrong.account}.`);
  const sum = drop.claims.reduce((total, claim) => total + claim.amount, 0n);
  if (sum !== drop.amount)
    throw new FailedError(`The drop ${path} says ${drop.amount} base units, its claims are ${sum}.`);
  return drop;
}
