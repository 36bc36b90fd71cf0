import type { ReactNode } from "react";

interface BootProblemProps {
  readonly title: string;
  readonly text: string;
  readonly detail?: string;
  readonly children?: ReactNode;
}

/** A full page for what makes the whole app useless: no configuration, the wrong chain, no contracts. */
export function BootProblem({ title, text, detail, children }: BootProblemProps) {
  return (
    <main className="mx-auto flex min-h-dvh max-w-xl flex-col justify-center gap-4 px-5 py-12">
      <p className="font-semibold text-accent">OpenIMO</p>
      <h1 className="text-xl">{title}</h1>
      <p className="text-base text-muted">{text}</p>
      {detail && <p className="rounded-md bg-sunken p-3 font-mono text-xs break-words">{detail}</p>}
      {children}
    </main>
  );
}
