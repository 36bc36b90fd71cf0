import { useQueryClient } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { createTestClient, http } from "viem";
import { increaseTime, mine } from "viem/actions";
import { useChain } from "../app/chain.ts";
import type { ListedModel } from "../hooks/read-model.ts";
import { useChainTime } from "../hooks/use-chain-time.ts";
import { useModels } from "../hooks/use-models.ts";
import { useFormat } from "../messages/format.ts";
import { useMessages } from "../messages/messages.ts";
import { LocalChainSign } from "./local-chain-button.tsx";
import { Menu } from "./menu.tsx";
import { parseId } from "./parse-amount.ts";

const HOUR_SECONDS = 3_600;
const DAY_SECONDS = 86_400;

/** The end of the offering on screen, or of the one that ends first. */
function nextEnd(models: readonly ListedModel[], modelId: string | undefined, now: number): number | undefined {
  const ends = (list: readonly ListedModel[]) =>
    list.flatMap(({ launch }) => launch?.offering.terms.end ?? []).filter((end) => end > now);
  const here = ends(models.filter(({ id }) => id === parseId(modelId ?? "")));
  return [...(here.length > 0 ? here : ends(models))].sort((a, b) => a - b)[0];
}

/** A tool of the development chain: lets its clock jump. Never there on another chain. */
export function LocalChainMenu() {
  const m = useMessages();
  const format = useFormat();
  const { chain, settings } = useChain();
  const queries = useQueryClient();
  const now = useChainTime();
  const { data: models } = useModels();
  const { modelId } = useParams({ strict: false });
  const end = now === undefined ? undefined : nextEnd(models ?? [], modelId, now);
  const skip = async (seconds: number) => {
    const client = createTestClient({ chain, mode: "anvil", transport: http(settings.rpcUrl) });
    await increaseTime(client, { seconds });
    await mine(client, { blocks: 1 });
    await queries.invalidateQueries();
  };
  return (
    <Menu
      defaultOpen
      label={m.localChain.title}
      trigger={<LocalChainSign />}
      heading={
        <>
          {m.localChain.text}
          {now !== undefined && (
            <span className="figures mt-1 block text-ink">{m.localChain.time(format.dateTime(now))}</span>
          )}
        </>
      }
      items={[
        { name: m.localChain.hour, onSelect: () => void skip(HOUR_SECONDS) },
        { name: m.localChain.day, onSelect: () => void skip(DAY_SECONDS) },
        {
          name: m.localChain.toEnd,
          disabled: end === undefined,
          onSelect: () => end !== undefined && now !== undefined && void skip(Math.max(1, end - now)),
        },
      ]}
    />
  );
}
