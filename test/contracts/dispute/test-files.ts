import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** Finds the one file, by its path under `root`, that has a test, so that only what it needs is compiled. */
export function testFiles(root: string): (test: string) => string {
  const folder = "test/contracts";
  const paths = readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
    .filter((path) => path.endsWith(".t.sol"))
    .map((path) => join(folder, path));
  const sources = new Map(paths.map((path) => [path, readFileSync(join(root, path), "utf8")]));
  return (test) => {
    const [path, ...more] = paths.filter((each) => sources.get(each)?.includes(`function ${test}(`));
    if (path === undefined || more.length > 0) throw new RangeError(`${test} isn't in exactly one file`);
    return path;
  };
}
