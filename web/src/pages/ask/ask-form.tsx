import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { type Hex, toHex } from "viem";
import { useChain } from "../../app/chain.ts";
import { ActionButton } from "../../components/action-button.tsx";
import { Ether } from "../../components/amount.tsx";
import { AssetAmount, Price } from "../../components/asset-amount.tsx";
import { Fact, Facts } from "../../components/facts.tsx";
import { Notice } from "../../components/notice.tsx";
import { Panel } from "../../components/panel.tsx";
import { QueryView, Skeleton } from "../../components/query-view.tsx";
import { ask, requestIdOf } from "../../flows/ask.ts";
import type { ListedModel } from "../../hooks/read-model.ts";
import { useQuote } from "../../hooks/use-oracle.ts";
import { usePackage } from "../../hooks/use-package.ts";
import { useFormat } from "../../messages/format.ts";
import { useMessages } from "../../messages/messages.ts";
import { ModelInput } from "./model-input.tsx";
import { SignSteps } from "./sign-steps.tsx";

/** The input on one side; price, bond and time on the other, before anything is signed. */
export function AskForm({ model }: { model: ListedModel }) {
  const m = useMessages();
  const content = usePackage(model);
  const [input, setInput] = useState<Uint8Array>();
  return (
    <div className="grid grid-cols-1 items-start gap-5 lg:grid-cols-[1fr_22rem]">
      <Panel title={m.ask.input}>
        {content.isError && (
          <div className="mb-4">
            <Notice kind="warn">{m.ask.packageUnread}</Notice>
          </div>
        )}
        {content.isPending ? (
          <Skeleton lines={4} />
        ) : (
          <ModelInput model={model} content={content.data} input={input} onInput={setInput} />
        )}
      </Panel>
      <QuotePanel model={model} input={input && toHex(input)} />
    </div>
  );
}

function QuotePanel({ model, input }: { model: ListedModel; input: Hex | undefined }) {
  const m = useMessages();
  const format = useFormat();
  const { deployment } = useChain();
  const navigate = useNavigate();
  const query = useQuote(model);
  const action = (priceWei: bigint) => ask(deployment.inferenceOracle, model.id, input ?? "0x", priceWei);
  return (
    <Panel title={m.ask.beforeYouSign}>
      <QueryView query={query}>
        {({ priceWei, bondWei, windowSeconds, timeoutSeconds }) => (
          <>
            <Facts>
              <Fact name={m.ask.price}>
                <Price model={model} />
              </Fact>
              <Fact name={m.ask.toModel}>
                <AssetAmount asset={model.feeAsset} amount={model.feeAmount} />
              </Fact>
              <Fact name={m.ask.toOperator}>
                <Ether wei={model.operatorRewardWei} />
              </Fact>
              <Fact name={m.ask.bond}>
                <Ether wei={bondWei} />
              </Fact>
              <Fact name={m.ask.answerWithin}>{format.duration(timeoutSeconds)}</Fact>
              <Fact name={m.ask.finalAfter}>{format.duration(windowSeconds)}</Fact>
            </Facts>
            <p className="mt-3 text-xs text-muted">{m.ask.refundNote}</p>
            <div className="mt-4">
              <SignSteps model={model} ask={action(priceWei)}>
                <ActionButton
                  className="w-full"
                  disabled={!input}
                  action={action(priceWei)}
                  onConfirmed={(receipt) => {
                    const id = requestIdOf(receipt);
                    if (id === undefined) return;
                    void navigate({ to: "/requests/$requestId", params: { requestId: String(id) } });
                  }}
                />
                {!input && <p className="mt-2 text-xs text-muted">{m.ask.inputFirst}</p>}
              </SignSteps>
            </div>
          </>
        )}
      </QueryView>
    </Panel>
  );
}
