import { tally } from "./tally.ts";

/** What a provider says is its newest block. `identity` is what those who have the same block say alike. */
export type Sighting = { readonly number: bigint; readonly identity: string };

export type HeadVerdict<P> =
  | { readonly type: "agreed"; readonly identity: string; readonly number: bigint }
  /** A quorum has come at least to this number: those that are ahead have to tell their block of it. */
  | { readonly type: "ask"; readonly number: bigint; readonly ahead: readonly P[] }
  | { readonly type: "open" };

/** The newest block that a quorum tells as its newest, or else the highest number that a quorum has come to. */
export function agreedHead<P>(sightings: ReadonlyMap<P, Sighting>, quorum: number): HeadVerdict<P> {
  const said = new Map([...sightings].map(([provider, { identity }]) => [provider, identity]));
  const verdict = tally(said, quorum);
  const numbers = [...sightings.values()].map(({ number }) => number).sort((a, b) => (a < b ? 1 : a > b ? -1 : 0));
  const reached = numbers[quorum - 1];
  if (reached === undefined) return { type: "open" };
  if (verdict.type === "agreed" && sightings.get(verdict.by[0])?.number === reached) {
    return { type: "agreed", identity: verdict.answer, number: reached };
  }
  const ahead = [...sightings].filter(([, { number }]) => number > reached).map(([provider]) => provider);
  return { type: "ask", number: reached, ahead };
}
