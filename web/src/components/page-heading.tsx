import type { ReactNode } from "react";
import { usePageTitle } from "../hooks/use-page-title.ts";

/** The one first heading of a page, what it is for, and its main action. */
export function PageHeading({ title, text, children }: { title: string; text?: ReactNode; children?: ReactNode }) {
  usePageTitle(title);
  return (
    <div className="mb-6 flex flex-wrap items-end justify-between gap-4 sm:mb-8">
      <div className="max-w-2xl">
        <h1 className="text-xl sm:text-2xl">{title}</h1>
        {text && <p className="mt-2 text-base text-muted">{text}</p>}
      </div>
      {children}
    </div>
  );
}
