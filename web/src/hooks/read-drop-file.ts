import { type Address, type Hex, isAddress, isAddressEqual } from "viem";

/** One contributor's leaf of a drop with its proof. */
export interface DropClaim {
  readonly index: number;
  readonly account: Address;
  /** In base units. */
  readonly amount: bigint;
  readonly proof: readonly Hex[];
}

const FORMAT = "openimo-drop-1";
/** More than the command line ever writes. */
export const DROP_FILE_BYTES = 256 * 1024 * 1024;

/**
 * An account's claims in the file that `openimo offering drop` writes. The contract checks the proofs, so nothing is checked
 * here but the form.
 * @returns undefined when the text isn't such a file.
 */
export function readDropClaims(text: string, account: Address): DropClaim[] | undefined {
  const drop = parsed(text);
  if (!isRecord(drop) || drop.format !== FORMAT || !Array.isArray(drop.claims)) return undefined;
  const claims = drop.claims.map(readClaim);
  if (!claims.every((claim) => claim !== undefined)) return undefined;
  return claims.filter((claim) => isAddressEqual(claim.account, account));
}

/** The root that the file is for; undefined when the text isn't such a file. */
export function readDropRoot(text: string): Hex | undefined {
  const drop = parsed(text);
  return isRecord(drop) && drop.format === FORMAT && isHash(drop.root) ? drop.root : undefined;
}

function readClaim(value: unknown): DropClaim | undefined {
  if (!isRecord(value)) return undefined;
  const { index, account, amount, proof } = value;
  if (typeof index !== "number" || !Number.isSafeInteger(index) || index < 0) return undefined;
  if (typeof account !== "string" || !isAddress(account)) return undefined;
  if (typeof amount !== "string" || !/^[1-9]\d{0,28}$/.test(amount)) return undefined;
  if (!Array.isArray(proof) || !proof.every(isHash)) return undefined;
  return { index, account, amount: BigInt(amount), proof };
}

const isHash = (value: unknown): value is Hex => typeof value === "string" && /^0x[0-9a-f]{64}$/.test(value);

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === "object" && value !== null;

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
