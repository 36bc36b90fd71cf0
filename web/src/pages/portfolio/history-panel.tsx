import type { Address } from "viem";
import { Ether, Tokens } from "../../components/amount.tsx";
import { AssetAmount } from "../../components/asset-amount.tsx";
import { Panel } from "../../components/panel.tsx";
import { QueryView } from "../../components/query-view.tsx";
import { TransactionLink } from "../../components/transaction-link.tsx";
import type { ListedModel } from "../../hooks/read-model.ts";
import { type HistoryEntry, useHistory } from "../../hooks/use-history.ts";
import { useIsFinal } from "../../hooks/use-is-final.ts";
import { useFormat } from "../../messages/format.ts";
import { useMessages } from "../../messages/messages.ts";
import { DownloadCsv } from "./download-csv.tsx";

const SHOWN_ENTRIES = 100;

/** What the account did here, from the chain's events. */
export function HistoryPanel({ models, account }: { models: readonly ListedModel[]; account: Address }) {
  const m = useMessages();
  const format = useFormat();
  const query = useHistory(models, account);
  const isFinal = useIsFinal();
  const nameOf = ({ token }: HistoryEntry) => token && models.find(({ launch }) => launch?.token === token)?.name;
  return (
    <Panel
      title={m.portfolio.history}
      aside={
        query.data && query.data.length > 0 && <DownloadCsv entries={query.data} account={account} nameOf={nameOf} />
      }
    >
      <QueryView query={query}>
        {(entries) =>
          entries.length === 0 ? (
            <p className="text-muted">{m.portfolio.noHistory}</p>
          ) : (
            <>
              {entries.length > SHOWN_ENTRIES && (
                <p className="mb-3 text-muted">{m.portfolio.newest(format.count(SHOWN_ENTRIES))}</p>
              )}
              <ul className="divide-y divide-line">
                {entries.slice(0, SHOWN_ENTRIES).map((entry) => (
                  <HistoryLine
                    key={`${entry.transactionHash} ${entry.logIndex}`}
                    entry={entry}
                    name={nameOf(entry)}
                    isFinal={isFinal(entry.blockNumber)}
                  />
                ))}
              </ul>
            </>
          )
        }
      </QueryView>
    </Panel>
  );
}

interface HistoryLineProps {
  readonly entry: HistoryEntry;
  readonly name: string | undefined;
  /** Undefined while that isn't known. */
  readonly isFinal: boolean | undefined;
}

function HistoryLine({ entry, name, isFinal }: HistoryLineProps) {
  const m = useMessages();
  const format = useFormat();
  return (
    <li className="grid grid-cols-[1fr_auto] items-baseline gap-x-6 py-3 first:pt-0 last:pb-0">
      <div className="min-w-0">
        <p className="font-medium">
          {m.portfolio.kinds[entry.kind]}
          {name && <span className="font-normal text-muted"> · {name}</span>}
        </p>
        <p className="flex flex-wrap items-baseline gap-x-3 text-xs text-muted">
          <span className="figures">{m.footer.block(format.count(entry.blockNumber))}</span>
          <TransactionLink hash={entry.transactionHash} />
          {isFinal === false && <span>{m.transaction.notFinalShort}</span>}
        </p>
      </div>
      <p className="figures text-right font-medium">
        {entry.tokens !== undefined && (
          <span className="block">
            <Tokens amount={entry.tokens} symbol={m.portfolio.tokens} />
          </span>
        )}
        {entry.amountWei !== undefined && (entry.tokens === undefined || entry.amountWei > 0n) && (
          <Ether wei={entry.amountWei} />
        )}
        {entry.asset && <AssetAmount {...entry.asset} />}
      </p>
    </li>
  );
}
