import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import type { ListedModel } from "../../hooks/read-model.ts";

interface DueRowProps {
  readonly model: ListedModel;
  /** What kind of thing is due. */
  readonly text: string;
  readonly amount: ReactNode;
  /** The button that gets it. */
  readonly children: ReactNode;
}

/** One thing that an account can get now. */
export function DueRow({ model, text, amount, children }: DueRowProps) {
  return (
    <li className="grid grid-cols-1 items-center gap-x-6 gap-y-3 py-4 first:pt-0 last:pb-0 sm:grid-cols-[1fr_auto_minmax(11rem,auto)]">
      <div className="min-w-0">
        <Link
          to="/models/$modelId"
          params={{ modelId: String(model.id) }}
          className="text-base font-semibold break-words hover:underline"
        >
          {model.name}
        </Link>
        <p className="text-muted">{text}</p>
      </div>
      <p className="min-w-0 text-base font-semibold sm:text-right">{amount}</p>
      {children}
    </li>
  );
}
