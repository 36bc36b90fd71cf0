import { type ComponentProps, type ReactNode, useId } from "react";

interface TextAreaProps extends Omit<ComponentProps<"textarea">, "onChange" | "value"> {
  readonly label: string;
  readonly value: string;
  readonly hint?: ReactNode;
  readonly problem?: string;
  /** How much of the most is used, at the right under the text. */
  readonly counter: string;
  onChange(value: string): void;
}

/** A labelled text of some lines; hint, problem and counter are read out with it. */
export function TextArea({ label, value, hint, problem, counter, onChange, ...rest }: TextAreaProps) {
  const id = useId();
  return (
    <div>
      <label htmlFor={id} className="mb-1.5 block font-medium">
        {label}
      </label>
      <textarea
        rows={6}
        {...rest}
        id={id}
        value={value}
        aria-invalid={problem !== undefined}
        aria-describedby={`${id}-hint ${id}-counter`}
        onChange={(event) => onChange(event.target.value)}
        className="field block resize-y leading-relaxed"
      />
      <div className="mt-1.5 flex justify-between gap-4 text-xs text-muted">
        <p id={`${id}-hint`} className={problem ? "text-danger" : ""}>
          {problem ?? hint}
        </p>
        <p id={`${id}-counter`} className="figures whitespace-nowrap">
          {counter}
        </p>
      </div>
    </div>
  );
}
