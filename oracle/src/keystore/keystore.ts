import { randomUUID } from "node:crypto";
import { ctr } from "@noble/ciphers/aes.js";
import { scryptAsync } from "@noble/hashes/scrypt.js";
import { keccak_256 } from "@noble/hashes/sha3.js";
import { bytesToHex, concatBytes, hexToBytes, randomBytes } from "@noble/hashes/utils.js";
import { z } from "zod";
import { FailedError } from "../command-line/errors.ts";
import { SCRYPT_MEMORY_BYTES, SCRYPT_N, SCRYPT_P, SCRYPT_R } from "../limits.ts";

const hex = (bytes?: number) =>
  z.string().regex(bytes === undefined ? /^([0-9a-fA-F]{2})+$/ : new RegExp(`^[0-9a-fA-F]{${bytes * 2}}$`));

const schema = z.object({
  version: z.literal(3),
  id: z.string(),
  address: z.string().optional(),
  crypto: z.object({
    cipher: z.literal("aes-128-ctr"),
    cipherparams: z.object({ iv: hex(16) }),
    ciphertext: hex(32),
    kdf: z.literal("scrypt"),
    kdfparams: z.object({
      dklen: z.literal(32),
      n: z.number().int().min(2),
      r: z.number().int().min(1),
      p: z.number().int().min(1),
      salt: hex(),
    }),
    mac: hex(32),
  }),
});

/** A private key in the Web3 Secret Storage format, version 3, as geth, foundry and wallets write it. */
export type Keystore = z.infer<typeof schema>;

const KEY_BYTES = 32;
const CIPHER_KEY_BYTES = 16;

/** @throws FailedError when `value` is another format or another key derivation than scrypt. */
export function parseKeystore(file: string, value: unknown): Keystore {
  // Some tools write "Crypto"; the format's text allows it.
  const members =
    typeof value === "object" && value !== null && "Crypto" in value ? { ...value, crypto: value.Crypto } : value;
  const parsed = schema.safeParse(members);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  throw new FailedError(`${file} is not a version 3 keystore with scrypt: "${issue.path.join(".")}" ${issue.message}.`);
}

function derive(password: string, params: Keystore["crypto"]["kdfparams"]): Promise<Uint8Array> {
  const { n, r, p, salt, dklen } = params;
  if (128 * n * r > SCRYPT_MEMORY_BYTES) throw new FailedError("The keystore asks for more than 1 GiB to decrypt.");
  return scryptAsync(password, hexToBytes(salt), { N: n, r, p, dkLen: dklen, maxmem: 2 * SCRYPT_MEMORY_BYTES });
}

const macOf = (derived: Uint8Array, ciphertext: Uint8Array): string =>
  bytesToHex(keccak_256(concatBytes(derived.subarray(CIPHER_KEY_BYTES), ciphertext)));

/**
 * @param privateKey 32 bytes
 * @param address 20 bytes in hexadecimal, with or without 0x
 */
export async function encryptKey(privateKey: Uint8Array, address: string, password: string): Promise<Keystore> {
  if (privateKey.length !== KEY_BYTES) throw new FailedError(`A private key has ${KEY_BYTES} bytes.`);
  const kdfparams = { dklen: 32 as const, n: SCRYPT_N, r: SCRYPT_R, p: SCRYPT_P, salt: bytesToHex(randomBytes(32)) };
  const iv = randomBytes(16);
  const derived = await derive(password, kdfparams);
  const ciphertext = ctr(derived.subarray(0, CIPHER_KEY_BYTES), iv).encrypt(privateKey);
  return {
    version: 3,
    id: randomUUID(),
    address: address.replace(/^0x/, "").toLowerCase(),
    crypto: {
      cipher: "aes-128-ctr",
      cipherparams: { iv: bytesToHex(iv) },
      ciphertext: bytesToHex(ciphertext),
      kdf: "scrypt",
      kdfparams,
      mac: macOf(derived, ciphertext),
    },
  };
}

/**
 * @returns The private key, 32 bytes.
 * @throws FailedError for a wrong password.
 */
export async function decryptKey(keystore: Keystore, password: string): Promise<Uint8Array> {
  const { crypto } = keystore;
  const derived = await derive(password, crypto.kdfparams);
  const ciphertext = hexToBytes(crypto.ciphertext);
  if (macOf(derived, ciphertext) !== crypto.mac.toLowerCase()) throw new FailedError("The password is wrong.");
  return ctr(derived.subarray(0, CIPHER_KEY_BYTES), hexToBytes(crypto.cipherparams.iv)).decrypt(ciphertext);
}
