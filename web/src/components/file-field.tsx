import { useId } from "react";

interface FileFieldProps {
  readonly label: string;
  /** As the attribute of the input: types or endings. */
  readonly accept: string;
  onFile(file: File): void;
}

/** A file from the reader's own disk, reachable by keyboard. */
export function FileField({ label, accept, onFile }: FileFieldProps) {
  const id = useId();
  return (
    <div>
      <label htmlFor={id} className="mb-1.5 block font-medium">
        {label}
      </label>
      <input
        id={id}
        type="file"
        accept={accept}
        onChange={({ target: { files } }) => files?.[0] && onFile(files[0])}
        className="w-full text-xs text-muted file:mr-3 file:min-h-11 file:rounded-md file:border file:border-line-strong file:bg-surface file:px-4 file:text-sm file:font-semibold file:text-ink"
      />
    </div>
  );
}
