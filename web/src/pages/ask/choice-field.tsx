import { useId } from "react";
import { useMessages } from "../../messages/messages.ts";

/** More labels than this are a list to open. */
const MOST_BUTTONS = 24;

interface ChoiceFieldProps {
  readonly name: string;
  readonly labels: readonly string[];
  /** Index of a label. */
  readonly chosen: number | undefined;
  onValue(value: Uint8Array | undefined): void;
}

/** One of some labels: buttons, of which one is pressed in. */
export function ChoiceField({ name, labels, chosen, onValue }: ChoiceFieldProps) {
  const m = useMessages();
  const id = useId();
  const choose = (index: number) => onValue(Uint8Array.of(index));
  if (labels.length > MOST_BUTTONS) {
    return (
      <div>
        <label htmlFor={id} className="mb-1.5 block font-medium">
          {m.ask.fieldName(name)}
        </label>
        <select
          id={id}
          className="field"
          value={chosen ?? ""}
          onChange={(event) => (event.target.value === "" ? onValue(undefined) : choose(Number(event.target.value)))}
        >
          <option value="">{m.ask.chooseOne}</option>
          {labels.map((label, i) => (
            <option key={label} value={i}>
              {label}
            </option>
          ))}
        </select>
      </div>
    );
  }
  return (
    <fieldset>
      <legend className="mb-1.5 font-medium">{m.ask.fieldName(name)}</legend>
      <div className="flex flex-wrap gap-2">
        {labels.map((label, i) => (
          <label
            key={label}
            className="grid min-h-11 min-w-11 place-items-center rounded-md border border-line-strong bg-surface px-3 text-base font-semibold hover:bg-sunken has-checked:border-accent has-checked:bg-accent has-checked:text-on-accent has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-accent"
          >
            <input type="radio" name={id} className="sr-only" checked={chosen === i} onChange={() => choose(i)} />
            {label}
          </label>
        ))}
      </div>
    </fieldset>
  );
}
