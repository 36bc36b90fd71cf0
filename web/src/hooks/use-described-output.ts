import type { OutputDescription } from "@openimo/runtime";
import { useQuery } from "@tanstack/react-query";
import { type Hex, hexToBytes } from "viem";
import type { CheckedPackage } from "./read-package.ts";

/** What the bytes mean never changes. */
const FOREVER = { staleTime: Number.POSITIVE_INFINITY, retry: false } as const;

/** An answer's bytes in the model's own terms. */
export function useDescribedOutput(content: CheckedPackage | undefined, output: Hex) {
  return useQuery({
    queryKey: ["described output", content?.manifest.modelHash, output],
    queryFn: async (): Promise<OutputDescription> => {
      if (!content) throw new Error("no package");
      const { describeAnswer } = await import("@openimo/runtime");
      return describeAnswer(content, hexToBytes(output));
    },
    enabled: content !== undefined,
    ...FOREVER,
  });
}

/** The text that an input stands for; undefined while it is read, and for one that stands for none. */
export function useInputText(content: CheckedPackage | undefined, input: Hex): string | undefined {
  const { meaning, preprocessing } = content?.manifest.input ?? {};
  const isPrompt = meaning?.kind === "prompt";
  const isText = meaning?.kind === "text" && preprocessing === "text-bytes";
  const query = useQuery({
    queryKey: ["input text", content?.manifest.modelHash, input],
    queryFn: async () => {
      if (!content) throw new Error("no package");
      const { promptText, textOfBytes } = await import("@openimo/runtime");
      return isPrompt ? promptText(content, hexToBytes(input)) : textOfBytes(hexToBytes(input));
    },
    enabled: isPrompt || isText,
    ...FOREVER,
  });
  return query.data;
}
