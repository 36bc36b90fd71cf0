import ipaddr from "ipaddr.js";
import { FetchError, whereOf } from "./fetch-error.ts";

/** Where packages may be fetched from. A URI is anybody's, so by itself none may lead into the operator's own network. */
export type FetchRule = {
  /** On the local chain a package may lie on this machine: loopback addresses, by plain http too. */
  readonly loopback: boolean;
  /** Origins that the operator has named, such as an IPFS gateway beside the node. They may be anywhere. */
  readonly namedOrigins: readonly string[];
};

/** What stands at the end of a name: the operator's own, this machine, or everybody's network. */
export type Reach = "named" | "loopback" | "public";

/** Of IPv6 only this is given out for the public network: what is no known range elsewhere is reserved. */
const GLOBAL_UNICAST = ipaddr.IPv6.parseCIDR("2000::/3");

function rangeOf(address: string): string {
  if (!ipaddr.isValid(address) || address.includes("%")) return "invalid";
  const parsed = ipaddr.parse(address);
  if (parsed.kind() === "ipv4") return parsed.range();
  const range = parsed.range();
  return range === "unicast" && !(parsed as ipaddr.IPv6).match(GLOBAL_UNICAST) ? "reserved" : range;
}

/** @throws FetchError for another scheme than a package's, and for a name or password in the address. */
export function checkUrl(url: URL): void {
  if (url.protocol !== "https:" && url.protocol !== "http:") {
    throw new FetchError(`${url.protocol}`, "packages are fetched by https and ipfs only", false);
  }
  if (url.username !== "" || url.password !== "") {
    throw new FetchError(whereOf(url), "an address with a user's name or password is not fetched", false);
  }
}

/**
 * Whether all addresses of a host may be connected to. One that may not is enough to refuse: a name that means both a public and
 * a private machine is a trap.
 * @throws FetchError naming the address and its range.
 */
export function checkAddresses(url: URL, addresses: readonly string[], rule: FetchRule): Reach {
  if (addresses.length === 0) throw new FetchError(whereOf(url), "the host has no address", true);
  if (rule.namedOrigins.includes(url.origin)) return "named";
  const ranges = addresses.map(rangeOf);
  if (rule.loopback && ranges.every((range) => range === "loopback")) return "loopback";
  const refused = ranges.findIndex((range) => range !== "unicast");
  if (refused !== -1) {
    const why = `the host's address ${addresses[refused]} is not public (${ranges[refused]})`;
    throw new FetchError(whereOf(url), why, false);
  }
  if (url.protocol === "https:") return "public";
  throw new FetchError(whereOf(url), "packages are fetched by https, not http", false);
}

/** The rule for what an answer redirects to: one from elsewhere may not lead to this machine or the operator's own. */
export function ruleAfter(reach: Reach, rule: FetchRule): FetchRule {
  if (reach === "named") return { ...rule, loopback: false };
  return { loopback: rule.loopback && reach === "loopback", namedOrigins: [] };
}
