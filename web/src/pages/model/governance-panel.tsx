import type { Address } from "viem";
import { Ether } from "../../components/amount.tsx";
import { Fact, Facts } from "../../components/facts.tsx";
import { Panel } from "../../components/panel.tsx";
import { QueryView } from "../../components/query-view.tsx";
import { useGovernance } from "../../hooks/use-governance.ts";
import { useRevenueToken } from "../../hooks/use-revenue-token.ts";
import { useMessages } from "../../messages/messages.ts";
import { ProposalItem } from "./proposal-item.tsx";
import { ProposeForm } from "./propose-form.tsx";

/** The treasury of a token's holders and their newest proposals. */
export function GovernancePanel({ token }: { token: Address }) {
  const m = useMessages();
  const query = useGovernance(token);
  const { data: described } = useRevenueToken(token);
  return (
    <Panel title={m.governance.title}>
      <QueryView query={query}>
        {(governance) => (
          <>
            <Facts>
              <Fact name={m.governance.treasury}>
                <Ether wei={governance.treasuryWei} />
              </Fact>
            </Facts>
            {governance.proposals.length === 0 && <p className="mt-3 text-muted">{m.governance.none}</p>}
            <ul className="divide-y divide-line">
              {governance.proposals.map((proposal) => (
                <li key={String(proposal.id)} className="py-4 last:pb-0">
                  <ProposalItem proposal={proposal} symbol={described?.symbol ?? ""} />
                </li>
              ))}
            </ul>
            <ProposeForm token={token} governance={governance} />
          </>
        )}
      </QueryView>
    </Panel>
  );
}
