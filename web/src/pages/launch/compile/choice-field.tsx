import { useId } from "react";

interface ChoiceFieldProps<T extends string> {
  readonly label: string;
  readonly value: T;
  /** Names by value, in the order in which they are offered. */
  readonly options: Readonly<Record<T, string>>;
  onChange(value: T): void;
}

/** One of a few, in a labelled list. */
export function ChoiceField<T extends string>({ label, value, options, onChange }: ChoiceFieldProps<T>) {
  const id = useId();
  const values = Object.keys(options) as T[];
  return (
    <div>
      <label htmlFor={id} className="mb-1.5 block font-medium">
        {label}
      </label>
      <select
        id={id}
        className="field"
        value={value}
        onChange={(event) => {
          const chosen = values.find((each) => each === event.target.value);
          if (chosen !== undefined) onChange(chosen);
        }}
      >
        {values.map((each) => (
          <option key={each} value={each}>
            {options[each]}
          </option>
        ))}
      </select>
    </div>
  );
}
