import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { createContext, use } from "react";
import type { compile } from "../../../messages/en/compile.ts";
import { useMessages } from "../../../messages/messages.ts";

/** The texts of compiling, which are loaded when somebody compiles. */
export type CompileTexts = (typeof compile)["compile"];

export const CompileTextsContext = createContext<CompileTexts | undefined>(undefined);

export function useLoadedCompileTexts() {
  const { locale, loadCompile } = useMessages();
  return useQuery({
    queryKey: ["compile-texts", locale],
    queryFn: async () => (await loadCompile()).compile.compile,
    staleTime: Number.POSITIVE_INFINITY,
    // Another language doesn't take away what was chosen, nor what is being compiled.
    placeholderData: keepPreviousData,
  });
}

export function useCompileTexts(): CompileTexts {
  const texts = use(CompileTextsContext);
  if (!texts) throw new Error("useCompileTexts needs a CompileTextsContext");
  return texts;
}
