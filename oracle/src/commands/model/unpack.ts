import { existsSync } from "node:fs";
import { orDamaged } from "../../archive/damaged.ts";
import { unpackPackage } from "../../archive/unpack-package.ts";
import { defineCommand } from "../../command-line/command.ts";
import { UsageError } from "../../command-line/errors.ts";

export const unpack = defineCommand({
  summary: "Check an archive of a package and write its files into a new folder",
  example: "openimo model unpack digits.car --out package/",
  args: {
    archive: { type: "positional", required: true, description: "The archive, a CAR file" },
    out: {
      type: "string",
      valueHint: "folder",
      required: true,
      description: "Where to write the package; a new folder",
    },
  },
  async run({ args }) {
    if (!existsSync(args.archive)) throw new UsageError(`There is no file ${args.archive}.`);
    if (existsSync(args.out)) throw new UsageError(`${args.out} is there already. Name a new folder with --out.`);
    const unpacked = await orDamaged(args.archive, () => unpackPackage(args.archive, args.out));
    return {
      json: { package: args.out, ...unpacked },
      text: [
        `root     ${unpacked.root}`,
        `model    ${unpacked.modelHash}`,
        `package  ${args.out}, ${unpacked.files} files`,
        "Every file is as the manifest says.",
      ].join("\n"),
    };
  },
});
