import { byteLength } from "@openimo/runtime";
import { defineCommand } from "../../command-line/command.ts";
import { loadLocalPackage, packageFolders } from "../../models/local-packages.ts";

export const inspect = defineCommand({
  summary: "Read a package, check every file of it and show what it is",
  example: "openimo model inspect models/digits/package",
  args: { package: { type: "positional", required: true, description: "Folder of the package" } },
  async run({ args }) {
    const [folder] = packageFolders([args.package]);
    const { model } = await loadLocalPackage(folder);
    const { manifest, modelHash, programRoot, weightsRoot } = model;
    const inputBytes = byteLength(manifest.input);
    const instructions = manifest.instructions.map(({ op }) => op);
    const weightBytes = model.constants.reduce((sum, bytes) => sum + bytes.length, 0);
    return {
      json: {
        name: manifest.name,
        description: manifest.description,
        licence: manifest.licence,
        modelHash,
        programRoot,
        weightsRoot,
        input: manifest.input,
        inputBytes,
        outputs: manifest.outputs,
        instructions,
        weightBytes,
        files: manifest.files.length + 1,
      },
      text: [
        `${manifest.name}: ${manifest.description}`,
        `model hash    ${modelHash}`,
        `program root  ${programRoot}`,
        `weights root  ${weightsRoot}`,
        `licence       ${manifest.licence}`,
        `input         ${inputBytes} bytes, ${manifest.input.meaning.kind}`,
        `outputs       ${manifest.outputs.map(({ name, meaning }) => `${name} (${meaning.kind})`).join(", ")}`,
        `program       ${instructions.join(", ")}`,
        `weights       ${weightBytes} bytes`,
        "Every file is as the manifest says.",
      ].join("\n"),
    };
  },
});
