import { isEther } from "@openimo/contracts";
import { idHex } from "../../components/parse-amount.ts";
import type { ModelEarnings } from "../../hooks/index/use-model-earnings.ts";
import { type ListedModel, type ModelStatus, statusOf } from "../../hooks/read-model.ts";

export const MODEL_STATUSES = [
  "open",
  "scheduled",
  "succeeded",
  "live",
  "failed",
  "unlaunched",
] as const satisfies ModelStatus[];
export const MODEL_ORDERS = ["newest", "ending", "raised", "price", "revenue"] as const;

export type ModelOrder = (typeof MODEL_ORDERS)[number];

/** What the home page's address says: everything is left out at its default. */
export interface ModelsSearch {
  readonly search?: string;
  readonly status?: ModelStatus;
  readonly sort?: ModelOrder;
}

export function parseModelsSearch(search: Record<string, unknown>): ModelsSearch {
  const text = search.search === undefined ? "" : String(search.search);
  const status = MODEL_STATUSES.find((known) => known === search.status);
  const sort = MODEL_ORDERS.find((known) => known === search.sort && known !== "newest");
  return { ...(text && { search: text }), ...(status && { status }), ...(sort && { sort }) };
}

function compare(a: bigint, b: bigint): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** A model whose offering takes no more money comes after all that do. */
function endOf(model: ListedModel): bigint {
  const status = statusOf(model);
  const runs = status === "open" || status === "scheduled";
  return BigInt(runs && model.launch ? model.launch.offering.terms.end : Number.MAX_SAFE_INTEGER);
}

/** Amounts of other currencies can't be compared with ether, so they come after it. */
function raisedOf({ launch }: ListedModel): bigint {
  return launch && isEther(launch.offering.terms.currency) ? launch.offering.totalCommitted : -1n;
}

/** What models earned, by id; undefined without an index. */
type Earnings = ReadonlyMap<bigint, ModelEarnings> | undefined;

/** As with what was raised: amounts of other assets come after ether, and after them those of which nothing is known. */
function earnedBy({ id, feeAsset }: ListedModel, earnings: Earnings): bigint {
  const revenue = earnings?.get(id)?.recentRevenue;
  if (revenue === undefined) return -2n;
  return isEther(feeAsset) ? revenue : -1n;
}

const ORDERS: Readonly<Record<ModelOrder, (a: ListedModel, b: ListedModel, earnings: Earnings) => number>> = {
  newest: () => 0,
  ending: (a, b) => compare(endOf(a), endOf(b)),
  raised: (a, b) => compare(raisedOf(b), raisedOf(a)),
  // Other assets have no price in ether here, so they come after it.
  price: (a, b) => Number(isEther(b.feeAsset)) - Number(isEther(a.feeAsset)) || compare(a.priceWei, b.priceWei),
  revenue: (a, b, earnings) => compare(earnedBy(b, earnings), earnedBy(a, earnings)),
};

/** The models that fit, in order. They come newest first, and sorting keeps that among equals. */
export function selectModels(
  models: readonly ListedModel[],
  { search = "", status, sort }: ModelsSearch,
  earnings?: Earnings,
): ListedModel[] {
  const words = search.toLowerCase().trim();
  return models
    .filter((model) => !status || statusOf(model) === status)
    .filter(({ name, developer, id }) =>
      [name, developer, idHex(id), String(id)].some((text) => text.toLowerCase().includes(words)),
    )
    .toSorted((a, b) => ORDERS[sort ?? "newest"](a, b, earnings));
}
