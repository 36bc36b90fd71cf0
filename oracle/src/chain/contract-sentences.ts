import {
  aigcCollectionAbi,
  aigcCollectionsAbi,
  aigcRendererAbi,
  batchAuctionAbi,
  bondingCurveAbi,
  contributorDropAbi,
  denseKernelsAbi,
  disputeCourtAbi,
  faultProverAbi,
  fixedPriceOfferingAbi,
  holderGovernorAbi,
  inferenceOracleAbi,
  isEther,
  launchpadAbi,
  liquidityLockerAbi,
  modelGovernanceAbi,
  modelRegistryAbi,
  modelTreasuryAbi,
  programRegistryAbi,
  revenueClaimerAbi,
  revenueShareTokenAbi,
  tokenVestingAbi,
} from "@openimo/contracts";
import type { ContractErrorArgs, ContractErrorName } from "viem";
import { AIGC_SENTENCES } from "./aigc-sentences.ts";
import { DISPUTE_SENTENCES } from "./dispute-sentences.ts";
import { ether, idHex, instant, tokens } from "./format.ts";
import { GOVERNANCE_SENTENCES } from "./governance-sentences.ts";
import { LIQUIDITY_SENTENCES } from "./liquidity-sentences.ts";
import { STATUS_NAMES } from "./request.ts";

/** Every custom error that a call may meet: a contract passes on those of the contracts that it calls. */
export const contractsAbi = [
  ...programRegistryAbi,
  ...modelRegistryAbi,
  ...inferenceOracleAbi,
  ...launchpadAbi,
  ...fixedPriceOfferingAbi,
  ...batchAuctionAbi,
  ...bondingCurveAbi,
  ...liquidityLockerAbi,
  ...revenueShareTokenAbi,
  ...revenueClaimerAbi,
  ...contributorDropAbi,
  ...tokenVestingAbi,
  ...disputeCourtAbi,
  ...faultProverAbi,
  // All kernels have the same errors.
  ...denseKernelsAbi,
  ...aigcCollectionsAbi,
  ...aigcCollectionAbi,
  ...aigcRendererAbi,
  ...modelGovernanceAbi,
  ...modelTreasuryAbi,
  ...holderGovernorAbi,
] as const;

export type ContractError = ContractErrorName<typeof contractsAbi>;

export type Sentences = { readonly [N in ContractError]: (args: ContractErrorArgs<typeof contractsAbi, N>) => string };

const OFFERING_STATE = ["scheduled", "open", "succeeded", "failed"];

