import { existsSync } from "node:fs";
import { orDamaged } from "../../archive/damaged.ts";
import { packPackage } from "../../archive/pack-package.ts";
import { defineCommand } from "../../command-line/command.ts";
import { UsageError } from "../../command-line/errors.ts";
import { isArchive, packageFolders } from "../../models/local-packages.ts";

export const pack = defineCommand({
  summary: "Check a package and write it as one file, a CAR archive; the same package gives the same bytes",
  example: "openimo model pack models/digits/package --out digits.car",
  args: {
    package: { type: "positional", required: true, description: "Folder of the package" },
    out: { type: "string", valueHint: "file.car", required: true, description: "The archive to write; a new file" },
  },
  async run({ args }) {
    const [folder] = packageFolders([args.package]);
    if (isArchive(folder)) throw new UsageError(`${args.package} is an archive already.`);
    if (existsSync(args.out)) throw new UsageError(`${args.out} is there already. Name a new file with --out.`);
    const packed = await orDamaged(folder, () => packPackage(folder, args.out));
    return {
      json: { archive: args.out, ...packed },
      text: [
        `root     ${packed.root}`,
        `model    ${packed.modelHash}`,
        `archive  ${args.out}, ${packed.files} files in ${packed.bytes} bytes`,
      ].join("\n"),
    };
  },
});
