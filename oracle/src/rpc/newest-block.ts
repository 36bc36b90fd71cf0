import type { Head } from "../chain/head.ts";
import { HEAD_GRACE_MS, RPC_QUICK_TRIES } from "../limits.ts";
import { agreedHead, type Sighting } from "./agreed-head.ts";
import { isWorthAnother } from "./another-try.ts";
import { blockOf } from "./block.ts";
import { comparable, shown } from "./comparable.ts";
import type { Provider, RpcCall } from "./provider.ts";
import { QuorumError } from "./quorum-error.ts";
import { tally } from "./tally.ts";
import { whenEnough } from "./when-enough.ts";

const METHOD = "eth_getBlockByNumber";

type Asking = {
  readonly quorum: number;
  readonly ask: (provider: Provider, call: RpcCall) => Promise<unknown>;
  /** Number of the block that was agreed on before. */
  readonly known: bigint;
};

/**
 * The newest block that a quorum has. One call to each provider; a second one to those that are ahead of the others, and to those that
 * failed if the others are too few.
 * @throws QuorumError
 */
export async function newestBlock(providers: readonly Provider[], { quorum, ask, known }: Asking): Promise<Head> {
  const blocks = new Map<string, Head>();
  let failure: Error | undefined;

  const lost = new Set<Provider>();

  const look = async (provider: Provider, where: string): Promise<Sighting | undefined> => {
    const startMs = performance.now();
    try {
      const raw = await ask(provider, { method: METHOD, params: [where, false] });
      const block = blockOf(raw);
      const identity = comparable(METHOD, raw);
      blocks.set(identity, block);
      return { number: block.number, identity };
    } catch (error) {
      failure ??= error instanceof Error ? error : undefined;
      if (isWorthAnother(error, startMs)) lost.add(provider);
      return undefined;
    }
  };

  const newest = new Map<Provider, Sighting>();
  const see = async (provider: Provider) => {
    const sighting = await look(provider, "latest");
    const block = sighting && blocks.get(sighting.identity);
    if (sighting === undefined || block === undefined) return;
    provider.head = { number: block.number, timestamp: block.timestamp };
    newest.set(provider, sighting);
  };
  const isEnough = () => {
    const verdict = agreedHead(newest, quorum);
    // One that is alone proves nothing by its haste, and those that lag may be the quicker ones.
    return verdict.type === "agreed" && quorum > 1 && verdict.number >= known;
  };
  const isQuorate = () => newest.size >= quorum;
  const waiting = { isEnough, isQuorate, graceMs: HEAD_GRACE_MS };
  await whenEnough(providers.map(see), waiting);
  for (let tries = 1; tries < RPC_QUICK_TRIES && lost.size > 0 && !isQuorate(); tries++) {
    const again = [...lost];
    lost.clear();
    await whenEnough(again.map(see), waiting);
  }

  const verdict = agreedHead(newest, quorum);
  if (verdict.type === "open") throw new QuorumError(METHOD, quorum, [], failure);
  if (verdict.type === "agreed") return take(verdict.identity);

  const said = new Map<Provider, string>();
  for (const [provider, { number, identity }] of newest) if (number === verdict.number) said.set(provider, identity);
  const where = `0x${verdict.number.toString(16)}`;
  await Promise.all(
    verdict.ahead.map(async (provider) => {
      const sighting = await look(provider, where);
      if (sighting?.number === verdict.number) said.set(provider, sighting.identity);
    }),
  );
  const agreed = tally(said, quorum);
  // Not counted as a lie: for some moments after a reorganisation honest providers differ, too.
  for (const [provider, identity] of said) provider.isForked = agreed.type === "agreed" && identity !== agreed.answer;
  if (agreed.type === "agreed") return take(agreed.answer);
  const voices = [...said].map(([{ name }, identity]) => `${name} says ${shown(identity)}`);
  throw new QuorumError(METHOD, quorum, voices, failure);

  function take(identity: string): Head {
    for (const [provider, sighting] of newest) if (sighting.identity === identity) provider.isForked = false;
    return blocks.get(identity) as Head;
  }
}
