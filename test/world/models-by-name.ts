import { modelRegistryAbi } from "@openimo/contracts";
import type { Story } from "./story.ts";

/** What a model was registered with. */
export async function termsOf({ reader, deployment }: Story, id: bigint) {
  const registry = { address: deployment.modelRegistry, abi: modelRegistryAbi } as const;
  return (await reader.readContract({ ...registry, functionName: "model", args: [id] })).terms;
}

/** The ids of all registered models, by their names. */
export async function modelsByName(story: Story): Promise<ReadonlyMap<string, bigint>> {
  const registry = { address: story.deployment.modelRegistry, abi: modelRegistryAbi } as const;
  const count = await story.reader.readContract({ ...registry, functionName: "modelCount" });
  const entries = Array.from({ length: Number(count) }, async (_, index) => {
    const id = await story.reader.readContract({ ...registry, functionName: "modelIdAt", args: [BigInt(index)] });
    return [(await termsOf(story, id)).name, id] as const;
  });
  return new Map(await Promise.all(entries));
}
