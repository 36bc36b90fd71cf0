import { useCallback, useEffect, useRef, useState } from "react";
import { forgetCompiled, keepCompiled, keptCompiled } from "../../../compilation/compiled-store.ts";
import type { CompilationJob, CompilationProblem, CompilationProgress, Files } from "../../../compilation/job.ts";
import { CannotCompileError, startCompilation } from "../../../compilation/start-compilation.ts";
import { openPackage } from "../../../hooks/read-package.ts";

type Opened = Awaited<ReturnType<typeof openPackage>>;

export type Compilation =
  | { readonly state: "restoring" }
  | { readonly state: "idle"; readonly problem?: CompilationProblem; readonly isCancelled?: boolean }
  | { readonly state: "running"; readonly progress?: CompilationProgress }
  | {
      readonly state: "done";
      readonly files: Files;
      readonly opened: Opened;
      readonly isKept: boolean;
      /** Whether it was made just now, not before a reload. */
      readonly isNew: boolean;
    };

type Done = Extract<Compilation, { state: "done" }>;

/** Every byte is hashed here again: what a worker or a store says about a package counts for nothing. */
async function openFiles(files: Files): Promise<Opened> {
  const { memoryPackageFiles } = await import("@openimo/runtime");
  return openPackage(memoryPackageFiles(files));
}

const problemOf = (error: unknown): CompilationProblem =>
  error instanceof CannotCompileError
    ? error.problem
    : { kind: "failed", detail: error instanceof Error ? error.message : String(error) };

/**
 * One compilation after the other. The last package of an account is there again after a reload.
 * @param onOpened Gets the package that there is, or undefined when it is put away.
 */
export function useCompilation(account: string, onOpened: (opened: Opened | undefined) => void) {
  const [compilation, setCompilation] = useState<Compilation>({ state: "restoring" });
  const running = useRef<AbortController>(undefined);
  const isShown = useRef(true);
  const told = useRef(onOpened);
  told.current = onOpened;

  const show = useCallback((done: Omit<Done, "state">) => {
    if (!isShown.current) return;
    setCompilation({ state: "done", ...done });
    told.current(done.opened);
  }, []);

  useEffect(() => {
    let isHere = true;
    isShown.current = true;
    const restore = async () => {
      const files = await keptCompiled(account);
      const opened = files && (await openFiles(files));
      if (!isHere) return;
      if (files && opened) show({ files, opened, isKept: true, isNew: false });
      else setCompilation({ state: "idle" });
    };
    restore().catch(() => isHere && setCompilation({ state: "idle" }));
    return () => {
      isHere = false;
      isShown.current = false;
      // Who leaves the page doesn't want to go on computing.
      running.current?.abort();
    };
  }, [account, show]);

  const start = async (job: CompilationJob) => {
    const controller = new AbortController();
    const { signal } = controller;
    running.current = controller;
    setCompilation({ state: "running" });
    try {
      const onProgress = (progress: CompilationProgress) => setCompilation({ state: "running", progress });
      const files = await startCompilation(job, onProgress, signal);
      const opened = await openFiles(files);
      signal.throwIfAborted();
      // From here on it is done: what is kept is not cancelled.
      running.current = undefined;
      const isKept = await keepCompiled(account, files);
      show({ files, opened, isKept, isNew: true });
    } catch (error) {
      setCompilation(
        signal.aborted ? { state: "idle", isCancelled: true } : { state: "idle", problem: problemOf(error) },
      );
    }
  };

  const discard = async () => {
    await forgetCompiled(account);
    setCompilation({ state: "idle" });
    onOpened(undefined);
  };

  return {
    compilation,
    start: (job: CompilationJob) => void start(job),
    cancel: () => running.current?.abort(),
    discard: () => void discard(),
  };
}
