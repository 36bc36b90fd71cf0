import { type UseQueryResult, useQuery } from "@tanstack/react-query";
import { type ChainAccess, useChain } from "../../app/chain.ts";
import { askIndex, type Cells } from "./ask-index.ts";

/** Rows, and who told them. */
export interface Indexed<Row> {
  readonly rows: readonly Row[];
  /** `chain`: read from the RPC, because there is no index or it gave no answer. */
  readonly source: "index" | "chain";
  /** Up to this block the index had read everything. */
  readonly blockNumber?: bigint;
}

interface Question<Row> {
  readonly name: string;
  readonly parameters: Readonly<Record<string, string>>;
  /** @throws IndexError for a row that isn't what it should be. */
  readonly rowOf: (cells: Cells) => Row;
  /** The same rows by the RPC alone: slower, and never by another rule. */
  readonly fromChain: (access: ChainAccess) => Promise<readonly Row[]>;
}

/** Reading everything from the chain takes long, so it is repeated more seldom, in polls of the chain. */
const POLLS_OF_INDEX = 2;
const POLLS_OF_CHAIN = 6;

async function ask<Row>(access: ChainAccess, question: Question<Row>): Promise<Indexed<Row>> {
  const { name, parameters, rowOf, fromChain } = question;
  if (access.settings.indexerUrl !== undefined) {
    try {
      const { blockNumber, rows } = await askIndex(access, name, parameters);
      return { rows: rows.map(rowOf), source: "index", blockNumber };
    } catch {
      // Whatever is wrong with the index, the chain has the same to say; the page tells who said it.
    }
  }
  return { rows: await fromChain(access), source: "chain" };
}

/** Asks the index, and the chain itself when that gives no answer. */
export function useIndexed<Row>(question: Question<Row>, enabled = true): UseQueryResult<Indexed<Row>> {
  const access = useChain();
  const { name, parameters } = question;
  return useQuery({
    queryKey: ["chain", access.chain.id, "index", name, JSON.stringify(parameters)],
    queryFn: () => ask(access, question),
    enabled,
    refetchInterval: ({ state }) => access.pollMs * (state.data?.source === "chain" ? POLLS_OF_CHAIN : POLLS_OF_INDEX),
    staleTime: access.pollMs,
  });
}
