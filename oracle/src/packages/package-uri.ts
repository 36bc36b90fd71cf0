import { code as DAG_PB } from "@ipld/dag-pb";
import { CID } from "multiformats/cid";
import { PACKAGE_URI_CHARACTERS } from "../limits.ts";
import { FetchError, whereOf } from "./fetch-error.ts";
import { checkUrl } from "./fetch-rule.ts";

/** Where a registration says that its package is. */
export type PackageSource =
  /** `url` ends with a slash. */
  | { readonly kind: "folder"; readonly url: URL }
  | { readonly kind: "archive"; readonly url: URL }
  | { readonly kind: "ipfs"; readonly root: CID };

const SHA2_256 = 0x12;
const IPFS = /^ipfs:\/\/([A-Za-z0-9]+)\/?$/;

/**
 * Reads a `packageURI`: `https:` with a folder or a `.car` archive, or `ipfs://` with the CID of a folder.
 * @throws FetchError when it is something else.
 */
export function parsePackageURI(text: string): PackageSource {
  if (text === "") throw new FetchError("the registration", "it names no place of the package", false);
  if (text.length > PACKAGE_URI_CHARACTERS) {
    throw new FetchError("the package's URI", `${text.length} characters, more than ${PACKAGE_URI_CHARACTERS}`, false);
  }
  const ipfs = IPFS.exec(text);
  if (ipfs !== null) return { kind: "ipfs", root: parseRoot(ipfs[1]) };
  if (!URL.canParse(text)) throw new FetchError("the package's URI", "no address", false);
  const url = new URL(text);
  checkUrl(url);
  if (url.hash !== "") throw new FetchError(whereOf(url), "an address with a fragment", false);
  if (url.pathname.endsWith(".car")) return { kind: "archive", url };
  if (url.search !== "") throw new FetchError(whereOf(url), "a folder's address with a query", false);
  return { kind: "folder", url: url.pathname.endsWith("/") ? url : new URL(`${url.href}/`) };
}

function parseRoot(text: string): CID {
  let root: CID;
  try {
    root = CID.parse(text);
  } catch (cause) {
    throw new FetchError("the package's URI", "no CID after ipfs://", false, { cause });
  }
  if (root.code === DAG_PB && root.multihash.code === SHA2_256) return root;
  throw new FetchError("the package's URI", "a CID that is not of a UnixFS folder with SHA-256", false);
}
