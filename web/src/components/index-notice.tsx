import { useChain } from "../app/chain.ts";
import type { Indexed } from "../hooks/index/use-indexed.ts";
import { useHead } from "../hooks/use-head.ts";
import { useExplore } from "../messages/explore-texts.ts";
import { useFormat } from "../messages/format.ts";
import { Notice } from "./notice.tsx";

/** An index that is fewer blocks behind than this is only about to read them. */
const BEHIND_BLOCKS = 10n;

/** Says when a list doesn't come from the index although there should be one, or when the index is behind the chain. */
export function IndexNotice({ of: indexed }: { of: Indexed<unknown> | undefined }) {
  const t = useExplore();
  const format = useFormat();
  const { settings } = useChain();
  const { data: head } = useHead();
  if (indexed === undefined || settings.indexerUrl === undefined) return null;
  if (indexed.source === "chain") {
    return (
      <div role="status" className="mb-5">
        <Notice kind="warn" title={t.index.down}>
          {t.index.downText}
        </Notice>
      </div>
    );
  }
  if (head === undefined || indexed.blockNumber === undefined) return null;
  if (head.number - indexed.blockNumber < BEHIND_BLOCKS) return null;
  return (
    <div role="status" className="mb-5">
      <Notice kind="warn" title={t.index.behind}>
        {t.index.behindText(format.count(indexed.blockNumber), format.count(head.number))}
      </Notice>
    </div>
  );
}
