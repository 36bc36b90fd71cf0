import { DateTime } from "../../components/time.tsx";
import { TransactionLink } from "../../components/transaction-link.tsx";
import type { RequestMoment } from "../../hooks/read-request.ts";

/** When something happened, and in which transaction. */
export function Moment({ moment }: { moment: RequestMoment }) {
  return (
    <p className="text-xs text-muted">
      <DateTime at={moment.timestamp} /> <br />
      <TransactionLink hash={moment.transactionHash} />
    </p>
  );
}
