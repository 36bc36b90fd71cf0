import { type ReactNode, useId } from "react";

interface PanelProps {
  readonly title: string;
  /** Beside the title, for example a badge. */
  readonly aside?: ReactNode;
  readonly children: ReactNode;
  readonly className?: string;
}

/** One subject on a page: a titled region. */
export function Panel({ title, aside, children, className = "" }: PanelProps) {
  const id = useId();
  return (
    <section aria-labelledby={id} className={`rounded-lg border border-line bg-surface p-5 sm:p-6 ${className}`}>
      <div className="mb-4 flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
        <h2 id={id} className="text-lg">
          {title}
        </h2>
        {aside}
      </div>
      {children}
    </section>
  );
}
