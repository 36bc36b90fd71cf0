import { useMutation } from "@tanstack/react-query";
import { useId, useState } from "react";
import { Button, Spinner } from "../../components/button.tsx";
import { Notice } from "../../components/notice.tsx";
import { TextField } from "../../components/text-field.tsx";
import { explainPackageProblem } from "../../hooks/explain-package-problem.ts";
import { fetchPackage, openPackage } from "../../hooks/read-package.ts";
import { useMessages } from "../../messages/messages.ts";
import { filesOfFolder } from "./package-files.ts";

/** A package that was read here, and its address when it was read from one. */
export interface OpenedPackage extends Awaited<ReturnType<typeof openPackage>> {
  readonly address: string;
}

/** React doesn't know the attribute that lets an input take a folder. */
const FOLDER = { webkitdirectory: "" };

/** Reads a package from a folder or from its address; every byte is hashed here. */
export function PackageSource({ onOpened }: { onOpened(opened: OpenedPackage): void }) {
  const m = useMessages();
  const id = useId();
  const [address, setAddress] = useState("");
  const open = useMutation({
    mutationFn: async (source: string | FileList): Promise<OpenedPackage> =>
      typeof source === "string"
        ? { ...(await fetchPackage(source)), address: source }
        : { ...(await openPackage(filesOfFolder(source))), address: "" },
    onSuccess: onOpened,
  });
  return (
    <div className="grid grid-cols-1 gap-5 sm:grid-cols-2">
      <div>
        <label htmlFor={id} className="mb-1.5 block font-medium">
          {m.register.folder}
        </label>
        <input
          {...FOLDER}
          id={id}
          type="file"
          multiple
          onChange={({ target: { files } }) => files && files.length > 0 && open.mutate(files)}
          className="w-full rounded-md border border-dashed border-line-strong p-4 text-xs text-muted file:mr-3 file:min-h-10 file:rounded-md file:border file:border-line-strong file:bg-surface file:px-3 file:text-sm file:font-semibold file:text-ink"
        />
        <p className="mt-1.5 text-xs text-muted">{m.register.folderHint}</p>
      </div>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          open.mutate(address);
        }}
      >
        <TextField
          label={m.register.fetchFrom}
          placeholder="https://"
          value={address}
          onChange={setAddress}
          hint={m.register.fetchHint}
        />
        <Button type="submit" kind="secondary" disabled={address === ""} className="mt-2">
          {m.register.fetch}
        </Button>
      </form>
      <div role="status" className="sm:col-span-2">
        {open.isPending && (
          <p className="flex items-center gap-2 text-muted">
            <Spinner /> {m.register.hashing}
          </p>
        )}
        {open.isError && (
          <Notice kind="danger" title={m.register.unreadable}>
            {explainPackageProblem(open.error, m)}
          </Notice>
        )}
      </div>
    </div>
  );
}
