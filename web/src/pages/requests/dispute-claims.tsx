import type { Hex } from "viem";
import { Account } from "../../components/hash.tsx";
import { Panel } from "../../components/panel.tsx";
import { PixelImage } from "../../components/pixel-image.tsx";
import { ClaimStatusBadge } from "../../components/status-badge.tsx";
import { batchItems } from "../../hooks/batch-items.ts";
import type { CheckedPackage } from "../../hooks/read-package.ts";
import type { InferenceRequest } from "../../hooks/read-request.ts";
import { useDescribedOutput } from "../../hooks/use-described-output.ts";
import { useMessages } from "../../messages/messages.ts";

interface DisputeClaimsProps {
  readonly request: InferenceRequest;
  readonly content: CheckedPackage | undefined;
}

/** Who stands for which answer, and what became of it. Nothing without a dispute. */
export function DisputeClaims({ request: { dispute, posted, batchSize }, content }: DisputeClaimsProps) {
  const m = useMessages();
  if (!dispute || !posted) return null;
  return (
    <Panel title={m.request.claims}>
      <ul className="divide-y divide-line">
        {dispute.claims.map(({ id, sponsor, output, status, key }) => (
          <li
            key={id}
            className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 py-3 first:pt-0 last:pb-0"
          >
            <div className="min-w-0 flex-1">
              {itemsOf(output ?? posted.output, batchSize).map((item, i) => (
                <ClaimedOutput
                  key={`${i} ${item.output}`}
                  content={item.isAnswer ? content : undefined}
                  output={item.output}
                />
              ))}
              <p className="mt-1 text-xs text-muted">
                {m.request.by} <Account address={sponsor} label={m.request.sponsor} />
                {key.generation > 1 && <> · {m.request.inSecondRound}</>}
              </p>
            </div>
            <ClaimStatusBadge status={status} />
          </li>
        ))}
      </ul>
    </Panel>
  );
}

/** An answer, or those of a batch; bytes that are no list of a batch's answers are told as bytes. */
function itemsOf(output: Hex, batchSize: number): readonly { readonly output: Hex; readonly isAnswer: boolean }[] {
  if (batchSize === 0) return [{ output, isAnswer: true }];
  return (
    batchItems(output, batchSize)?.map((item) => ({ output: item, isAnswer: true })) ?? [{ output, isAnswer: false }]
  );
}

/** An answer in a line: what tells it from others. */
function ClaimedOutput({ content, output }: { content: CheckedPackage | undefined; output: Hex }) {
  const m = useMessages();
  const { data } = useDescribedOutput(content, output);
  const bytes = <p className="truncate font-mono text-xs">{output}</p>;
  if (data?.picture) return <PixelImage {...data.picture} label={m.request.outputPicture} className="size-14" />;
  if (data?.text) return <p className="line-clamp-2 break-words">{data.text}</p>;
  if (data?.label == null) return bytes;
  return (
    <>
      <p className="font-semibold">{data.label}</p>
      {bytes}
    </>
  );
}
