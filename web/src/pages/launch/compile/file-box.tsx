import { type ReactNode, useId } from "react";

interface FileBoxProps {
  readonly label: string;
  readonly hint?: ReactNode;
  readonly problem?: string;
  /** As the attribute of the input: endings. */
  readonly accept?: string;
  /** Takes a folder with all that is in it. */
  readonly folder?: boolean;
  readonly multiple?: boolean;
  /** Said when it changes, for example what was found in a folder. */
  readonly found?: string;
  onFiles(files: readonly File[]): void;
}

/** React doesn't know the attribute that lets an input take a folder. */
const FOLDER = { webkitdirectory: "" };

/** A place for files or a folder: the browser's own input, which takes what is dropped on it and the keyboard. */
export function FileBox({ label, hint, problem, accept, folder, multiple, found, onFiles }: FileBoxProps) {
  const id = useId();
  return (
    <div>
      <label htmlFor={id} className="mb-1.5 block font-medium">
        {label}
      </label>
      <input
        {...(folder ? FOLDER : {})}
        id={id}
        type="file"
        accept={accept}
        multiple={folder || multiple}
        aria-invalid={problem !== undefined}
        aria-describedby={`${id}-hint`}
        onChange={({ target: { files } }) => files && files.length > 0 && onFiles([...files])}
        className="w-full rounded-md border border-dashed border-line-strong p-4 text-xs text-muted file:mr-3 file:min-h-10 file:rounded-md file:border file:border-line-strong file:bg-surface file:px-3 file:text-sm file:font-semibold file:text-ink"
      />
      <p id={`${id}-hint`} className={`mt-1.5 text-xs ${problem ? "text-danger" : "text-muted"}`}>
        {problem ?? hint}
      </p>
      <p role="status" className="text-xs font-medium break-words">
        {found}
      </p>
    </div>
  );
}
