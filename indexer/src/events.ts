import {
  aigcCollectionAbi,
  aigcCollectionsAbi,
  batchAuctionAbi,
  bondingCurveAbi,
  disputeCourtAbi,
  fixedPriceOfferingAbi,
  inferenceOracleAbi,
  launchpadAbi,
  modelRegistryAbi,
  revenueShareTokenAbi,
} from "@openimo/contracts";
import { getAbiItem } from "viem";

/** Events of the contracts that are there from the beginning. */
export const CORE_EVENTS = [
  getAbiItem({ abi: modelRegistryAbi, name: "ModelRegistered" }),
  getAbiItem({ abi: launchpadAbi, name: "Launched" }),
  getAbiItem({ abi: inferenceOracleAbi, name: "Requested" }),
  getAbiItem({ abi: inferenceOracleAbi, name: "AICallbackResult" }),
  getAbiItem({ abi: inferenceOracleAbi, name: "TakenOver" }),
  getAbiItem({ abi: inferenceOracleAbi, name: "Finalised" }),
  getAbiItem({ abi: inferenceOracleAbi, name: "Expired" }),
  getAbiItem({ abi: inferenceOracleAbi, name: "Contradicted" }),
  getAbiItem({ abi: inferenceOracleAbi, name: "Overturned" }),
  getAbiItem({ abi: disputeCourtAbi, name: "CaseOpened" }),
  getAbiItem({ abi: disputeCourtAbi, name: "Claimed" }),
  getAbiItem({ abi: disputeCourtAbi, name: "SponsorChanged" }),
  getAbiItem({ abi: disputeCourtAbi, name: "BondSettled" }),
  getAbiItem({ abi: aigcCollectionsAbi, name: "CollectionCreated" }),
] as const;

/** Events of the token and the offering of each launch. */
export const LAUNCH_EVENTS = [
  getAbiItem({ abi: revenueShareTokenAbi, name: "PeriodClosed" }),
  getAbiItem({ abi: revenueShareTokenAbi, name: "AssetShared" }),
  getAbiItem({ abi: fixedPriceOfferingAbi, name: "Finalised" }),
  getAbiItem({ abi: fixedPriceOfferingAbi, name: "Committed" }),
  getAbiItem({ abi: fixedPriceOfferingAbi, name: "CommitmentWithdrawn" }),
  getAbiItem({ abi: batchAuctionAbi, name: "BidPlaced" }),
  getAbiItem({ abi: batchAuctionAbi, name: "BidWithdrawn" }),
  getAbiItem({ abi: bondingCurveAbi, name: "Bought" }),
  getAbiItem({ abi: bondingCurveAbi, name: "Sold" }),
] as const;

/** Events of each collection of answers. */
export const COLLECTION_EVENTS = [
  getAbiItem({ abi: aigcCollectionAbi, name: "Transfer" }),
  getAbiItem({ abi: aigcCollectionAbi, name: "PromptClaimed" }),
] as const;
