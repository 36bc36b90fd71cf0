import { Tokens } from "../../components/amount.tsx";
import { Button } from "../../components/button.tsx";
import { Fact, Facts } from "../../components/facts.tsx";
import { Account } from "../../components/hash.tsx";
import { Notice } from "../../components/notice.tsx";
import { saveFile } from "../../components/save-file.ts";
import { useFormat } from "../../messages/format.ts";
import { useMessages } from "../../messages/messages.ts";
import type { SetAsideTerms } from "./allocation-terms.ts";
import type { Allocation } from "./use-allocation.ts";

interface ReviewSetAsideProps {
  readonly setAside: SetAsideTerms;
  readonly allocation: Allocation | undefined;
  readonly symbol: string;
}

/** Every vesting and the drop once more, and the drop's file to keep. */
export function ReviewSetAside({ setAside, allocation, symbol }: ReviewSetAsideProps) {
  const m = useMessages();
  const format = useFormat();
  const { vestings, contributors } = setAside;
  if (vestings.length === 0 && contributors.length === 0) return null;
  const drop = allocation?.drop;
  const unclaimedTo = allocation?.terms.drop.unclaimedTo;
  return (
    <section aria-label={m.settingAside.title} className="mt-6 border-t border-line pt-4">
      <h3 className="mb-3 font-semibold">{m.settingAside.title}</h3>
      <Facts>
        {vestings.map((vesting, i) => (
          // Two may be the same, and their order doesn't change here.
          <Fact key={i} name={m.token.vesting}>
            <Tokens amount={vesting.amount} symbol={symbol} />,{" "}
            <Account address={vesting.beneficiary} label={m.token.beneficiary} />,{" "}
            {m.settingAside.times(format.duration(vesting.cliffSeconds), format.duration(vesting.durationSeconds))}
          </Fact>
        ))}
        {drop && (
          <Fact name={m.token.drop}>
            <Tokens amount={drop.amount} symbol={symbol} />,{" "}
            {m.settingAside.claimedWithin(format.count(contributors.length), format.duration(setAside.claimSeconds))}
          </Fact>
        )}
        {drop && unclaimedTo && (
          <Fact name={m.settingAside.unclaimedTo}>
            <Account address={unclaimedTo} label={m.settingAside.unclaimedTo} />
          </Fact>
        )}
      </Facts>
      {contributors.length > 0 && (
        <div className="mt-4 space-y-3">
          <Notice>{m.settingAside.keepFile}</Notice>
          <Button
            kind="secondary"
            disabled={!drop}
            onClick={() => drop && saveFile([drop.file], "application/json;charset=utf-8", `drop-${symbol}.json`)}
          >
            {m.settingAside.saveFile}
          </Button>
        </div>
      )}
    </section>
  );
}
