import { useQueryClient } from "@tanstack/react-query";
import {
  createContext,
  type ReactNode,
  use,
  useCallback,
  useEffect,
  useMemo,
  useState,
  useSyncExternalStore,
} from "react";
import type { TransactionReceipt } from "viem";
import { useConfig } from "wagmi";
import { useChain } from "../app/chain.ts";
import { useMessages } from "../messages/messages.ts";
import type { Action } from "./action.ts";
import { type SentTransaction, SentTransactions } from "./sent-transactions.ts";
import type { Transaction } from "./transaction.ts";
import { TransactionLog } from "./transaction-log.ts";

interface Transactions {
  readonly log: TransactionLog;
  /** Takes an ended one away, and stops following one that the network may have forgotten. */
  dismiss(entry: Pick<Transaction, "id" | "key">): void;
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
  const [sent] = useState(() => new SentTransactions(access.chain.id));
  // Hashes of what is confirmed and watched until it is final.
  const [watched] = useState(() => new Set<string>());
  const engine = useMemo(() => {
    const refresh = () => queries.invalidateQueries({ queryKey: ["chain"] });
    return { wallet, access, log, sent, messages, refresh };
  }, [wallet, access, log, sent, messages, queries]);
  // What was sent before a reload, or by another tab, is followed here as well.
  useEffect(() => {
    // The entry's id in the log of one that is confirmed and has no card: no entry has it.
    const NO_CARD = 0;
    const watch = async (one: SentTransaction) => {
      if (watched.has(one.hash)) return;
      watched.add(one.hash);
      const { followUntilFinal } = await import("./follow-transaction.ts");
      await followUntilFinal(engine, NO_CARD, one);
      watched.delete(one.hash);
    };
    const resume = () => {
      for (const one of sent.all().filter(({ key, isConfirmed }) => isConfirmed || !log.underWay(key))) {
        const { key, label, hash } = one;
        if (one.isConfirmed) {
          void watch(one);
          continue;
        }
        const id = log.begin({ key, label, stage: "sent", hash });
        void import("./follow-transaction.ts").then(({ followTransaction }) => followTransaction(engine, id, one));
      }
    };
    resume();
    return sent.onChange(resume);
  }, [engine, log, sent, watched]);
  const run = useCallback(
    async (action: Action) => {
      if (log.underWay(action.key)) return undefined;
      // Before anything is awaited, so that a second click finds it.
      const id = log.begin({ key: action.key, label: action.label(messages), stage: "checking" });
      const { runAction } = await import("./run-action.ts");
      return runAction(engine, id, action);
    },
    [engine, log, messages],
  );
  const dismiss = useCallback(
    ({ id, key }: Pick<Transaction, "id" | "key">) => {
      sent.forget(key);
      log.dismiss(id);
    },
    [sent, log],
  );
  const transactions = useMemo(() => ({ log, run, dismiss }), [log, run, dismiss]);
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
export function useTransactions(): { entries: readonly Transaction[]; dismiss: Transactions["dismiss"] } {
  const { log, dismiss } = useTransactionsContext();
  const entries = useSyncExternalStore(log.subscribe, log.entries);
  return { entries, dismiss };
}

/** Whether an action with this key is under way. */
export function useIsUnderWay(key: string): boolean {
  const { log } = useTransactionsContext();
  return useSyncExternalStore(log.subscribe, () => log.underWay(key) !== undefined);
}
