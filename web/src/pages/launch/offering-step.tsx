import { ETHER } from "@openimo/contracts";
import { AssetAmount } from "../../components/asset-amount.tsx";
import { Button } from "../../components/button.tsx";
import { Fact, Facts } from "../../components/facts.tsx";
import { Panel } from "../../components/panel.tsx";
import { TextField } from "../../components/text-field.tsx";
import { DateTime } from "../../components/time.tsx";
import { pricePerToken } from "../../hooks/read-offering.ts";
import { useChainTime } from "../../hooks/use-chain-time.ts";
import { useFormat } from "../../messages/format.ts";
import { useMessages } from "../../messages/messages.ts";
import type { StepProps } from "./launch-page.tsx";
import { type LaunchTerms, launchTerms } from "./launch-terms.ts";
import { OfferingTimes } from "./offering-times.tsx";
import { SetAsideFields } from "./set-aside-fields.tsx";
import { StepButtons } from "./step-buttons.tsx";
import { useCurrency } from "./use-currency.ts";

/** Starting points that hold together; every number can be changed after. */
const PRESETS = {
  small: {
    saleSupply: "800000",
    developerSupply: "200000",
    softCap: "1",
    hardCap: "5",
    accountCap: "1",
    length: "3",
    lengthUnit: "days",
  },
  medium: {
    saleSupply: "800000",
    developerSupply: "200000",
    softCap: "5",
    hardCap: "20",
    accountCap: "",
    length: "7",
    lengthUnit: "days",
  },
  large: {
    saleSupply: "7000000",
    developerSupply: "3000000",
    softCap: "50",
    hardCap: "250",
    accountCap: "25",
    length: "14",
    lengthUnit: "days",
  },
} as const;

const AMOUNTS = ["saleSupply", "developerSupply", "softCap", "hardCap", "accountCap", "liquidityPercent"] as const;

/** What is sold, for how much, until when. */
export function OfferingStep({ draft, change, goTo }: StepProps) {
  const m = useMessages();
  const now = useChainTime() ?? 0;
  const currency = useCurrency(draft);
  const terms = launchTerms(draft, now, currency);
  const units = {
    saleSupply: draft.tokenSymbol,
    developerSupply: draft.tokenSymbol,
    softCap: currency?.symbol,
    hardCap: currency?.symbol,
    accountCap: currency?.symbol,
    liquidityPercent: "%",
  };
  const { offering, problems } = terms;
  return (
    <Panel title={m.launch.stepNames.offering}>
      <div className="mb-5 flex flex-wrap items-center gap-2">
        <span className="mr-1 text-muted">{m.launch.presets}</span>
        {(["small", "medium", "large"] as const).map((name) => (
          <Button key={name} kind="secondary" onClick={() => change(PRESETS[name])}>
            {m.launch.presetNames[name]}
          </Button>
        ))}
      </div>
      <div className="grid grid-cols-1 gap-5 sm:grid-cols-2">
        {AMOUNTS.map((field) => {
          const problem = problems[field];
          return (
            <TextField
              key={field}
              label={m.launch.fields[field]}
              unit={units[field]}
              inputMode="decimal"
              value={draft[field]}
              onChange={(value) => change({ [field]: value })}
              problem={problem && m.launch.problems[problem]}
              hint={m.launch.fieldHints[field]}
            />
          );
        })}
      </div>
      <TextField
        className="mt-5"
        label={m.launch.currency}
        value={draft.currency}
        onChange={(text) => change({ currency: text })}
        placeholder={ETHER.symbol}
        spellCheck={false}
        problem={problems.currency && currency === null ? m.launch.problems.currency : undefined}
        hint={m.launch.currencyHint}
      />
      <OfferingTimes draft={draft} change={change} problems={problems} />
      <SetAsideFields draft={draft} change={change} terms={terms} />
      {offering && <Result terms={terms} offering={offering} />}
      <StepButtons ready={offering !== undefined} onBack={() => goTo("token")} onNext={() => goTo("review")} />
    </Panel>
  );
}

function Result({ terms, offering }: { terms: LaunchTerms; offering: NonNullable<LaunchTerms["offering"]> }) {
  const m = useMessages();
  const format = useFormat();
  const { sale, fixedPrice } = offering;
  const supply = sale.saleSupply + sale.developerSupply + terms.setAside.tokens;
  return (
    <div className="mt-5 rounded-md bg-paper p-4">
      <Facts>
        <Fact name={m.offering.price}>
          <AssetAmount asset={sale.currency} amount={pricePerToken({ ...sale, ...fixedPrice })} />
        </Fact>
        <Fact name={m.launch.soldShare}>{format.percent(Number((sale.saleSupply * 10_000n) / supply))}</Fact>
        <Fact name={m.offering.end}>
          <DateTime at={terms.startsAt + (sale.end - terms.startsAt)} />
        </Fact>
      </Facts>
    </div>
  );
}
