import type { ArgsDef } from "citty";
import { LOCAL_CHAIN_ID } from "../chain/connection.ts";
import { UsageError } from "../command-line/errors.ts";
import { parseWhole } from "../command-line/numbers.ts";
import { progressBar } from "../command-line/progress-bar.ts";
import { CACHE_MEGABYTES, CACHE_MOST_MEGABYTES } from "../limits.ts";
import type { LocalPackage } from "../models/local-packages.ts";
import type { RegisteredModel } from "../models/registered-model.ts";
import { obtainPackage, type PackageSupply } from "./obtain-package.ts";
import { defaultCacheFolder, PackageCache } from "./package-cache.ts";

const MEGABYTE = 1_000_000;

/** Public trustless gateways of IPFS, in the order in which they are tried. What they give is checked against its CID. */
export const PUBLIC_GATEWAYS = ["https://trustless-gateway.link", "https://ipfs.io"];

/** Options of what keeps packages. */
export const CACHE_ARGS = {
  "cache-dir": {
    type: "string",
    valueHint: "folder",
    description: "Where fetched packages are kept (default: openimo in the user's cache folder)",
  },
  "cache-mb": {
    type: "string",
    valueHint: "MB",
    default: String(CACHE_MEGABYTES),
    description: "What they may take together; those used the longest ago are given up",
  },
  "ipfs-gateway": {
    type: "string",
    valueHint: "url",
    description: `Trustless gateway for ipfs:, may be given several times (default: ${PUBLIC_GATEWAYS.join(", ")})`,
  },
} as const satisfies ArgsDef;

/** Names of those that may be given several times. */
export const CACHE_LISTS = ["ipfs-gateway"];

/** Options of commands that need one model's package. */
export const FETCH_ARGS = {
  fetch: { type: "boolean", description: "Fetch the package by its registration's URI when it is not on disk" },
  ...CACHE_ARGS,
} as const satisfies ArgsDef;

export type CacheArgs = { readonly "cache-dir"?: string; readonly "cache-mb"?: string };
type Lists = ReadonlyMap<string, readonly string[]>;

export function cacheFrom(args: CacheArgs): PackageCache {
  const megabytes = parseWhole("--cache-mb", args["cache-mb"] ?? `${CACHE_MEGABYTES}`, 1, CACHE_MOST_MEGABYTES);
  return new PackageCache(args["cache-dir"] ?? defaultCacheFolder(), megabytes * MEGABYTE);
}

/** @throws UsageError for a gateway that is none. */
export function supplyFrom(args: CacheArgs, lists: Lists, chainId: number): PackageSupply {
  const named = (lists.get("ipfs-gateway") ?? []).map(parseGateway);
  return {
    cache: cacheFrom(args),
    gateways: named.length === 0 ? PUBLIC_GATEWAYS : named,
    rule: { loopback: chainId === LOCAL_CHAIN_ID, namedOrigins: named },
  };
}

/** @returns Its origin. */
function parseGateway(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const isOrigin = url?.pathname === "/" && url.search === "" && url.hash === "" && url.username === "";
  if (url !== undefined && isOrigin && /^https?:$/.test(url.protocol)) return url.origin;
  throw new UsageError(`Option --ipfs-gateway takes an address such as https://gateway.example, not "${text}".`);
}

/** Where a command looks for a package that isn't among those on disk. */
export type PackageAccess = {
  readonly cache: PackageCache;
  /** Fetches it; undefined where that was not asked for. */
  readonly obtain: ((model: RegisteredModel) => Promise<LocalPackage>) | undefined;
};

/** What the options of `FETCH_ARGS` allow. */
export function accessFrom(
  args: CacheArgs & { readonly fetch?: boolean },
  lists: Lists,
  chainId: number,
): PackageAccess {
  const supply = supplyFrom(args, lists, chainId);
  return { cache: supply.cache, obtain: args.fetch ? (model) => obtainWithBar(supply, model) : undefined };
}

/** Obtains a package and shows how far that is. */
export async function obtainWithBar(supply: PackageSupply, model: RegisteredModel) {
  const bar = progressBar();
  const stage = `Fetching the package of ${model.name}`;
  try {
    const found = await obtainPackage(supply, model, { onBytes: (done, total) => bar.advance(stage, done, total) });
    bar.end("fetched");
    return found;
  } catch (error) {
    bar.end("failed");
    throw error;
  }
}
