import { useQueryClient } from "@tanstack/react-query";
import { createContext, type ReactNode, use, useCallback, useMemo, useState, useSyncExternalStore } from "react";
import type { TransactionReceipt } from "viem";
import { useConfig } from "wagmi";
import { useChain } from "../app/chain.ts";
import { useMessages } from "../messages/messages.ts";
import type { Action } from "./action.ts";
import type { Transaction } from "./transaction.ts";
import { TransactionLog } from "./transaction-log.ts";

interface Transactions {
  readonly log: TransactionLog;
  run(action: Action): Promise<TransactionReceipt | undefined>;
}

const TransactionsContext = createContext<Transactions | undefined>(undefined);

/** The one transaction engine of the page. */
export function TransactionsProvider({ children }: { children: ReactNode }) {
  const wallet = useConfig();
  const access = useChain();
  const messages = useMessages();
  const queries = useQueryClient();
  const [log] = useState(() => new TransactionLog());
  const run = useCallback(
    async (action: Action) => {
      if (log.underWay(action.key)) return undefined;
      // Before anything is awaited, so that a second click finds it.
      const id = log.begin({ key: action.key, label: action.label(messages), stage: "checking" });
      const { runAction } = await import("./run-action.ts");
      const refresh = () => queries.invalidateQueries({ queryKey: ["chain"] });
      return runAction({ wallet, access, log, messages, refresh }, id, action);
    },
    [wallet, access, log, messages, queries],
  );
  const transactions = useMemo(() => ({ log, run }), [log, run]);
  return <TransactionsContext value={transactions}>{children}</TransactionsContext>;
}

function useTransactionsContext(): Transactions {
  const transactions = use(TransactionsContext);
  if (!transactions) throw new Error("transactions need a TransactionsProvider");
  return transactions;
}

/** Carries out an action; resolves with the receipt once it is confirmed. */
export function useRunAction(): Transactions["run"] {
  return useTransactionsContext().run;
}

/** The transactions of this page, newest first, and how to dismiss one. */
export function useTransactions(): { entries: readonly Transaction[]; dismiss(id: number): void } {
  const { log } = useTransactionsContext();
  const entries = useSyncExternalStore(log.subscribe, log.entries);
  const dismiss = useCallback((id: number) => log.dismiss(id), [log]);
  return { entries, dismiss };
}

/** Whether an action with this key is under way. */
export function useIsUnderWay(key: string): boolean {
  const { log } = useTransactionsContext();
  return useSyncExternalStore(log.subscribe, () => log.underWay(key) !== undefined);
}
