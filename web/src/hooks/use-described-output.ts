import type { OutputDescription } from "@openimo/runtime";
import { useQuery } from "@tanstack/react-query";
import { type Hex, hexToBytes } from "viem";
import type { CheckedPackage } from "./read-package.ts";

/** An answer's bytes in the model's own terms. */
export function useDescribedOutput(content: CheckedPackage | undefined, output: Hex) {
  return useQuery({
    queryKey: ["described output", content?.manifest.modelHash, output],
    queryFn: async (): Promise<OutputDescription> => {
      if (!content) throw new Error("no package");
      const { describeOutput } = await import("@openimo/runtime");
      return describeOutput(content.manifest, hexToBytes(output));
    },
    enabled: content !== undefined,
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  });
}
