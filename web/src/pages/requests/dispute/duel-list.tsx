import {
  CLAIM_STATUS,
  type KnownClaim,
  type KnownDuel,
  lastTurn,
  placeRange,
  sidesOf,
  turnEnd,
  unpackPlace,
} from "@openimo/player";
import { Fact, Facts } from "../../../components/facts.tsx";
import { Account } from "../../../components/hash.tsx";
import { TimeLeft } from "../../../components/time.tsx";
import type { CaseFacts } from "../../../hooks/read-case.ts";
import { type Messages, useMessages } from "../../../messages/messages.ts";

interface DuelListProps {
  readonly facts: CaseFacts;
  /** Id of the own claim. */
  readonly ownId: string | undefined;
  /** Kinds of the program's instructions, where they are known. */
  readonly operations: readonly string[] | undefined;
}

/** The comparisons of a case: how far down each has come, whose move it is, and how long that side has. */
export function DuelList({ facts: { duels, claims }, ownId, operations }: DuelListProps) {
  const m = useMessages();
  if (duels.length === 0) return null;
  return (
    <ol className="space-y-4" aria-label={m.duel.duels}>
      {duels.map((known, i) => (
        <li key={known.id} className="rounded-md bg-sunken p-4">
          <h3 className="mb-2 font-semibold">{m.duel.number(i + 1)}</h3>
          <DuelFacts known={known} claims={claims} ownId={ownId} operations={operations} />
        </li>
      ))}
    </ol>
  );
}

function DuelFacts({
  known,
  claims,
  ownId,
  operations,
}: Omit<DuelListProps, "facts"> & { known: KnownDuel; claims: readonly KnownClaim[] }) {
  const m = useMessages();
  const place = unpackPlace(lastTurn(known).state);
  const { mover } = sidesOf(known.duel, lastTurn(known));
  const of = (id: string) => claims.find((claim) => claim.id === id);
  const [first, second] = [of(known.duel.first), of(known.duel.second)];
  const isOver = [first, second].some((claim) => claim?.state.status !== CLAIM_STATUS.live);
  const sponsor = of(mover)?.state.sponsor;
  return (
    <Facts>
      <Fact name={m.duel.turns}>{known.turns.length}</Fact>
      <Fact name={m.duel.where}>{whereText(place, operations, m)}</Fact>
      <Fact name={m.duel.mover}>
        {isOver
          ? m.duel.over
          : mover === ownId
            ? m.duel.you
            : sponsor && <Account address={sponsor} label={m.request.sponsor} />}
      </Fact>
      {!isOver && (
        <Fact name={m.duel.clock}>
          <TimeLeft until={turnEnd(place)} />
        </Fact>
      )}
    </Facts>
  );
}

/** Where the first difference lies, as far as the duel has come. Numbers begin with 1. */
function whereText(
  place: ReturnType<typeof unpackPlace>,
  operations: readonly string[] | undefined,
  m: Messages,
): string {
  const range = placeRange(place);
  if (range === undefined) return m.duel.shape;
  const isInstructions = range.list === "instructions" && operations !== undefined;
  const last = isInstructions ? Math.min(range.last, operations.length - 1) : range.last;
  const entries = m.duel.entries[range.list](range.first + 1, last + 1);
  if (range.list !== "leaves") return entries;
  return m.duel.inInstruction(place.instruction + 1, operations?.[place.instruction] ?? "", entries);
}
