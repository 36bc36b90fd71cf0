import { UsageError } from "../command-line/errors.ts";
import { parseId } from "../command-line/ids.ts";
import { parseWhole } from "../command-line/numbers.ts";
import { ARCHIVE_BYTES } from "../limits.ts";

/** Which models' packages a node fetches by itself. */
export type FetchPolicy =
  | { readonly kind: "none" }
  /** These, by id: names are anybody's to take. */
  | { readonly kind: "named"; readonly ids: ReadonlySet<bigint> }
  /** Every one whose package has at most so many bytes. */
  | { readonly kind: "below"; readonly maxBytes: number };

const MEGABYTE = 1_000_000;
const MOST_MEGABYTES = Math.floor(ARCHIVE_BYTES / MEGABYTE);

/** @throws UsageError unless `text` is `none`, `below:<MB>` or ids of models, with commas between them. */
export function parseFetchPolicy(text: string): FetchPolicy {
  if (text === "none") return { kind: "none" };
  const below = /^below:(.*)$/.exec(text);
  if (below !== null) {
    return { kind: "below", maxBytes: MEGABYTE * parseWhole("--fetch below:", below[1], 1, MOST_MEGABYTES) };
  }
  const ids = text.split(",").map((each) => {
    const id = parseId(each.trim());
    if (id !== undefined) return id;
    throw new UsageError(
      `Option --fetch takes none, below:<MB> or ids of models with commas between them, not "${text}".`,
    );
  });
  return { kind: "named", ids: new Set(ids) };
}

/** The most bytes that a model's package may have, or undefined when it isn't fetched. */
export function bytesToFetch(policy: FetchPolicy, modelId: bigint): number | undefined {
  if (policy.kind === "below") return policy.maxBytes;
  return policy.kind === "named" && policy.ids.has(modelId) ? ARCHIVE_BYTES : undefined;
}
