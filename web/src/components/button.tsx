import type { ComponentProps } from "react";

type ButtonKind = "primary" | "secondary" | "quiet";

const BASE =
  "inline-flex min-h-11 items-center justify-center gap-2 rounded-md px-4 py-1.5 text-center text-sm font-semibold text-balance transition-colors sm:whitespace-nowrap disabled:opacity-55 aria-disabled:opacity-55";

const KINDS: Readonly<Record<ButtonKind, string>> = {
  primary: "bg-accent text-on-accent hover:bg-accent-strong",
  secondary: "border border-line-strong bg-surface text-ink hover:bg-sunken",
  quiet: "text-ink hover:bg-sunken",
};

/** The look of a button, for links that lead to an action too. */
export function buttonClass(kind: ButtonKind = "primary", extra = ""): string {
  return `${BASE} ${KINDS[kind]} ${extra}`;
}

export function Button({ kind, className, ...rest }: ComponentProps<"button"> & { kind?: ButtonKind }) {
  return <button type="button" {...rest} className={buttonClass(kind, className)} />;
}

export function Spinner() {
  return (
    <span
      aria-hidden="true"
      className="size-4 shrink-0 animate-spin rounded-full border-2 border-current border-r-transparent"
    />
  );
}
