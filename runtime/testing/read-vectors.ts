import { readFileSync } from "node:fs";

/** The cases of `test/vectors/<name>.json`. */
export function readVectors<T>(name: string): readonly T[] {
  const file = new URL(`../../test/vectors/${name}.json`, import.meta.url);
  return (JSON.parse(readFileSync(file, "utf8")) as { cases: readonly T[] }).cases;
}
