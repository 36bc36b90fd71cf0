import { type Hex, keccak256, toHex } from "viem";
import { idHex } from "../../chain/format.ts";
import type { Request } from "../../chain/request.ts";
import type { ServedModel } from "../served-models.ts";

const WHOLE_BASIS_POINTS = 10_000;

/** Which answers of others an operator checks, and what it puts at stake against wrong ones. */
export type WatchPolicy = {
  /** Whether others' answers are checked at all. Own ones are defended in any case. */
  readonly watches: boolean;
  /** Names, model hashes or ids, lower case; undefined for every model of which the package is loaded. */
  readonly models: ReadonlySet<string> | undefined;
  /** How many of the answers are checked, in basis points. */
  readonly shareBasisPoints: number;
  /** Answers with a smaller bond are not checked, in wei. */
  readonly minimumBondWei: bigint;
  /** The most that is at stake at one time for contradictions and claims, in wei. */
  readonly maximumStakeWei: bigint;
  /** What a contradiction has to bring after its gas, in wei; undefined contradicts at a loss too. */
  readonly minimumGainWei: bigint | undefined;
  /** Whether a claim is committed to a block before it is made, so that a copy of it earns nothing. */
  readonly commitFirst: boolean;
};

/**
 * Why an answer isn't checked, or undefined when it is.
 * @param secret Known to this process only: else a liar would know which answers nobody looks at.
 */
export function unwatchedReason(
  policy: WatchPolicy,
  { id, request, model, secret }: { id: bigint; request: Request; model: ServedModel | undefined; secret: Hex },
): string | undefined {
  if (!policy.watches) return "others' answers are not checked";
  if (model === undefined) return "no package of its model is loaded";
  if (!isChosen(policy, request, model)) return "its model is not watched";
  if (request.bondWei < policy.minimumBondWei) return "its bond is below the minimum";
  if (!isSampled(policy.shareBasisPoints, id, secret)) return "it is not in the share that is checked";
  return undefined;
}

export function isChosen({ models }: WatchPolicy, { modelId }: Request, { name, modelHash }: ServedModel): boolean {
  return models === undefined || [name, modelHash, idHex(modelId)].some((known) => models.has(known.toLowerCase()));
}

function isSampled(shareBasisPoints: number, id: bigint, secret: Hex): boolean {
  const drawn = BigInt(keccak256(`${secret}${toHex(id, { size: 32 }).slice(2)}`)) % BigInt(WHOLE_BASIS_POINTS);
  return drawn < BigInt(shareBasisPoints);
}
