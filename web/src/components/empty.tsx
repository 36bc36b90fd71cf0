import type { ReactNode } from "react";
import { usePageTitle } from "../hooks/use-page-title.ts";

interface EmptyProps {
  readonly title: string;
  readonly text?: string;
  readonly children?: ReactNode;
}

/** All that a page has to say is that there is nothing: its first heading. */
export function EmptyPage(props: EmptyProps) {
  usePageTitle(props.title);
  return <Empty {...props} heading="h1" />;
}

/** Nothing is here yet: why, and what to do. */
export function Empty({
  title,
  text,
  children,
  heading: Heading = "p",
}: EmptyProps & { readonly heading?: "p" | "h1" }) {
  return (
    <div className="rounded-lg border border-dashed border-line-strong px-6 py-10 text-center">
      <Heading className="text-base font-semibold">{title}</Heading>
      {text && <p className="mx-auto mt-1 max-w-md text-muted">{text}</p>}
      {children && <div className="mt-5 flex flex-wrap justify-center gap-3">{children}</div>}
    </div>
  );
}
