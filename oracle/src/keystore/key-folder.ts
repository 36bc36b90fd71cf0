import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { type Address, bytesToHex, getAddress, type LocalAccount } from "viem";
import { privateKeyToAccount } from "viem/accounts";
import { FailedError, UsageError } from "../command-line/errors.ts";
import { KEYSTORE_FILE_BYTES } from "../limits.ts";
import { decryptKey, encryptKey, type Keystore, parseKeystore } from "./keystore.ts";

/** Name and address of a key; nothing secret. */
export type KeyEntry = { readonly name: string; readonly address: Address | null; readonly file: string };

const home = (): string => process.env.OPENIMO_HOME ?? join(homedir(), ".openimo");

export function keyFolder(): string {
  return join(home(), "keys");
}

/** Where nodes keep their data unless they are told otherwise. */
export function dataFolder(): string {
  return join(home(), "data");
}

function fileOf(name: string): string {
  if (!/^[A-Za-z0-9_-][A-Za-z0-9._-]{0,63}$/.test(name)) {
    throw new UsageError(`A key's name is 1 to 64 letters, digits, points, - or _, not "${name}".`);
  }
  return join(keyFolder(), `${name}.json`);
}

function read(name: string): Keystore {
  const file = fileOf(name);
  if (!existsSync(file)) throw new UsageError(`There is no key "${name}" in ${keyFolder()}.`);
  if (statSync(file).size > KEYSTORE_FILE_BYTES) throw new FailedError(`${file} is too long for a keystore.`);
  let value: unknown;
  try {
    value = JSON.parse(readFileSync(file, "utf8"));
  } catch (error) {
    throw new FailedError(`${file} is not JSON.`, {}, { cause: error });
  }
  return parseKeystore(file, value);
}

const addressIn = (keystore: Keystore): Address | null =>
  keystore.address === undefined ? null : getAddress(`0x${keystore.address.replace(/^0x/, "")}`);

/** @throws UsageError when the name is free of a key, so that a typing mistake isn't another key. */
export function addressOfKey(name: string): Address {
  const address = addressIn(read(name));
  if (address === null) throw new FailedError(`The keystore of "${name}" does not tell its address.`);
  return address;
}

/** @throws FailedError for a wrong password. */
export async function readKey(name: string, password: string): Promise<LocalAccount> {
  return privateKeyToAccount(bytesToHex(await decryptKey(read(name), password)));
}

/** @throws UsageError when the name is taken or not possible, before any work is done. */
export function checkFreeName(name: string): void {
  if (existsSync(fileOf(name))) throw new UsageError(`There is already a key "${name}" in ${keyFolder()}.`);
}

/** Encrypts a key into a file that only its owner can read. */
export async function storeKey(name: string, privateKey: Uint8Array, password: string): Promise<KeyEntry> {
  const file = fileOf(name);
  checkFreeName(name);
  const { address } = privateKeyToAccount(bytesToHex(privateKey));
  const keystore = await encryptKey(privateKey, address, password);
  mkdirSync(keyFolder(), { recursive: true, mode: 0o700 });
  // "wx" never overwrites a key, even one that appeared meanwhile.
  writeFileSync(file, `${JSON.stringify(keystore, null, 2)}\n`, { mode: 0o600, flag: "wx" });
  return { name, address, file };
}

export function listKeyFolder(): KeyEntry[] {
  const folder = keyFolder();
  if (!existsSync(folder)) return [];
  const names = readdirSync(folder).filter((file) => file.endsWith(".json"));
  return names.sort().map((file) => {
    const name = file.slice(0, -".json".length);
    return { name, address: addressIn(read(name)), file: join(folder, file) };
  });
}
