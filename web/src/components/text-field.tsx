import { type ComponentProps, type ReactNode, useId } from "react";

interface TextFieldProps extends Omit<ComponentProps<"input">, "onChange" | "value"> {
  readonly label: string;
  readonly value: string;
  readonly hint?: ReactNode;
  readonly problem?: string;
  /** Shown inside at the right, for example a unit. */
  readonly unit?: string;
  onChange(value: string): void;
}

/** A labelled input whose hint and problem are read out with it. */
export function TextField({ label, value, hint, problem, unit, onChange, className = "", ...rest }: TextFieldProps) {
  const id = useId();
  return (
    <div className={className}>
      <label htmlFor={id} className="mb-1.5 block font-medium">
        {label}
      </label>
      <div className="relative">
        <input
          {...rest}
          id={id}
          value={value}
          aria-invalid={problem !== undefined}
          aria-describedby={`${id}-hint`}
          onChange={(event) => onChange(event.target.value)}
          className={`field ${unit ? "pr-16" : ""}`}
        />
        {unit && (
          <span
            aria-hidden="true"
            className="pointer-events-none absolute inset-y-0 right-3 flex items-center text-muted"
          >
            {unit}
          </span>
        )}
      </div>
      <p id={`${id}-hint`} className={`mt-1.5 text-xs ${problem ? "text-danger" : "text-muted"}`}>
        {problem ?? hint}
      </p>
    </div>
  );
}
