import { fileURLToPath } from "node:url";
import asc from "assemblyscript/asc";

const FOLDER = fileURLToPath(new URL("assembly", import.meta.url));
const LINE_CHARACTERS = 100;
/** 4 GiB, all that 32-bit addresses reach. */
const MAXIMUM_PAGES = 65536;
/** In the binary format: an import "env" "memory" of kind 2, a memory, with limits of kind 3, shared with a maximum. */
const MEMORY_IMPORT = Buffer.from("\x03env\x06memory\x02\x03", "latin1");

/**
 * Compiles the AssemblyScript kernels and returns the text of `src/kernels/kernels.generated.ts`. The same sources and
 * compiler version give the same text.
 * @throws Error with the compiler's messages.
 */
export async function compileKernels(): Promise<string> {
  let binary: Uint8Array | null = null;
  const { error, stderr } = await asc.main(
    [
      ...["index.ts", "--baseDir", FOLDER, "--outFile", "kernels.wasm"],
      // The stub runtime has no allocator and no collector: the kernels only read and write where they are told.
      ...["--runtime", "stub", "--enable", "simd", "--enable", "threads", "--noAssert"],
      // Threads share one memory, so it comes from outside.
      ...["--importMemory", "--sharedMemory", "--maximumMemory", String(MAXIMUM_PAGES)],
      ...["--optimizeLevel", "3", "--shrinkLevel", "0", "--converge"],
    ],
    {
      writeFile(_name: string, contents: string | Uint8Array) {
        if (typeof contents !== "string") binary = contents;
      },
    },
  );
  if (error !== null || binary === null) throw new Error(`kernels do not compile: ${stderr.toString()}`);
  return moduleText(binary);
}

function moduleText(binary: Uint8Array): string {
  const flag = Buffer.from(binary).indexOf(MEMORY_IMPORT) + MEMORY_IMPORT.length - 1;
  if (flag < MEMORY_IMPORT.length) throw new Error("the kernels import no shared memory");
  const base64 = Buffer.from(binary).toString("base64");
  const lines = base64.match(new RegExp(`.{1,${LINE_CHARACTERS}}`, "g")) ?? [];
  return [
    "// Written by `npm run build:kernels` from kernels/assembly. Do not edit.",
    "",
    "/** The WebAssembly module of all kernels, in base64. */",
    "export const KERNELS_BASE64 =",
    `${lines.map((line) => `  "${line}"`).join(" +\n")};`,
    "",
    "/** Where the module says that its memory is shared: 3 there, 1 for a memory of its own. */",
    `export const SHARED_FLAG_OFFSET = ${flag};`,
    "",
  ].join("\n");
}
