import { Panel } from "../../components/panel.tsx";
import { useMessages } from "../../messages/messages.ts";

export function RisksPanel() {
  const m = useMessages();
  return (
    <Panel title={m.risks.title}>
      <ul className="space-y-3">
        {m.risks.items.map(({ title, text }) => (
          <li key={title} className="border-l-2 border-warn pl-4">
            <p className="font-semibold">{title}</p>
            <p className="text-muted">{text}</p>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
