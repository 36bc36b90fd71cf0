import { useExplore } from "../messages/explore-texts.ts";

export interface Bar {
  /** Where it stands on the axis, for people. */
  readonly name: string;
  readonly amount: bigint;
  /** The amount for people. */
  readonly text: string;
  /** Further cells of the table. */
  readonly more?: readonly string[];
}

interface BarChartProps {
  /** What the bars show. */
  readonly title: string;
  /** Heads of the table: of the names, of the amounts, of further cells. */
  readonly heads: readonly string[];
  /** In the order of the axis. */
  readonly bars: readonly Bar[];
}

/** Units of the drawing; the page scales it. */
const WIDTH = 600;
const HEIGHT = 140;
const LEAST = 2;
/** A single bar over the whole width would look like a background. */
const LEAST_SLOTS = 12;
const SCALE = 10_000n;

/** Amounts as bars of one scale from zero, and as the table that says the same. */
export function BarChart({ title, heads, bars }: BarChartProps) {
  const t = useExplore();
  const greatest = bars.reduce((found, bar) => (bar.amount > found.amount ? bar : found), bars[0]);
  if (greatest === undefined) return null;
  const step = WIDTH / Math.max(bars.length, LEAST_SLOTS);
  const gap = Math.min(4, step / 4);
  const heightOf = (amount: bigint) => {
    if (amount <= 0n) return 0;
    return Math.max(LEAST, (Number((amount * SCALE) / greatest.amount) / Number(SCALE)) * HEIGHT);
  };
  return (
    <figure>
      <figcaption className="mb-2 flex flex-wrap items-baseline justify-between gap-x-4">
        <span className="font-medium">{title}</span>
        <span className="figures text-xs text-muted">{t.index.chart.most(greatest.text, greatest.name)}</span>
      </figcaption>
      <svg
        role="img"
        aria-label={title}
        viewBox={`0 0 ${WIDTH} ${HEIGHT + 1}`}
        preserveAspectRatio="none"
        className="block h-36 w-full"
      >
        {[0.5, 0].map((part) => (
          <line
            key={part}
            x1="0"
            x2={WIDTH}
            y1={HEIGHT * part + 0.5}
            y2={HEIGHT * part + 0.5}
            className="stroke-line"
            strokeDasharray="3 5"
            vectorEffect="non-scaling-stroke"
          />
        ))}
        {bars.map((bar, i) => (
          <rect
            key={bar.name + i}
            x={i * step + gap / 2}
            y={HEIGHT - heightOf(bar.amount)}
            width={step - gap}
            height={heightOf(bar.amount)}
            className="fill-accent"
          >
            <title>{`${bar.name}: ${bar.text}`}</title>
          </rect>
        ))}
        <line
          x1="0"
          x2={WIDTH}
          y1={HEIGHT + 0.5}
          y2={HEIGHT + 0.5}
          className="stroke-line-strong"
          vectorEffect="non-scaling-stroke"
        />
      </svg>
      <div aria-hidden="true" className="figures mt-1 flex justify-between text-xs text-muted">
        {bars.length < LEAST_SLOTS ? (
          <span>{bars.length > 1 ? `${bars[0]?.name} – ${bars.at(-1)?.name}` : bars[0]?.name}</span>
        ) : (
          [bars[0], bars.at(-1)].map((bar) => <span key={bar?.name}>{bar?.name}</span>)
        )}
      </div>
      <ChartTable title={title} heads={heads} bars={bars} />
    </figure>
  );
}

/** The newest first, as people read. */
function ChartTable({ title, heads, bars }: BarChartProps) {
  const t = useExplore();
  return (
    <details className="mt-3">
      <summary className="inline-block rounded-sm text-muted underline underline-offset-4 hover:text-ink">
        {t.index.chart.table}
      </summary>
      <table className="figures mt-3 w-full wrap-anywhere">
        <caption className="sr-only">{title}</caption>
        <thead className="text-left text-xs text-muted">
          <tr>
            {heads.map((head, i) => (
              <th key={head} scope="col" className={`py-1 font-medium ${i > 0 ? "pl-2 text-right sm:pl-4" : ""}`}>
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody className="divide-y divide-line">
          {bars.toReversed().map((bar, i) => (
            <tr key={bar.name + i}>
              <th scope="row" className="py-1.5 text-left font-normal">
                {bar.name}
              </th>
              {[bar.text, ...(bar.more ?? [])].map((cell, column) => (
                <td key={column} className="py-1.5 pl-2 text-right sm:pl-4">
                  {cell}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  );
}
