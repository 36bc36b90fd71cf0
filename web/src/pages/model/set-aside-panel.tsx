import { ActionButton } from "../../components/action-button.tsx";
import { Tokens } from "../../components/amount.tsx";
import { Fact, Facts } from "../../components/facts.tsx";
import { Account } from "../../components/hash.tsx";
import { Panel } from "../../components/panel.tsx";
import { QueryView } from "../../components/query-view.tsx";
import { DateTime } from "../../components/time.tsx";
import { releaseVesting } from "../../flows/release-vesting.ts";
import type { ListedModel } from "../../hooks/read-model.ts";
import { useReleased } from "../../hooks/use-released.ts";
import { useRevenueToken } from "../../hooks/use-revenue-token.ts";
import { useSetAside, type Vesting } from "../../hooks/use-set-aside.ts";
import { useMessages } from "../../messages/messages.ts";
import { DropClaims } from "./drop-claims.tsx";

type Launch = NonNullable<ListedModel["launch"]>;

/** Tokens of a launch that was a success, on their way to whom they were set aside for. */
export function SetAsidePanel({ launch }: { launch: Launch }) {
  const m = useMessages();
  const { data: setAside } = useSetAside(launch);
  const { data: token } = useRevenueToken(launch.token);
  // They lie in the vault until the token starts.
  if (!setAside || !token || token.periodEnd === 0) return null;
  const { vestings, drop } = setAside;
  if (vestings.length === 0 && !drop) return null;
  return (
    <Panel title={m.setAside.title}>
      <div className="divide-y divide-line">
        {vestings.map((vesting) => (
          <VestingRow key={vesting.contract} vesting={vesting} token={launch} symbol={token.symbol} />
        ))}
        {drop && <DropClaims drop={drop} symbol={token.symbol} />}
      </div>
    </Panel>
  );
}

interface VestingRowProps {
  readonly vesting: Vesting;
  readonly token: Launch;
  readonly symbol: string;
}

function VestingRow({ vesting, token: { token }, symbol }: VestingRowProps) {
  const m = useMessages();
  const query = useReleased(vesting.contract, token);
  return (
    <section aria-label={m.token.vesting} className="py-4 first:pt-0 last:pb-0">
      <QueryView query={query}>
        {({ released, releasable }) => (
          <>
            <Facts>
              <Fact name={m.setAside.vestsFor}>
                <Account address={vesting.beneficiary} label={m.token.beneficiary} />
              </Fact>
              <Fact name={m.setAside.released}>
                <Tokens amount={released} symbol={symbol} /> {m.setAside.of}{" "}
                <Tokens amount={vesting.amount} symbol={symbol} />
              </Fact>
              <Fact name={m.setAside.releasable}>
                <Tokens amount={releasable} symbol={symbol} />
              </Fact>
              <Fact name={m.setAside.allBy}>
                <DateTime at={vesting.end} />
              </Fact>
            </Facts>
            {releasable > 0n && (
              <ActionButton kind="secondary" className="mt-3 w-full" action={releaseVesting(vesting.contract, token)} />
            )}
          </>
        )}
      </QueryView>
    </section>
  );
}
