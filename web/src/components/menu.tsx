import { DropdownMenu } from "radix-ui";
import type { ReactNode } from "react";
import { buttonClass } from "./button.tsx";

export interface MenuItem {
  readonly name: string;
  readonly disabled?: boolean;
  onSelect(): void;
}

interface MenuProps {
  readonly trigger: ReactNode;
  /** The trigger's accessible name, when its content isn't it. */
  readonly label?: string;
  readonly heading?: ReactNode;
  readonly items: readonly MenuItem[];
  /** For a menu whose code was loaded by the click that asks for it. */
  readonly defaultOpen?: boolean;
}

/** A button that opens a list of actions. Not modal, so that no style has to be injected (Content-Security-Policy). */
export function Menu({ trigger, label, heading, items, defaultOpen }: MenuProps) {
  return (
    <DropdownMenu.Root modal={false} defaultOpen={defaultOpen}>
      <DropdownMenu.Trigger aria-label={label} className={buttonClass("secondary", "px-3 font-medium")}>
        {trigger}
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content
          align="end"
          sideOffset={6}
          collisionPadding={12}
          className="z-30 w-64 rounded-md border border-line bg-surface p-1.5 text-ink shadow-float"
        >
          {heading && <DropdownMenu.Label className="px-3 py-2 text-xs text-muted">{heading}</DropdownMenu.Label>}
          {items.map(({ name, disabled, onSelect }) => (
            <DropdownMenu.Item
              key={name}
              disabled={disabled}
              onSelect={onSelect}
              className="flex min-h-10 cursor-pointer items-center rounded-sm px-3 outline-none data-disabled:cursor-default data-disabled:text-muted data-highlighted:bg-sunken"
            >
              {name}
            </DropdownMenu.Item>
          ))}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}
