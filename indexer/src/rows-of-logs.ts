import { type Address, type GetLogsReturnType, keccak256, zeroAddress } from "viem";
import type { COLLECTION_EVENTS, CORE_EVENTS, LAUNCH_EVENTS } from "./events.ts";
import { type Row, row } from "./rows.ts";

type LogOf<Events extends readonly unknown[]> = Events extends
  | typeof CORE_EVENTS
  | typeof LAUNCH_EVENTS
  | typeof COLLECTION_EVENTS
  ? GetLogsReturnType<undefined, Events, true>[number]
  : never;

export type CoreLog = LogOf<typeof CORE_EVENTS>;
export type LaunchLog = LogOf<typeof LAUNCH_EVENTS>;
export type CollectionLog = LogOf<typeof COLLECTION_EVENTS>;

/** What an event of the registry, the launchpad, the oracle, the court or the collections' factory says. */
export function rowOfCore({ eventName, args }: CoreLog): Row {
  switch (eventName) {
    case "ModelRegistered": {
      const { name, packageURI, feeAsset, feeAmount, operatorRewardWei } = args.terms;
      return row("model", {
        ...{ id: args.modelId, developer: args.developer, model_hash: args.modelHash, name, package_uri: packageURI },
        ...{ fee_asset: feeAsset, fee_amount: feeAmount, reward_wei: operatorRewardWei },
      });
    }
    case "Launched": {
      const { name, symbol, periodSeconds, holderShareBps } = args.tokenTerms;
      const { currency, start, end, saleSupply } = args.saleTerms;
      return row("launch", {
        ...{ model_id: args.modelId, developer: args.developer, token: args.token, offering: args.offering },
        ...{ kind: args.kind, token_name: name, symbol, period_seconds: periodSeconds },
        ...{ holder_share_bps: holderShareBps, currency, sale_start: start, sale_end: end, sale_supply: saleSupply },
      });
    }
    case "Requested": {
      const { modelId, requester, feeAmount, operatorRewardWei, bondWei, deadline, windowSeconds } = args.request;
      return row("request", {
        ...{ id: args.requestId, model_id: modelId, requester, fee_amount: feeAmount, bond_wei: bondWei },
        ...{ reward_wei: operatorRewardWei, deadline, window_seconds: windowSeconds },
      });
    }
    case "AICallbackResult":
      return row("answer", {
        ...{ request_id: args.requestId, operator: args.invoker, output_hash: keccak256(args.output) },
      });
    case "TakenOver":
      return row("takeover", { request_id: args.requestId, operator: args.proposer, former: args.formerProposer });
    case "Finalised": {
      const { requestId, modelId, proposer, feeAmount } = args;
      return row("ending_final", {
        request_id: requestId,
        model_id: modelId,
        operator: proposer,
        fee_amount: feeAmount,
      });
    }
    case "Expired":
      return row("ending_void", { request_id: args.requestId, returned_wei: args.amountWei });
    case "Contradicted":
      return row("contradiction", { request_id: args.requestId, case_id: args.caseId, rival: args.rival });
    case "Overturned":
      return row("overturning", { request_id: args.requestId, output_hash: args.outputHash });
    case "CaseOpened": {
      const { proposer, bondWei } = args.openedCase;
      return row("court_case", {
        ...{ case_id: args.caseId, request_id: args.subject, proposer, bond_wei: bondWei },
      });
    }
    case "Claimed":
    case "SponsorChanged":
      return row("sponsor", { case_id: args.caseId, claim_id: args.claimId, account: args.sponsor });
    case "BondSettled": {
      const { burnedWei, moversWei, sponsorWei, requesterWei, returnedWei } = args.shares;
      const lostWei = burnedWei + moversWei + sponsorWei + requesterWei;
      return row("lost_bond", {
        ...{ case_id: args.caseId, claim_id: args.claimId, lost_wei: lostWei, returned_wei: returnedWei },
      });
    }
    case "CollectionCreated":
      return row("collection", { model_id: args.modelId, collection: args.collection, creator: args.creator });
  }
}

/** What an event of a launch's token or offering says; `address` is the one or the other. */
export function rowOfLaunch({ eventName, args, address }: LaunchLog): Row {
  const contribution = (account: Address, amount: bigint) =>
    row("contribution", { offering: address, account, amount });
  switch (eventName) {
    case "PeriodClosed":
      return row("period", {
        ...{ token: address, period_id: args.id, asset: zeroAddress, revenue: args.revenueWei },
        redemption: args.redemptionWei,
      });
    case "AssetShared":
      return row("period", {
        ...{
          token: address,
          period_id: args.id,
          asset: args.asset,
          revenue: args.revenue,
          redemption: args.redemption,
        },
      });
    case "Finalised":
      return row("offering_end", {
        ...{ offering: address, total_committed: args.totalCommitted, raised: args.raised },
        sold_tokens: args.soldTokens,
      });
    case "Committed":
    case "BidPlaced":
      return contribution(args.account, args.amount);
    case "CommitmentWithdrawn":
    case "BidWithdrawn":
      return contribution(args.account, -args.amount);
    case "Bought":
      return contribution(args.account, args.cost);
    case "Sold":
      return contribution(args.account, -args.paid);
  }
}

/** What an event of a collection says. */
export function rowOfCollection({ eventName, args, address }: CollectionLog): Row {
  switch (eventName) {
    case "Transfer":
      return row("nft_transfer", {
        collection: address,
        token_id: args.tokenId,
        sender: args.from,
        recipient: args.to,
      });
    case "PromptClaimed":
      return row("nft_claim", {
        ...{ collection: address, token_id: args.tokenId, request_id: args.requestId, requester: args.requester },
      });
  }
}
