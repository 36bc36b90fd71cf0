/** What providers said to one question; those that could not answer are not in it. */
export type Said<P> = ReadonlyMap<P, string>;

export type Verdict<P> =
  | { readonly type: "agreed"; readonly answer: string; readonly by: readonly P[]; readonly against: readonly P[] }
  /** As many more have to be asked before an answer can have enough voices. */
  | { readonly type: "open"; readonly missing: number };

/** The answer that a quorum gives, however many others say something else. */
export function tally<P>(said: Said<P>, quorum: number): Verdict<P> {
  const voices = new Map<string, P[]>();
  for (const [provider, answer] of said) voices.set(answer, [...(voices.get(answer) ?? []), provider]);
  // A quorum below the majority could be had by two answers: the one with more voices counts, and of equals neither.
  const [first, second] = [...voices].sort(([, a], [, b]) => b.length - a.length);
  const most = first?.[1].length ?? 0;
  if (first === undefined || most < quorum) return { type: "open", missing: quorum - most };
  if (second !== undefined && second[1].length === most) return { type: "open", missing: 1 };
  const [answer, by] = first;
  return { type: "agreed", answer, by, against: [...said.keys()].filter((provider) => !by.includes(provider)) };
}
