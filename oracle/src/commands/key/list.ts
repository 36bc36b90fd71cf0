import { defineCommand } from "../../command-line/command.ts";
import { keyFolder, listKeyFolder } from "../../keystore/key-folder.ts";

export const listKeys = defineCommand({
  summary: "List the keys by name and address",
  example: "openimo key list --json",
  args: {},
  async run() {
    const keys = listKeyFolder();
    const lines = keys.map(({ name, address }) => `${address ?? "(address not told)"}  ${name}`);
    return { json: keys, text: lines.length === 0 ? `There is no key in ${keyFolder()}.` : lines.join("\n") };
  },
});
