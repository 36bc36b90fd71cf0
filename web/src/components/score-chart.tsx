import { useFormat } from "../messages/format.ts";
import { useMessages } from "../messages/messages.ts";

interface ScoreChartProps {
  readonly labels: readonly string[];
  readonly scores: readonly number[];
  readonly best: number | null;
}

/** Scores by label as bars that are also the table behind them: each row is a label, its bar and its number. */
export function ScoreChart({ labels, scores, best }: ScoreChartProps) {
  const m = useMessages();
  const format = useFormat();
  const least = Math.min(...scores);
  const span = Math.max(...scores) - least || 1;
  return (
    <table className="figures w-full">
      <caption className="sr-only">{m.request.scores}</caption>
      <thead className="text-left text-xs text-muted">
        <tr>
          <th className="pr-3 font-medium">{m.request.label}</th>
          <td />
          <th className="pl-3 text-right font-medium">{m.request.score}</th>
        </tr>
      </thead>
      <tbody>
        {labels.map((label, i) => (
          <tr key={label} className={i === best ? "font-semibold" : "text-muted"}>
            <th scope="row" className="pr-3 text-left font-[inherit]">
              {label}
            </th>
            <td aria-hidden="true" className="w-full py-1">
              <div
                className={`h-3.5 rounded-sm ${i === best ? "bg-accent" : "bg-line-strong"}`}
                style={{ width: `${Math.max(1, (((scores[i] ?? least) - least) / span) * 100)}%` }}
              />
            </td>
            <td className="pl-3 text-right">{format.score(scores[i] ?? 0)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
