import { indexerUrlOf } from "../../local/indexer.ts";
import { until } from "./request.ts";
import type { Story } from "./story.ts";

type Row = Readonly<Record<string, unknown>>;

/** The world's indexer, asked as anybody would. */
export function openIndexer(story: Story) {
  const url = indexerUrlOf(story.ports);

  /** Asks once the index has read the chain's newest block. @returns Its rows. */
  async function ask(question: string, parameters: Readonly<Record<string, string>> = {}): Promise<readonly Row[]> {
    return until(`the index answers ${question} at the newest block`, async () => {
      const { hash } = await story.reader.getBlock();
      const response = await fetch(`${url}/v1/${question}?${new URLSearchParams(parameters)}`);
      const answer = await response.json();
      if (response.status === 503) return undefined;
      if (!response.ok) throw new Error(`HTTP status ${response.status}: ${JSON.stringify(answer)}`);
      return answer.block.hash === hash ? (answer.rows as readonly Row[]) : undefined;
    });
  }
  return { url, ask };
}

export type Indexer = ReturnType<typeof openIndexer>;
