import type { Address } from "viem";
import { ActionButton } from "../../components/action-button.tsx";
import { Notice } from "../../components/notice.tsx";
import { claimTokens } from "../../flows/claim-tokens.ts";
import { refund } from "../../flows/refund.ts";
import type { Offering } from "../../hooks/read-offering.ts";
import type { Commitment } from "../../hooks/use-commitment.ts";
import { useMessages } from "../../messages/messages.ts";

interface OwnSettlementProps {
  readonly offering: Offering;
  readonly account: Address;
  readonly own: Pick<Commitment, "settled" | "refundOwed">;
}

/** How an account gets what a decided sale of any kind owes it. */
export function OwnSettlement({ offering, account, own }: OwnSettlementProps) {
  const m = useMessages();
  const succeeded = offering.stage === "succeeded";
  return (
    <>
      {own.settled && <Notice>{succeeded ? m.offering.claimed : m.offering.refunded}</Notice>}
      {!own.settled && succeeded && offering.finalised && (
        <ActionButton action={claimTokens(offering.address, account)} className="w-full" />
      )}
      {own.refundOwed > 0n && <p className="my-3 text-muted">{m.offering.refundOwed}</p>}
      {(own.refundOwed > 0n || (!own.settled && offering.stage === "failed")) && (
        <ActionButton action={refund(offering.address, account)} className="w-full" />
      )}
    </>
  );
}
