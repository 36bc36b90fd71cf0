import type { ReactNode } from "react";
import { useMessages } from "../messages/messages.ts";

export interface TimelineStep {
  readonly title: string;
  readonly state: "done" | "now" | "later" | "bad";
  readonly content?: ReactNode;
}

const DOTS: Readonly<Record<TimelineStep["state"], string>> = {
  done: "border-accent bg-accent",
  now: "border-accent bg-surface ring-4 ring-accent-soft",
  later: "border-line-strong bg-surface",
  bad: "border-danger bg-danger",
};

/** What happened, what happens now, what comes, in order. */
export function Timeline({ steps, label }: { steps: readonly TimelineStep[]; label: string }) {
  const m = useMessages();
  return (
    <ol aria-label={label}>
      {steps.map(({ title, state, content }, i) => (
        <li
          key={title}
          aria-current={state === "now" ? "step" : undefined}
          className="relative flex gap-4 pb-6 last:pb-0"
        >
          {i < steps.length - 1 && (
            <span
              aria-hidden="true"
              className={`absolute top-4 bottom-0 left-[0.4375rem] w-0.5 -translate-x-1/2 ${state === "done" ? "bg-accent" : "bg-line"}`}
            />
          )}
          <span aria-hidden="true" className={`relative mt-1 size-3.5 shrink-0 rounded-full border-2 ${DOTS[state]}`} />
          <div className={`min-w-0 flex-1 ${state === "later" ? "text-muted" : ""}`}>
            <h3 className="font-semibold">{title}</h3>
            {state === "done" && <span className="sr-only">{m.common.done}</span>}
            {content && <div className="mt-1 space-y-2">{content}</div>}
          </div>
        </li>
      ))}
    </ol>
  );
}
