import { useChain } from "../../app/chain.ts";
import { ActionButton } from "../../components/action-button.tsx";
import { Button } from "../../components/button.tsx";
import { Notice } from "../../components/notice.tsx";
import { launch, NO_DROP, type OfferingTerms, type TokenTerms } from "../../flows/launch.ts";
import type { ListedModel } from "../../hooks/read-model.ts";
import { useMessages } from "../../messages/messages.ts";
import type { SetAsideTerms } from "./allocation-terms.ts";
import { ReviewSetAside } from "./review-set-aside.tsx";
import { useAllocation } from "./use-allocation.ts";

interface LaunchButtonsProps {
  readonly model: ListedModel;
  readonly token: TokenTerms;
  readonly offering: OfferingTerms;
  readonly setAside: SetAsideTerms;
  onBack(): void;
  onLaunched(): void;
}

/** What is set aside, what can't be undone, and the transaction. */
export function LaunchButtons({ model, token, offering, setAside, onBack, onLaunched }: LaunchButtonsProps) {
  const m = useMessages();
  const { deployment } = useChain();
  const allocation = useAllocation(setAside, model.developer);
  const terms = allocation?.terms ?? { vestings: setAside.vestings, drop: NO_DROP };
  return (
    <>
      <ReviewSetAside setAside={setAside} allocation={allocation} symbol={token.symbol} />
      <div className="mt-6">
        <Notice kind="warn" title={m.launch.forever}>
          {m.launch.foreverText}
        </Notice>
      </div>
      <div className="mt-6 flex justify-between gap-3">
        <Button kind="quiet" onClick={onBack}>
          {m.launch.back}
        </Button>
        <ActionButton
          action={launch(deployment.launchpad, model.id, token, offering, terms)}
          disabled={allocation === undefined}
          onConfirmed={onLaunched}
        />
      </div>
    </>
  );
}
