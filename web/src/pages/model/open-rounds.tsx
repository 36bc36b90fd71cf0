import type { FixedPrice, Offering } from "../../hooks/read-offering.ts";
import { useChainTime } from "../../hooks/use-chain-time.ts";
import { useWallet } from "../../hooks/use-wallet.ts";
import { useMessages } from "../../messages/messages.ts";
import { RoundForm } from "./round-form.tsx";

interface OpenRoundsProps {
  readonly offering: Offering;
  readonly fixedPrice: FixedPrice;
}

/** The rounds that take commitments now, each with its list. Who isn't connected is told that there are some. */
export function OpenRounds({ offering, fixedPrice }: OpenRoundsProps) {
  const m = useMessages();
  const { address } = useWallet();
  const now = useChainTime() ?? 0;
  const open = fixedPrice.rounds.flatMap((round, number) =>
    round.start <= now && now < round.end ? [{ round, number }] : [],
  );
  if (open.length === 0) return null;
  if (!address) return <p className="text-muted">{m.rounds.connect}</p>;
  return open.map(({ round, number }) => (
    <RoundForm key={`${number} ${address}`} offering={offering} round={round} number={number} account={address} />
  ));
}
