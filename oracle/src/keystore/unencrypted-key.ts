import { isHex, type LocalAccount } from "viem";
import { privateKeyToAccount } from "viem/accounts";
import { UsageError } from "../command-line/errors.ts";
import { readSecretFile } from "../command-line/secret-options.ts";

/** @throws UsageError unless the file holds a private key in hexadecimal. The key is never part of the sentence. */
export function readUnencryptedKey(file: string): LocalAccount {
  const digits = readSecretFile(file).trim().replace(/^0x/, "");
  const key = `0x${digits}` as const;
  if (digits.length === 64 && isHex(key, { strict: true })) {
    try {
      return privateKeyToAccount(key);
    } catch {
      // Zero, or beyond the curve's order: told as every other text that is no key.
    }
  }
  throw new UsageError(`The file ${file} holds no private key of 64 hexadecimal digits.`);
}
