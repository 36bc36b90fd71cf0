import { inputLength, type Manifest } from "@openimo/runtime";
import { defineCommand } from "../../command-line/command.ts";
import { howToAsk } from "../../inputs/how-to-ask.ts";
import { loadNamedPackage } from "../../models/local-packages.ts";

/** A long program's instructions by kind; a short one's in their order. */
const LISTED_INSTRUCTIONS = 16;

function programLine(instructions: readonly string[]): string {
  if (instructions.length <= LISTED_INSTRUCTIONS) return instructions.join(", ");
  const counts = new Map<string, number>();
  for (const op of instructions) counts.set(op, (counts.get(op) ?? 0) + 1);
  return `${instructions.length} instructions: ${[...counts].map(([op, count]) => `${count} ${op}`).join(", ")}`;
}

function loopLines({ loop }: Manifest): string[] {
  if (loop === undefined) return [];
  return [`steps         at most ${loop.stepLimit}; an answer has at most ${loop.tokenLimit} tokens`];
}

export const inspect = defineCommand({
  summary: "Read a package, check every file of it and show what it is",
  example: "openimo model inspect models/digits/package",
  args: { package: { type: "positional", required: true, description: "Folder of the package, or its archive" } },
  async run({ args }) {
    const model = await loadNamedPackage(args.package);
    const { manifest, modelHash, programRoot, weightsRoot } = model;
    const { leastBytes, mostBytes } = inputLength(model.program);
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
        inputBytes: mostBytes,
        inputBytesLeast: leastBytes,
        loop: manifest.loop ?? null,
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
        `input         ${leastBytes === mostBytes ? "" : `${leastBytes} to `}${mostBytes} bytes; ${howToAsk(manifest)}`,
        `outputs       ${manifest.outputs.map(({ name, meaning }) => `${name} (${meaning.kind})`).join(", ")}`,
        ...loopLines(manifest),
        `program       ${programLine(instructions)}`,
        `weights       ${weightBytes} bytes`,
        "Every file is as the manifest says.",
      ].join("\n"),
    };
  },
});
