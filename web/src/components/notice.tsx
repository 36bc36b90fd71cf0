import type { ReactNode } from "react";

type NoticeKind = "info" | "warn" | "danger";

const KINDS: Readonly<Record<NoticeKind, string>> = {
  info: "bg-accent-soft text-ink",
  warn: "bg-warn-soft text-warn",
  danger: "bg-danger-soft text-danger",
};

/** Something that the reader must know here. */
export function Notice({
  kind = "info",
  title,
  children,
}: {
  kind?: NoticeKind;
  title?: string;
  children?: ReactNode;
}) {
  return (
    <div className={`rounded-md px-4 py-3 ${KINDS[kind]}`}>
      {title && <p className="font-semibold">{title}</p>}
      {children && <div className={title ? "mt-1" : ""}>{children}</div>}
    </div>
  );
}
