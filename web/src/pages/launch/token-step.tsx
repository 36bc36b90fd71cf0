import { Panel } from "../../components/panel.tsx";
import { TextField } from "../../components/text-field.tsx";
import { useChainTime } from "../../hooks/use-chain-time.ts";
import { useFormat } from "../../messages/format.ts";
import { useMessages } from "../../messages/messages.ts";
import type { StepProps } from "./launch-page.tsx";
import { launchTerms } from "./launch-terms.ts";
import { StepButtons } from "./step-buttons.tsx";
import { useCurrency } from "./use-currency.ts";

/** The revenue token: its name, and how revenue is split. */
export function TokenStep({ draft, change, goTo }: StepProps) {
  const m = useMessages();
  const format = useFormat();
  const now = useChainTime() ?? 0;
  const { token, problems } = launchTerms(draft, now, useCurrency(draft));
  const problem = (field: keyof typeof problems) => {
    const name = problems[field];
    return draft[field] !== "" && name ? m.launch.problems[name] : undefined;
  };
  return (
    <Panel title={m.launch.stepNames.token}>
      <div className="grid grid-cols-1 gap-5 sm:grid-cols-2">
        <TextField
          label={m.launch.tokenName}
          value={draft.tokenName}
          onChange={(tokenName) => change({ tokenName })}
          problem={problem("tokenName")}
          hint={m.launch.tokenNameHint}
        />
        <TextField
          label={m.launch.tokenSymbol}
          value={draft.tokenSymbol}
          onChange={(tokenSymbol) => change({ tokenSymbol: tokenSymbol.toUpperCase() })}
          problem={problem("tokenSymbol")}
          hint={m.launch.tokenSymbolHint}
        />
        <TextField
          label={m.launch.holderShare}
          unit="%"
          inputMode="decimal"
          value={draft.holderPercent}
          onChange={(holderPercent) => change({ holderPercent })}
          problem={problem("holderPercent")}
          hint={m.launch.holderShareHint}
        />
        <TextField
          label={m.launch.period}
          unit={m.launch.days}
          inputMode="decimal"
          value={draft.periodDays}
          onChange={(periodDays) => change({ periodDays })}
          problem={problem("periodDays")}
          hint={m.launch.periodHint}
        />
      </div>
      {token && (
        <p className="mt-5 rounded-md bg-paper p-4">
          {m.token.gives(
            token.name,
            token.symbol,
            format.percent(token.holderShareBps),
            format.duration(token.periodSeconds),
          )}{" "}
          {token.holderShareBps < 10_000 && m.token.redeems(format.percent(10_000 - token.holderShareBps))}
        </p>
      )}
      <StepButtons ready={token !== undefined} onBack={() => goTo("model")} onNext={() => goTo("offering")} />
    </Panel>
  );
}
