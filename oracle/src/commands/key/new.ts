import { hexToBytes } from "viem";
import { generatePrivateKey } from "viem/accounts";
import { defineCommand } from "../../command-line/command.ts";
import { choosePassword } from "../../command-line/password.ts";
import { checkFreeName, storeKey } from "../../keystore/key-folder.ts";

export const newKey = defineCommand({
  summary: "Make a key and encrypt it into $OPENIMO_HOME/keys (default ~/.openimo/keys)",
  example: "openimo key new operator --password-file operator.password",
  args: {
    name: { type: "positional", required: true, description: "What to call the key" },
    "password-file": {
      type: "string",
      valueHint: "file",
      description: "File with the new password; asked for otherwise",
    },
  },
  async run({ args }) {
    checkFreeName(args.name);
    const password = await choosePassword(args["password-file"]);
    const entry = await storeKey(args.name, hexToBytes(generatePrivateKey()), password);
    return {
      json: entry,
      text: `${entry.address}  ${entry.name}\nStored in ${entry.file}. Keep a copy: nobody can restore it.`,
    };
  },
});
