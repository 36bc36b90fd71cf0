import type { Hex } from "viem";

/** What a computation says of the answer that stands: right only if it has the same bytes, all of them and no more. */
export const verdictOf = (computed: Hex, posted: Hex | undefined): "right" | "wrong" =>
  computed === posted ? "right" : "wrong";
