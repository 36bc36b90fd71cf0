import { OPERATOR_ORDERS, type OperatorOrder } from "../../hooks/index/operator-orders.ts";

/** What the page's address says: everything is left out at its default. */
export interface OperatorsSearch {
  readonly sort?: OperatorOrder;
}

export function parseOperatorsSearch(search: Record<string, unknown>): OperatorsSearch {
  const sort = OPERATOR_ORDERS.find((known) => known === search.sort && known !== "answers");
  return sort ? { sort } : {};
}
