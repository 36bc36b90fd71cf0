import { useId } from "react";
import { TextField } from "../../components/text-field.tsx";
import { useMessages } from "../../messages/messages.ts";
import type { StepProps } from "./launch-page.tsx";
import type { FieldProblems } from "./launch-problems.ts";

interface OfferingTimesProps extends Pick<StepProps, "draft" | "change"> {
  readonly problems: FieldProblems;
}

/** When it starts and how long it runs. */
export function OfferingTimes({ draft, change, problems }: OfferingTimesProps) {
  const m = useMessages();
  const id = useId();
  return (
    <div className="mt-5 grid grid-cols-1 gap-5 sm:grid-cols-2">
      <div>
        <label htmlFor={`${id}-start`} className="mb-1.5 block font-medium">
          {m.offering.start}
        </label>
        <select
          id={`${id}-start`}
          className="field"
          value={draft.start}
          onChange={(event) => change({ start: event.target.value })}
        >
          <option value="launch">{m.launch.startWithLaunch}</option>
          <option value="time">{m.launch.startAtTime}</option>
        </select>
        {draft.start === "time" && (
          <TextField
            className="mt-3"
            type="datetime-local"
            label={m.launch.startAt}
            value={draft.startAt}
            onChange={(startAt) => change({ startAt })}
            problem={problems.startAt && m.launch.problems[problems.startAt]}
            hint={m.launch.localTime}
          />
        )}
      </div>
      <div className="grid grid-cols-[1fr_7rem] gap-2">
        <TextField
          label={m.launch.length}
          inputMode="decimal"
          value={draft.length}
          onChange={(length) => change({ length })}
          problem={problems.length && m.launch.problems[problems.length]}
          hint={m.launch.lengthHint}
        />
        <div>
          <label htmlFor={`${id}-unit`} className="mb-1.5 block font-medium">
            {m.launch.lengthUnit}
          </label>
          <select
            id={`${id}-unit`}
            className="field"
            value={draft.lengthUnit}
            onChange={(event) => change({ lengthUnit: event.target.value })}
          >
            <option value="days">{m.launch.days}</option>
            <option value="hours">{m.launch.hours}</option>
          </select>
        </div>
      </div>
    </div>
  );
}
