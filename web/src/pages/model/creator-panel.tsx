import { useChain } from "../../app/chain.ts";
import { Icon } from "../../components/icon.tsx";
import { Panel } from "../../components/panel.tsx";
import type { ListedModel } from "../../hooks/read-model.ts";
import { useMessages } from "../../messages/messages.ts";

/** What the creator can and can't do. The contracts have no owner; this says so for this model. */
export function CreatorPanel({ model }: { model: ListedModel }) {
  const m = useMessages();
  const { deployment } = useChain();
  const shared = model.revenueRouter.toLowerCase() === deployment.launchpad.toLowerCase();
  const lists = [
    {
      title: m.creator.can,
      sign: "check",
      items: [...(shared ? m.creator.canShared : m.creator.canAlone), ...m.creator.canAlways],
    },
    { title: m.creator.cannot, sign: "cross", items: m.creator.cannotAlways },
  ] as const;
  return (
    <Panel title={m.creator.title}>
      <div className="grid grid-cols-1 gap-6 sm:grid-cols-2">
        {lists.map(({ title, sign, items }) => (
          <div key={title}>
            <h3 className="mb-2 font-semibold">{title}</h3>
            <ul className="space-y-2">
              {items.map((item) => (
                <li key={item} className="flex gap-2.5">
                  <Icon name={sign} className={`mt-0.5 size-4 ${sign === "check" ? "text-accent" : "text-muted"}`} />
                  <span>{item}</span>
                </li>
              ))}
            </ul>
          </div>
        ))}
      </div>
    </Panel>
  );
}
