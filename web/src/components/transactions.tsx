import { lazy, Suspense } from "react";
import { type Messages, useMessages } from "../messages/messages.ts";
import type { Transaction } from "../wallet/transaction.ts";
import { useTransactions } from "../wallet/transactions-provider.tsx";

const TransactionPanel = lazy(async () => ({ default: (await import("./transaction-panel.tsx")).TransactionPanel }));

function sentence({ label, stage, problem }: Transaction, m: Messages): string {
  return `${label}: ${problem ? `${problem.what} ${problem.todo}` : m.transaction.stages[stage]}`;
}

/** The live region of transactions, there from the start so that it is read out, and their panel once there is one. */
export function Transactions() {
  const m = useMessages();
  const { entries } = useTransactions();
  return (
    <>
      <div role="status" className="sr-only">
        {entries.map((entry) => sentence(entry, m)).join(" ")}
      </div>
      <Suspense>{entries.length > 0 && <TransactionPanel />}</Suspense>
    </>
  );
}
