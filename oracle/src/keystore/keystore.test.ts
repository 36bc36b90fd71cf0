import { bytesToHex, hexToBytes } from "viem";
import { privateKeyToAddress } from "viem/accounts";
import { expect, test } from "vitest";
import { decryptKey, encryptKey, parseKeystore } from "./keystore.ts";

/** The test vector for scrypt that the Web3 Secret Storage definition publishes. */
const PUBLISHED = {
  crypto: {
    cipher: "aes-128-ctr",
    cipherparams: { iv: "83dbcc02d8ccb40e466191a123791e0e" },
    ciphertext: "d172bf743a674da9cdad04534d56926ef8358534d458fffccd4e6ad2fbde479c",
    kdf: "scrypt",
    kdfparams: {
      dklen: 32,
      n: 262144,
      p: 8,
      r: 1,
      salt: "ab0c7876052600dd703518d6fc3fe8984592145b591fc8fb5c6d43190334ba19",
    },
    mac: "2103ac29920d71da29f15d75b4a16dbe95cfd7ff8faea1056c33131d846e3097",
  },
  id: "3198bc9c-6672-5ab3-d995-4942343ae5b6",
  version: 3,
};
const PUBLISHED_KEY = "0x7a28b5ba57c53603b0b07b56bba752f7784bf506fa95edc395f5cf6c7514fe9d";

test("the published vector is decrypted", async () => {
  const key = await decryptKey(parseKeystore("vector", PUBLISHED), "testpassword");
  expect(bytesToHex(key)).toBe(PUBLISHED_KEY);
});

test("a wrong password is told", async () => {
  // The work factor doesn't matter here and would only cost seconds.
  const kdfparams = { ...PUBLISHED.crypto.kdfparams, n: 2 };
  const quick = parseKeystore("vector", { ...PUBLISHED, crypto: { ...PUBLISHED.crypto, kdfparams } });
  await expect(decryptKey(quick, "testpasswort")).rejects.toThrow("The password is wrong.");
});

test("a key comes back from what was encrypted, which holds its address and nothing of the key", async () => {
  const address = privateKeyToAddress(PUBLISHED_KEY);
  const keystore = await encryptKey(hexToBytes(PUBLISHED_KEY), address, "correct horse");
  const text = JSON.stringify(keystore);
  expect(text).not.toContain(PUBLISHED_KEY.slice(2));
  expect(keystore.address).toBe(address.slice(2).toLowerCase());
  const key = await decryptKey(parseKeystore("file", JSON.parse(text)), "correct horse");
  expect(bytesToHex(key)).toBe(PUBLISHED_KEY);
});

test("a keystore that asks for too much memory is refused before any is taken", async () => {
  const kdfparams = { ...PUBLISHED.crypto.kdfparams, n: 2 ** 24, r: 8 };
  const greedy = parseKeystore("vector", { ...PUBLISHED, crypto: { ...PUBLISHED.crypto, kdfparams } });
  await expect(decryptKey(greedy, "testpassword")).rejects.toThrow("more than 1 GiB");
});

test.each([
  ["another version", { ...PUBLISHED, version: 1 }],
  ["another key derivation", { ...PUBLISHED, crypto: { ...PUBLISHED.crypto, kdf: "pbkdf2" } }],
  ["a short ciphertext", { ...PUBLISHED, crypto: { ...PUBLISHED.crypto, ciphertext: "d172" } }],
  ["nothing", null],
])("%s is refused by name", (_name, value) => {
  expect(() => parseKeystore("my-key.json", value)).toThrow("my-key.json is not a version 3 keystore");
});
