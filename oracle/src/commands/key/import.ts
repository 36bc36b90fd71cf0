import { hexToBytes, isHex } from "viem";
import { defineCommand } from "../../command-line/command.ts";
import { UsageError } from "../../command-line/errors.ts";
import { askSecret, choosePassword } from "../../command-line/password.ts";
import { readInputFile } from "../../inputs/read-input-file.ts";
import { checkFreeName, storeKey } from "../../keystore/key-folder.ts";
import { decryptKey, parseKeystore } from "../../keystore/keystore.ts";
import { KEYSTORE_FILE_BYTES } from "../../limits.ts";

function privateKeyIn(text: string): Uint8Array {
  const digits = text.trim().replace(/^0x/, "");
  const key = `0x${digits}` as const;
  if (digits.length !== 64 || !isHex(key, { strict: true }))
    throw new UsageError("A private key is 64 hexadecimal digits.");
  return hexToBytes(key);
}

/** A keystore file of another tool, or a file with the key in hexadecimal. */
async function fromFile(file: string): Promise<Uint8Array> {
  const text = readInputFile(file, KEYSTORE_FILE_BYTES).toString("utf8");
  if (!text.trimStart().startsWith("{")) return privateKeyIn(text);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new UsageError(`${file} is neither a keystore nor a private key.`, {}, { cause: error });
  }
  return decryptKey(parseKeystore(file, value), await askSecret(`Password of ${file}`, "a file with the bare key"));
}

export const importKey = defineCommand({
  summary: "Encrypt an existing private key, or take over another tool's keystore file",
  example: "openimo key import operator --file key.txt --password-file operator.password",
  args: {
    name: { type: "positional", required: true, description: "What to call the key" },
    file: {
      type: "string",
      valueHint: "file",
      description: "Private key in hexadecimal, or a keystore (version 3); asked for otherwise",
    },
    "password-file": {
      type: "string",
      valueHint: "file",
      description: "File with the new password; asked for otherwise",
    },
  },
  async run({ args }) {
    checkFreeName(args.name);
    const key =
      args.file === undefined ? privateKeyIn(await askSecret("Private key", "--file")) : await fromFile(args.file);
    const entry = await storeKey(args.name, key, await choosePassword(args["password-file"]));
    return { json: entry, text: `${entry.address}  ${entry.name}\nStored in ${entry.file}.` };
  },
});
