import { type Address, getAddress } from "viem";
import { STATUSES } from "../read-request.ts";
import type { RequestSummary } from "../read-requests.ts";
import { amountIn, type Cells, hexIn, IndexError, numberIn } from "./ask-index.ts";
import type { OperatorOrder } from "./operator-orders.ts";
import { readOracleHistory } from "./oracle-history.ts";
import { type OperatorRecord, recordsOf } from "./records-of-history.ts";
import { type DisputeSummary, disputesOf, summariesOf } from "./requests-of-history.ts";
import { useIndexed } from "./use-indexed.ts";

const VALUES: Readonly<Record<OperatorOrder, (record: OperatorRecord) => bigint>> = {
  answers: ({ answers }) => BigInt(answers),
  earned: ({ earnedWei }) => earnedWei,
  overturned: ({ overturned }) => BigInt(overturned),
  bonded: ({ bondedWei }) => bondedWei,
};

/** A list shows so many; the contracts have no limit. */
export const MAX_LISTED = 60;

function recordOf(cells: Cells): OperatorRecord {
  const number = (name: string) => numberIn(cells, name);
  return {
    operator: getAddress(hexIn(cells, "operator")),
    ...{ answers: number("answers"), final: number("final"), overturned: number("overturned") },
    ...{ corrected: number("corrected"), contradictions: number("contradictions") },
    ...{ earnedWei: amountIn(cells, "earnedWei"), bondedWei: amountIn(cells, "bondedWei") },
    lostWei: amountIn(cells, "lostWei"),
  };
}

/** Everybody who has answered or contradicted, the greatest first. */
export function useOperators(sort: OperatorOrder) {
  return useIndexed<OperatorRecord>({
    ...{ name: "operators", parameters: { sort, limit: String(MAX_LISTED) }, rowOf: recordOf },
    fromChain: async (access) => {
      const value = VALUES[sort];
      const order = (a: OperatorRecord, b: OperatorRecord) =>
        value(a) === value(b)
          ? a.operator.toLowerCase() < b.operator.toLowerCase()
            ? -1
            : 1
          : value(a) < value(b)
            ? 1
            : -1;
      return recordsOf(await readOracleHistory(access))
        .sort(order)
        .slice(0, MAX_LISTED);
    },
  });
}

/** One operator's record; no row for somebody who never answered or contradicted. */
export function useOperator(operator: Address) {
  return useIndexed<OperatorRecord>({
    ...{ name: "operator", parameters: { operator }, rowOf: recordOf },
    fromChain: async (access) =>
      recordsOf(await readOracleHistory(access)).filter((record) => record.operator === operator),
  });
}

function statusIn(cells: Cells) {
  const status = STATUSES.find((known) => known === cells.status);
  if (status === undefined) throw new IndexError("no status");
  return status;
}

function disputeOf(cells: Cells): DisputeSummary {
  return {
    ...{ requestId: amountIn(cells, "requestId"), modelId: amountIn(cells, "modelId") },
    ...{ proposer: getAddress(hexIn(cells, "proposer")), rival: getAddress(hexIn(cells, "rival")) },
    ...{ bondWei: amountIn(cells, "bondWei"), status: statusIn(cells), overturned: cells.overturned === true },
  };
}

/** Contradicted answers, the newest first: all that are not decided, or those of an account on either side. */
export function useDisputes(account?: Address) {
  const parameters: Record<string, string> = account === undefined ? { open: "true" } : { account };
  return useIndexed<DisputeSummary>({
    ...{ name: "disputes", parameters, rowOf: disputeOf },
    fromChain: async (access) =>
      disputesOf(await readOracleHistory(access))
        .filter(({ proposer, rival, status }) =>
          account === undefined ? status === "disputed" : proposer === account || rival === account,
        )
        .slice(0, MAX_LISTED),
  });
}

function requestOf(cells: Cells): RequestSummary {
  return {
    ...{ id: amountIn(cells, "id"), modelId: amountIn(cells, "modelId"), status: statusIn(cells) },
    ...{ requester: getAddress(hexIn(cells, "requester")), blockNumber: amountIn(cells, "blockNumber") },
  };
}

/** The requests that an operator answered, the newest first. */
export function useAnswersOf(operator: Address) {
  return useIndexed<RequestSummary>({
    ...{ name: "requests", parameters: { operator }, rowOf: requestOf },
    fromChain: async (access) => {
      const { oracle } = await readOracleHistory(access);
      const answered = new Set(
        oracle.flatMap(({ eventName, args }) =>
          eventName === "AICallbackResult" && args.invoker === operator ? [args.requestId] : [],
        ),
      );
      return summariesOf(oracle)
        .filter(({ id }) => answered.has(id))
        .slice(0, MAX_LISTED);
    },
  });
}
