import type { Address } from "viem";
import type { ChainAccess } from "../app/chain.ts";
import { type ListedModel, readModels } from "./read-model.ts";
import { type OwnSetAside, readOwnSetAside } from "./read-own-set-aside.ts";
import { useChainQuery } from "./use-chain-query.ts";
import { type Commitment, readCommitment } from "./use-commitment.ts";
import {
  hasRevenue,
  type RevenueToken,
  readHolding,
  readRevenueToken,
  type TokenHolding,
} from "./use-revenue-token.ts";

/** What an account has in one launched model. */
export interface Position {
  readonly model: ListedModel;
  readonly launch: NonNullable<ListedModel["launch"]>;
  readonly token: RevenueToken;
  readonly holding: TokenHolding;
  readonly commitment: Commitment;
}

async function readPosition(access: ChainAccess, model: ListedModel, account: Address): Promise<Position | undefined> {
  const { launch } = model;
  if (!launch) return undefined;
  const [token, holding, commitment] = await Promise.all([
    readRevenueToken(access, launch.token),
    readHolding(access, launch.token, account),
    readCommitment(access, launch.offering, account),
  ]);
  return { model, launch, token, holding, commitment };
}

export interface Portfolio extends OwnSetAside {
  /** Launched models in which the account holds, claims or committed something. */
  readonly positions: readonly Position[];
  /** Models that the account registered. */
  readonly developed: readonly ListedModel[];
  readonly models: readonly ListedModel[];
}

export function usePortfolio(account: Address | undefined) {
  return useChainQuery(
    ["portfolio", account ?? ""],
    async (access): Promise<Portfolio> => {
      if (!account) throw new Error("no account");
      const models = await readModels(access);
      const [positions, setAside] = await Promise.all([
        Promise.all(models.map((model) => readPosition(access, model, account))),
        readOwnSetAside(access, models, account),
      ]);
      return {
        ...setAside,
        models,
        developed: models.filter(({ developer }) => developer === account),
        positions: positions
          .filter((position) => position !== undefined)
          .filter(
            ({ holding, commitment }) =>
              holding.balance > 0n || hasRevenue(holding) || commitment.committed > 0n || commitment.refundOwed > 0n,
          ),
      };
    },
    { enabled: account !== undefined },
  );
}
