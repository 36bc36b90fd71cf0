/** What a commitment in a round would be: all amounts in base units of the currency. */
export interface PlaceInRound {
  /** Of what is committed now. */
  readonly guaranteed: bigint;
  /** The rest, which shares what the rounds leave. */
  readonly inPublic: bigint;
}

export type PlaceProblem = "full" | "maximum";

/**
 * As the contract reckons it: what fits under the round's cap is guaranteed, and the leaf's maximum bounds that.
 * @param room What the round's cap leaves.
 * @param left What the account's leaf leaves.
 * @param whole Whether all of it has to be guaranteed.
 */
export function placeInRound(amount: bigint, room: bigint, left: bigint, whole: boolean): PlaceInRound | PlaceProblem {
  const guaranteed = amount < room ? amount : room;
  if (guaranteed > left) return "maximum";
  if (whole && guaranteed < amount) return "full";
  return { guaranteed, inPublic: amount - guaranteed };
}
