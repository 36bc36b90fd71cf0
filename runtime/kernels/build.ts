import { writeFileSync } from "node:fs";
import { compileKernels } from "./compile-kernels.ts";

const TARGET = new URL("../src/kernels/kernels.generated.ts", import.meta.url);

writeFileSync(TARGET, await compileKernels());
