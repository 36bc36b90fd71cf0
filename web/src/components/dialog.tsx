import { type ReactNode, useId } from "react";
import { useMessages } from "../messages/messages.ts";
import { Icon } from "./icon.tsx";

interface DialogProps {
  readonly title: string;
  readonly children: ReactNode;
  onClose(): void;
}

/** A modal on the browser's own `<dialog>`: focus, Escape and the layer above everything come with it. */
export function Dialog({ title, children, onClose }: DialogProps) {
  const id = useId();
  const m = useMessages();
  return (
    <dialog
      ref={(element) => {
        if (element && !element.open) element.showModal();
      }}
      aria-labelledby={id}
      onClose={onClose}
      onClick={(event) => event.target === event.currentTarget && event.currentTarget.close()}
      onKeyDown={(event) => event.key === "Escape" && event.stopPropagation()}
      className="w-[min(26rem,calc(100vw-2rem))] rounded-lg border border-line bg-surface p-0 text-ink shadow-float"
    >
      <div className="p-5">
        <div className="mb-4 flex items-center justify-between">
          <h2 id={id} className="text-lg">
            {title}
          </h2>
          <button
            type="button"
            aria-label={m.common.close}
            onClick={onClose}
            className="grid size-9 place-items-center rounded-md text-lg hover:bg-sunken"
          >
            <Icon name="cross" />
          </button>
        </div>
        {children}
      </div>
    </dialog>
  );
}
