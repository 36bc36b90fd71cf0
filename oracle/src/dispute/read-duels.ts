import type { Address, Hex } from "viem";
import { readRanges } from "../chain/block-ranges.ts";
import type { Connection } from "../chain/connection.ts";
import type { Duel, Nodes, Setting } from "./court-types.ts";
import { courtOf, type FoundCase } from "./read-case.ts";

/** The state of a duel after a turn, and what that turn has shown. */
export type DuelTurn = {
  readonly duel: Duel;
  readonly nodes: Nodes;
  readonly shown: readonly Hex[];
  readonly preimage: Hex;
  /** Who made the turn, which may be a contract. */
  readonly actor: Address;
  readonly transactionHash: Hex;
};

export type KnownDuel = {
  readonly id: Hex;
  readonly setting: Setting;
  /** Oldest first, at least one. */
  readonly turns: readonly [DuelTurn, ...DuelTurn[]];
};

/** The newest state of a duel. */
export const lastTurn = ({ turns }: KnownDuel): DuelTurn => turns[turns.length - 1];

/** All duels of a case. */
export async function readDuels(connection: Connection, { id, blockNumber }: FoundCase): Promise<KnownDuel[]> {
  const { client } = connection;
  const court = { ...courtOf(connection), strict: true } as const;
  const opened = await readRanges(connection, blockNumber, (range) =>
    client.getContractEvents({ ...court, ...range, eventName: "DuelOpened", args: { caseId: id } }),
  );
  if (opened.length === 0) return [];
  const filter = { ...court, args: { duelId: opened.map(({ args }) => args.duelId) } } as const;
  const [turned, shown] = await Promise.all([
    readRanges(connection, blockNumber, (range) =>
      client.getContractEvents({ ...filter, ...range, eventName: "DuelTurn" }),
    ),
    readRanges(connection, blockNumber, (range) =>
      client.getContractEvents({ ...filter, ...range, eventName: "DuelShown" }),
    ),
  ]);
  return opened.flatMap(({ args: { duelId, setting } }) => {
    const turns = turned.flatMap(({ args: { duelId: turnOf, actor, duel, nodes }, transactionHash, logIndex }) => {
      if (turnOf !== duelId) return [];
      // A move tells what it shows just before the duel's new state.
      const beside = shown.find((log) => log.transactionHash === transactionHash && log.logIndex === logIndex - 1);
      const { shown: children, preimage } = beside?.args ?? { shown: [], preimage: "0x" as const };
      return [{ duel, nodes, shown: children, preimage, actor, transactionHash }];
    });
    const [first, ...rest] = turns;
    return first === undefined ? [] : [{ id: duelId, setting, turns: [first, ...rest] as const }];
  });
}