/** What happened, with the values, and what to do where something can be done. */
export const SENTENCES: Sentences = {
  ...DISPUTE_SENTENCES,
  ...AIGC_SENTENCES,
  ...GOVERNANCE_SENTENCES,
  ...LIQUIDITY_SENTENCES,

  ModelAlreadyRegistered: ([id]) => `These exact terms are already registered as model ${idHex(id)}.`,
  ModelUnknown: ([id]) => `There is no model ${idHex(id)}.`,
  ModelNameLength: ([length]) => `A model's name takes 1 to 64 bytes; this one has ${length}.`,
  ModelPackageURILength: ([length]) => `A package URI takes at most 256 bytes; this one has ${length}.`,
  ModelInputRule: ([minimum, maximum]) => `The input rule from ${minimum} to ${maximum} bytes is not possible.`,
  ModelRootMissing: () => "The weights root is zero, and the program has constants.",
  ModelOutputLength: ([length]) => `The program's answers have up to ${length} bytes, more than can be disputed.`,
  ModelRouterMissing: ([router]) => `There is no contract at the revenue router ${router}.`,
  ModelFeeAssetMissing: ([asset]) => `There is no contract at the fee's asset ${asset}.`,

  OracleRequestState: ([id, status]) =>
    `Request ${idHex(id)} is ${STATUS_NAMES[status]}, which this action does not fit.`,
  OracleInputLength: ([length, minimum, maximum]) =>
    `The model takes ${minimum === maximum ? `exactly ${minimum}` : `${minimum} to ${maximum}`} bytes of input; this one has ${length}.`,
  OracleBatchSize: ([count, maximum]) => `A batch has 1 to ${maximum} inputs; this one has ${count}.`,
  OracleBatchInput: () => "The batch's inputs are not encoded as `abi.encode(bytes[])` of as many inputs does it.",
  OracleOutputLength: ([length, maximum]) =>
    `The answer has ${length} bytes; at most ${maximum} can be posted. The model's output is too long for this oracle, or for so many of one batch.`,
  OracleCallbackGasLimit: ([target, gas]) =>
    `A gas limit of ${gas} does not fit the callback contract ${target}: none needs 0, one needs 1 to 10,000,000.`,
  OracleWindow: ([seconds, minimum, maximum]) =>
    `The window of ${seconds} seconds is outside ${minimum} to ${maximum} seconds.`,
  OracleTimeout: ([seconds, minimum, maximum]) =>
    `The time to answer of ${seconds} seconds is outside ${minimum} to ${maximum} seconds.`,
  OracleBond: ([sent, required]) => `The bond is ${ether(required)}; ${ether(sent)} was sent.`,
  OracleBondTooLow: ([chosen, least]) => `A bond of ${ether(chosen)} was asked for; the least is ${ether(least)}.`,
  OracleDataAvailability: () => "Input and output of a request can only be in calldata (0).",
  OracleTooSoon: ([block]) => `The request was made in block ${block}; an answer counts from the next block on.`,
  OracleSeedForgotten: ([block]) =>
    `The chain does not remember the hash of block ${block} any more, so the request can't be answered. It expires at its deadline.`,
  OracleSeedOther: () =>
    "The request is in another block than the one that the answer is for, so it has another seed. Nothing was put at stake.",
  OracleDeadlinePassed: ([deadline]) => `The deadline ${instant(deadline)} has passed.`,
  OracleTooEarly: ([timestamp]) => `It is too early: wait until ${instant(timestamp)}.`,
  OracleWindowOver: ([end]) => `The window ended at ${instant(end)}; the answer can't be contradicted any more.`,
  OracleNothingToDeliver: ([id]) => `Request ${idHex(id)} has no callback that is still to be made.`,
  OracleOutputMismatch: ([expected, actual]) => `The answer's hash is ${expected}; the output given has ${actual}.`,
  OracleCallbackDataMismatch: ([expected, actual]) =>
    `The callback data's hash is ${expected}; the data given has ${actual}.`,
  OracleGasTooLow: ([available, required]) =>
    `The callback needs ${required} gas; ${available} was left. Send the transaction with more gas.`,
  OracleNothingToWithdraw: ([account]) => `${account} has no credit to withdraw.`,
  OracleNothingToSettle: ([id]) => `Model ${idHex(id)} has no revenue to settle.`,
  OracleRevenueWaits: ([id]) => `The offering of model ${idHex(id)} is undecided, so its revenue waits.`,
  OracleRouterAnswer: ([id, router]) =>
    `The revenue router ${router} of model ${idHex(id)} gave no answer that can be used.`,
  OraclePaymentFailed: ([account, asset, amount]) =>
    isEther(asset)
      ? `${account} did not accept the payment of ${ether(amount)}.`
      : `${account} could not be paid ${amount} units of the asset ${asset}.`,
  OracleFeeNotReceived: ([asset, received, required]) =>
    `The fee is ${required} units of the asset ${asset}; ${received} arrived. Approve the fee to the oracle and hold it.`,
  OracleFeeReentered: ([asset]) => `A payment of the asset ${asset} asked again while it was made.`,
  OracleCommitmentUnknown: ([commitment]) =>
    `The commitment ${commitment} was never made, or is older than 256 blocks, so it counts for nothing.`,
  OracleCommitmentTooLate: ([commitment]) =>
    `The commitment ${commitment} is not older than the answer or another operator's commitment.`,
  OracleParametersInvalid: () => "The oracle's parameters contradict each other.",

  LaunchpadNotDeveloper: ([id, caller]) => `${caller} is not the developer of model ${idHex(id)}.`,
  LaunchpadNotRouter: ([id, router]) =>
    `Model ${idHex(id)} sends its revenue to the router ${router}, not to the launchpad. Register it again with --router launchpad.`,
  LaunchpadFeeAssetNotShared: ([id, asset]) =>
    `Model ${idHex(id)} earns in the asset ${asset}, which the token would not share. Add --revenue-asset ${asset}.`,
  LaunchpadCurrencyNotShared: ([currency]) =>
    `Buyers would pay in ${currency}, which the token would not share. Add --revenue-asset ${currency}.`,
  LaunchpadCurrencySharesRevenue: ([currency]) =>
    `${currency} shares revenue itself, which nobody could claim while it lies in the sale or the pool: choose another currency.`,
  LaunchpadBadAllocation: ([rule]) => `What the launch sets aside breaks a rule: ${rule}.`,
  LaunchpadAlreadyLaunched: ([id, offering]) =>
    `Model ${idHex(id)} already has the offering ${offering}; only after a failure can it be launched again.`,

  OfferingNotOpen: ([state]) => `The offering is ${OFFERING_STATE[state]}, not open.`,
  OfferingNotSucceeded: ([state]) => `The offering is ${OFFERING_STATE[state]}; this needs one that succeeded.`,
  OfferingNotFailed: ([state]) => `The offering is ${OFFERING_STATE[state]}; refunds are for one that failed.`,
  OfferingNotFinalised: () => "The offering is not finalised yet: run `openimo offering finalise` first.",
  OfferingAlreadyFinalised: () => "The offering is already finalised.",
  OfferingCommitmentsBind: ([cutOff]) => `Since ${instant(cutOff)} commitments bind and can't be taken back.`,
  OfferingAccountCap: ([committed, cap]) =>
    `One account may commit ${cap} units of the currency; with this one it would be ${committed}.`,
  OfferingZeroAmount: () => "The amount is zero.",
  OfferingNothingCommitted: ([account]) => `${account} has committed nothing, or was already served.`,
  OfferingCommitmentTooSmall: ([committed, requested]) =>
    `Only ${committed} units of the currency are committed; ${requested} can't be taken back.`,
  OfferingPaymentNeedsGas: ([account, gas]) =>
    `${account} did not take its payment with less than ${gas} gas, which may be why. Give more.`,
  OfferingPaymentFailed: ([account, amount]) =>
    `${account} did not accept the payment of ${amount} units of the currency.`,
  OfferingWrongValue: ([sent, expected]) =>
    `${ether(sent)} was sent; this offering takes ${ether(expected)} with this call.`,
  OfferingWrongReceipt: ([received, amount]) =>
    `${received} units of the currency arrived instead of ${amount}: the offering takes no asset that keeps a fee of a transfer.`,
  OfferingNotDeveloper: ([caller]) => `${caller} is not the offering's developer.`,
  OfferingRoundUnknown: ([round]) => `The offering has no round ${round}; the first is 0.`,
  OfferingRoundNotOpen: ([start, end]) => `The round is open from ${instant(start)} to ${instant(end)}.`,
  OfferingRoundMaximum: ([committed, maximum]) =>
    `The list allows ${maximum} units of the currency in this round; with this commitment it would be ${committed}.`,
  OfferingRoundMinimum: ([guaranteed, minimum]) =>
    `The round would guarantee ${guaranteed} units of the currency, less than ${minimum}: commit less, or allow less with --minimum-guaranteed.`,
  OfferingBadProof: ([index, account, maximum]) =>
    `The round's list has no entry ${index} with ${maximum} for ${account}, or the proof is another's.`,
  OfferingRaisePending: ([timestamp]) =>
    `The raise is paid from ${instant(timestamp)}, an hour after the offering was decided.`,
  OfferingLiquidityPending: ([timestamp]) =>
    `Until ${instant(timestamp)} the liquidity can still be seeded; only then can it be released.`,
  OfferingNoLocker: () => "There is no liquidity locker on this chain: run `openimo offering release-liquidity`.",
  OfferingDeadlinePassed: ([deadline]) =>
    `The trade was to happen until ${instant(deadline)}; ask for its price again.`,
  OfferingSlippage: ([received, minimum]) =>
    `The price moved: the trade would bring ${received} base units, and ${minimum} were asked for. Ask again, or allow more --slippage.`,
  OfferingTooFewTokens: ([held, requested]) =>
    `There are ${tokens(held)}, fewer than the ${tokens(requested)} to sell.`,
  OfferingNothingLeft: () => "Nothing is left to take.",
  AddressEmptyCode: ([target]) => `There is no contract at ${target}.`,
  OfferingOtherTerms: ([hash, expected]) =>
    `The offering's terms are ${hash}, not ${expected}: look at them again with \`openimo offering show\`.`,
  OfferingBadTerms: ([rule]) => `The offering's terms break a rule: ${rule}.`,

  AuctionNoSuchTick: ([tick, count]) => `The auction has prices 0 to ${count - 1n}; ${tick} is none of them.`,
  AuctionTickLowered: ([tick, own]) =>
    `Your bid is at price ${own} and can't move down to ${tick}. Until bids bind, withdraw all of it and bid again.`,
  AuctionBudgetTooSmall: ([budget, requested]) =>
    `Only ${budget} units of the currency are bid; ${requested} can't be taken back.`,
  AuctionAlreadyCleared: () => "The auction's price is already found.",

  RevenueShareNothingToClaim: ([account]) => `${account} has no revenue to claim now.`,
  RevenueSharePeriodNotClosed: ([id, last]) => `Period ${id} is not closed; the last closed one is ${last}.`,
  RevenueShareEtherNotTaken: ([amount]) => `${ether(amount)} came with a payment in another asset.`,
  RevenueSharePaymentFailed: ([account, amount]) => `${account} did not accept the payment of ${ether(amount)}.`,
  RevenueShareLaunchNotSucceeded: () => "The launch has not succeeded, so revenue periods don't run.",
  RevenueShareLaunchNotFailed: () => "The launch has not failed.",
  RevenueShareAlreadyStarted: () => "The revenue periods already run.",
  RevenueShareZeroAmount: () => "The amount is zero.",
  RevenueShareNotInitialised: () => "This is the code behind all tokens, not a token.",
  RevenueShareBadTerms: ([rule]) => `The token's terms break a rule: ${rule}.`,
  RevenueClaimerNeedsGas: ([token, gas]) =>
    `The claim of ${token} failed with less than ${gas} gas, which may be why. Give more, or claim it alone.`,
  AssetTransferNeedsGas: () => "The transaction had too little gas to send a token. Give more.",
  RevenueClaimerNothing: ([account]) => `${account} has no revenue to claim now.`,
  RevenueShareZeroPayee: () => "The payee is the zero address.",
  RevenueShareAssetUnknown: ([asset]) => `The token does not share the asset ${asset}.`,
  RevenueShareAssetOverflow: ([asset, amount]) =>
    `With ${amount} base units more, more of ${asset} would have come in than the token can count.`,
  RevenueShareSignatureExpired: ([deadline]) => `The signature expired at ${instant(deadline)}.`,
  RevenueShareBadSignature: ([account]) => `The signature is not one of ${account} for this claim.`,
  ReentrancyGuardReentrantCall: () => "The call came from inside a payment of the same token.",
  CheckpointUnorderedInsertion: () => "The token's periods are out of order.",

  DropNotFunded: ([amount]) => `The drop does not hold ${tokens(amount)}: its token has not started, or it is used up.`,
  DropAlreadyClaimed: ([index]) => `Entry ${index} of the drop was already claimed.`,
  DropBadProof: ([index, account, amount]) =>
    `The drop has no entry ${index} with ${tokens(amount)} for ${account}, or the proof is another's.`,
  DropEnded: ([end]) => `The drop ended at ${instant(end)}.`,
  DropNotEnded: ([end]) => `The drop ends at ${instant(end)}; until then its tokens can be claimed.`,
  DropNothingLeft: () => "Nothing is left in the drop.",
  InvalidCliffDuration: ([cliff, duration]) =>
    `The vesting's cliff of ${cliff} seconds is longer than its ${duration} seconds.`,
  OwnableInvalidOwner: ([owner]) => `${owner} can't own a vesting.`,
  OwnableUnauthorizedAccount: ([account]) => `${account} does not own the vesting.`,
  FailedCall: () => "The receiver refused the payment.",

  ERC20InsufficientAllowance: ([spender, allowance, needed]) =>
    `${spender} may spend ${tokens(allowance)}, less than the ${tokens(needed)} needed.`,
  ERC20InsufficientBalance: ([sender, balance, needed]) =>
    `${sender} has ${tokens(balance)}, less than the ${tokens(needed)} needed.`,
  ERC20InvalidApprover: ([approver]) => `${approver} can't approve a spender.`,
  ERC20InvalidReceiver: ([receiver]) => `${receiver} can't receive tokens.`,
  ERC20InvalidSender: ([sender]) => `${sender} can't send tokens.`,
  ERC20InvalidSpender: ([spender]) => `${spender} can't be a spender.`,
  ERC2612ExpiredSignature: ([deadline]) => `The permit expired at ${instant(deadline)}.`,
  ERC2612InvalidSigner: ([signer, owner]) => `The permit is signed by ${signer}, not by the owner ${owner}.`,
  ECDSAInvalidSignature: () => "The signature is not valid.",
  ECDSAInvalidSignatureLength: ([length]) => `A signature has 65 bytes; this one has ${length}.`,
  ECDSAInvalidSignatureS: ([s]) => `The signature's s value ${s} is not in the lower half.`,
  InvalidAccountNonce: ([account, nonce]) => `The next permit of ${account} needs the nonce ${nonce}.`,
  InvalidInitialization: () => "The contract is already set up.",
  NotInitializing: () => "The contract can only be set up when it is created.",
  CloneArgumentsTooLong: () => "The contract could not be created: its arguments are too long.",
  Create2EmptyBytecode: () => "The contract could not be created: it has no code.",
  FailedDeployment: () => "The contract could not be created: something is already at its address.",
  InsufficientBalance: ([balance, needed]) =>
    `The contract has ${ether(balance)}, less than the ${ether(needed)} needed.`,
  SafeERC20FailedOperation: ([asset]) => `The asset ${asset} refused a transfer or an approval.`,
  SafeCastOverflowedUintDowncast: ([bits, value]) => `The number ${value} does not fit ${bits} bits.`,
};

/** Reverts with a text instead of a custom error, kept for existing consumers of AI oracles. */
export const REASONS: Readonly<Record<string, string>> = {
  "insufficient fee": "Less than the price of the request was sent.",
  "model does not exist": "There is no such model.",
};
