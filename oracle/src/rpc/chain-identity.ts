import { type Hash, type Hex, hexToNumber } from "viem";
import { FailedError } from "../command-line/errors.ts";
import { PROVIDER_START_GRACE_MS } from "../limits.ts";
import type { Provider } from "./provider.ts";
import { whenEnough } from "./when-enough.ts";

/** Which chain it is: development chains often have the same id. */
export type ChainIdentity = {
  readonly chainId: number;
  /** Hash of the first block; null where the provider doesn't keep it. */
  readonly genesisHash: Hash | null;
};

async function identityOf(provider: Provider): Promise<ChainIdentity> {
  const [chainId, genesis] = await Promise.all([
    provider.ask({ method: "eth_chainId" }),
    provider.ask({ method: "eth_getBlockByNumber", params: ["0x0", false] }),
  ]);
  const genesisHash = (genesis as { readonly hash: Hash } | null)?.hash ?? null;
  return { chainId: hexToNumber(chainId as Hex), genesisHash };
}

/** A provider that has forgotten the first block may be of the same chain. */
function isSame(a: ChainIdentity, b: ChainIdentity): boolean {
  const isKnown = a.genesisHash !== null && b.genesisHash !== null;
  return a.chainId === b.chainId && (!isKnown || a.genesisHash === b.genesisHash);
}

const described = ({ chainId, genesisHash }: ChainIdentity) =>
  `chain ${chainId} with genesis ${genesisHash ?? "unknown"}`;

/**
 * Asks all providers which chain they are of; who doesn't answer in time is asked when it is needed.
 * @throws FailedError when they are of different chains; what the first one failed with when none answers.
 */
export async function readIdentities(providers: readonly Provider[]): Promise<ChainIdentity> {
  const found = new Map<Provider, ChainIdentity>();
  const failures: unknown[] = [];
  const asked = providers.map(async (provider) => {
    try {
      found.set(provider, await identityOf(provider));
    } catch (error) {
      failures.push(error);
    }
  });
  await whenEnough(asked, { isQuorate: () => found.size > 0, graceMs: PROVIDER_START_GRACE_MS });
  const [first, ...others] = [...found];
  if (first === undefined) throw failures[0];
  const foreign = others.find(([, identity]) => !isSame(identity, first[1]));
  if (foreign !== undefined) {
    const [one, other] = [first, foreign].map(([{ name }, identity]) => `${name} is of ${described(identity)}`);
    throw new FailedError(`The RPC providers are of different chains: ${one}, ${other}.`);
  }
  for (const provider of found.keys()) provider.isKnown = true;
  return [...found.values()].find(({ genesisHash }) => genesisHash !== null) ?? first[1];
}

/**
 * Looks at a provider that didn't answer at the start. One of another chain is never asked anything again.
 * @throws FailedError for that, viem's errors when it doesn't answer.
 */
export async function checkIdentity(
  provider: Provider,
  expected: ChainIdentity,
  report: (sentence: string) => void,
): Promise<void> {
  const identity = await identityOf(provider);
  if (isSame(identity, expected)) {
    provider.isKnown = true;
    return;
  }
  const sentence = `RPC provider ${provider.name} is of ${described(identity)}, not of ${described(expected)}`;
  if (!provider.isForeign) report(sentence);
  provider.isForeign = true;
  throw new FailedError(`${sentence}.`);
}
