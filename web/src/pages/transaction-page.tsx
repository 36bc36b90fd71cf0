import { useParams } from "@tanstack/react-router";
import { isHash } from "viem";
import { getTransactionReceipt } from "viem/actions";
import { Ether } from "../components/amount.tsx";
import { Fact, Facts } from "../components/facts.tsx";
import { Account, Hash } from "../components/hash.tsx";
import { PageHeading } from "../components/page-heading.tsx";
import { Panel } from "../components/panel.tsx";
import { QueryView } from "../components/query-view.tsx";
import { useChainQuery } from "../hooks/use-chain-query.ts";
import { useIsFinal } from "../hooks/use-is-final.ts";
import { useFormat } from "../messages/format.ts";
import { useMessages } from "../messages/messages.ts";
import { NotFoundPage } from "./not-found-page.tsx";

/** What the chain says of one transaction, for chains without a block explorer. */
export function TransactionPage() {
  const m = useMessages();
  const format = useFormat();
  const { hash } = useParams({ from: "/transactions/$hash" });
  const valid = isHash(hash);
  const isFinal = useIsFinal();
  const query = useChainQuery(
    ["transaction", hash],
    ({ client }) => (valid ? getTransactionReceipt(client, { hash }) : Promise.reject(new Error("not a hash"))),
    { enabled: valid },
  );
  if (!valid) return <NotFoundPage />;
  return (
    <>
      <PageHeading title={m.transaction.pageTitle} />
      <QueryView query={query}>
        {(receipt) => (
          <Panel title={receipt.status === "success" ? m.transaction.succeeded : m.transaction.failedTitle}>
            <Facts>
              <Fact name={m.transaction.hash}>
                <Hash value={hash} label={m.transaction.hash} />
              </Fact>
              <Fact name={m.transaction.block}>{format.count(receipt.blockNumber)}</Fact>
              <Fact name={m.transaction.from}>
                <Account address={receipt.from} label={m.transaction.from} />
              </Fact>
              {receipt.to && (
                <Fact name={m.transaction.to}>
                  <Account address={receipt.to} label={m.transaction.to} />
                </Fact>
              )}
              <Fact name={m.transaction.finality}>
                {isFinal(receipt.blockNumber) === undefined
                  ? "–"
                  : isFinal(receipt.blockNumber)
                    ? m.transaction.isFinal
                    : m.transaction.notFinal}
              </Fact>
              <Fact name={m.transaction.gas}>{format.count(receipt.gasUsed)}</Fact>
              <Fact name={m.transaction.fee}>
                <Ether wei={receipt.gasUsed * receipt.effectiveGasPrice} />
              </Fact>
            </Facts>
          </Panel>
        )}
      </QueryView>
    </>
  );
}
