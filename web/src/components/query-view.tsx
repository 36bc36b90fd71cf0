import type { UseQueryResult } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { BaseError } from "viem";
import { useMessages } from "../messages/messages.ts";
import { Button } from "./button.tsx";
import { Notice } from "./notice.tsx";

interface QueryViewProps<T> {
  readonly query: UseQueryResult<T>;
  /** What the place looks like while it is read the first time. */
  readonly loading?: ReactNode;
  children(data: T): ReactNode;
}

/** Loading, failed, or there: the three states of everything that is read. Stale data stays while it can't be renewed. */
export function QueryView<T>({ query, loading, children }: QueryViewProps<T>) {
  const m = useMessages();
  if (query.data !== undefined) return children(query.data);
  if (query.isError) {
    return (
      <Notice kind="danger" title={m.common.readFailed}>
        <p>{query.error instanceof BaseError ? query.error.shortMessage : query.error?.message}</p>
        <Button kind="secondary" className="mt-3" onClick={() => query.refetch()}>
          {m.common.retry}
        </Button>
      </Notice>
    );
  }
  return (
    <div role="status">
      <span className="sr-only">{m.common.loading}</span>
      {loading ?? <Skeleton lines={3} />}
    </div>
  );
}

export function Skeleton({ lines }: { lines: number }) {
  return (
    <div aria-hidden="true" className="animate-pulse space-y-3 py-1">
      {Array.from({ length: lines }, (_, i) => (
        <div key={i} className="h-4 rounded-sm bg-sunken" style={{ width: `${92 - ((i * 23) % 40)}%` }} />
      ))}
    </div>
  );
}
