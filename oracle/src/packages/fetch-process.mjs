/** What the process that fetches a package loads. */
import { register } from "tsx/esm/api";

// Node 20 reads no TypeScript by itself, and the working directory's tsconfig.json belongs to somebody else.
register({ tsconfig: false });
await import("./fetch-process.ts");
