import { useEffect } from "react";
import { useMessages } from "../messages/messages.ts";
import { isDone, isUnderWay, STAGES, type Transaction } from "../wallet/transaction.ts";
import { useTransactions } from "../wallet/transactions-provider.tsx";
import { Spinner } from "./button.tsx";
import { Icon } from "./icon.tsx";
import { TransactionLink } from "./transaction-link.tsx";

/** How long a success stays: it lies over the page, and the portfolio's history keeps it. */
const DONE_MILLISECONDS = 15_000;

/** The one place where transactions tell how far they are. */
export function TransactionPanel() {
  const m = useMessages();
  const { entries, dismiss } = useTransactions();
  return (
    <section
      aria-label={m.transaction.title}
      className="pointer-events-none fixed inset-x-3 bottom-3 z-20 flex flex-col items-end gap-2 sm:left-auto sm:w-92"
    >
      {entries.map((entry) => (
        <TransactionCard key={entry.id} entry={entry} dismiss={dismiss} />
      ))}
    </section>
  );
}

function TransactionCard({ entry, dismiss }: { entry: Transaction; dismiss(entry: Transaction): void }) {
  const m = useMessages();
  const running = isUnderWay(entry);
  useEffect(() => {
    if (!isDone(entry)) return;
    const timer = setTimeout(() => dismiss(entry), DONE_MILLISECONDS);
    return () => clearTimeout(timer);
  }, [entry, dismiss]);
  const reached = (STAGES as readonly string[]).indexOf(entry.stage);
  return (
    <article
      aria-label={entry.label}
      className="pointer-events-auto w-full rounded-lg border border-line bg-surface p-4 shadow-float"
    >
      <div className="flex items-center gap-2.5">
        {running ? (
          <Spinner />
        ) : (
          <Icon
            name={isDone(entry) ? "check" : "alert"}
            className={isDone(entry) ? "size-5 text-accent" : "size-5 text-danger"}
          />
        )}
        <p className="font-semibold">{entry.label}</p>
        {(!running || entry.stage === "sent") && (
          <button
            type="button"
            aria-label={m.transaction.dismiss(entry.label)}
            onClick={() => dismiss(entry)}
            className="ml-auto grid size-8 place-items-center rounded-md text-base hover:bg-sunken"
          >
            <Icon name="cross" />
          </button>
        )}
      </div>
      {reached >= 0 && (
        <div aria-hidden="true" className="mt-3 flex gap-1">
          {STAGES.map((stage, i) => (
            <span key={stage} className={`h-1 flex-1 rounded-full ${i <= reached ? "bg-accent" : "bg-line"}`} />
          ))}
        </div>
      )}
      {entry.problem ? (
        <p className="mt-2">
          <span className="text-danger">{entry.problem.what}</span> {entry.problem.todo}
        </p>
      ) : (
        <p className="mt-2 text-muted">{m.transaction.stages[entry.stage]}</p>
      )}
      {entry.hash && <TransactionLink hash={entry.hash} />}
    </article>
  );
}
