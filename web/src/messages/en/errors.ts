import type { ErrorSentence } from "../../wallet/explain-error.ts";
import { aigcErrors } from "./aigc-errors.ts";
import { disputeErrors } from "./dispute-errors.ts";
import { governanceErrors, holdingErrors } from "./governance-errors.ts";
import { liquidityErrors } from "./liquidity-errors.ts";

const wei = (value: unknown): bigint => (typeof value === "bigint" ? value : BigInt(Number(value)));
const whole = (value: unknown): number => Number(value);

const tryLater = "Reload the page and try again.";
const programmingError = "This shouldn't happen from this page; please report it.";

const STAGES = ["hasn't started yet", "is open", "succeeded", "failed"];
const REQUEST_STATUSES = [
  "doesn't exist",
  "is waiting for an answer",
  "is answered",
  "is final",
  "is void",
  "is disputed",
];

/** One sentence for what happened and one for what to do, for every custom error of our contracts and their libraries. */
export const errors: Readonly<Record<string, ErrorSentence>> = {
  ...disputeErrors,
  ...aigcErrors,
  ...liquidityErrors,
  ...governanceErrors,
  ...holdingErrors,

  // Model registry
  ModelAlreadyRegistered: () => ({
    what: "You have registered exactly this model with these terms before.",
    todo: "Choose it from your models, or change the price to make another listing.",
  }),
  ModelUnknown: () => ({ what: "There is no such model.", todo: "Check the address of the page." }),
  ModelNameLength: ({ length }) => ({
    what: `The model's name has ${whole(length)} bytes.`,
    todo: "Give it a name of 1 to 64 bytes.",
  }),
  ModelPackageURILength: ({ length }) => ({
    what: `The package address has ${whole(length)} bytes.`,
    todo: "Use an address of at most 256 bytes.",
  }),
  ModelInputRule: () => ({
    what: "The model's input lengths make no sense.",
    todo: "Open the package again; its input must fit the registry's limit.",
  }),
  ModelRootMissing: () => ({
    what: "A hash of the model's content is missing.",
    todo: "Open the package again, so that its hashes are computed.",
  }),
  ModelOutputLength: ({ length }) => ({
    what: `The model's answers have up to ${whole(length)} bytes, more than can be disputed.`,
    todo: "Compile the model with a smaller output.",
  }),
  ModelRouterMissing: () => ({
    what: "The contract that should route the revenue doesn't exist.",
    todo: tryLater,
  }),

  ModelFeeAssetMissing: () => ({
    what: "There is no contract at the address of the fee's asset.",
    todo: "Check the address, or leave it empty for ether.",
  }),

  // Launchpad
  LaunchpadNotDeveloper: () => ({
    what: "Only the developer of a model can launch it.",
    todo: "Connect the account that registered the model.",
  }),
  LaunchpadNotRouter: () => ({
    what: "This model's revenue doesn't go through the launchpad, so it would never reach the token.",
    todo: "Register the model again on the launch page.",
  }),
  LaunchpadFeeAssetNotShared: ({ feeAsset }) => ({
    what: `This model earns in the asset ${String(feeAsset)}, which the token wouldn't share, so its revenue would never reach the token.`,
    todo: "Launch it with that asset among the token's revenue assets.",
  }),
  LaunchpadAlreadyLaunched: () => ({
    what: "This model already has an offering that hasn't failed.",
    todo: "A model can be launched again only after its offering failed.",
  }),

  LaunchpadCurrencyNotShared: () => ({
    what: "The token wouldn't share what buyers pay in.",
    todo: tryLater,
  }),
  LaunchpadCurrencySharesRevenue: () => ({
    what: "Buyers would pay in a token that shares revenue itself, which nobody could claim while it lies in the sale.",
    todo: "Choose another currency.",
  }),
  LaunchpadBadAllocation: ({ rule }) => ({
    what: `What the launch sets aside breaks a rule: ${String(rule)}.`,
    todo: "Change what is set aside.",
  }),

  // Offering
  OfferingNotOpen: ({ state }) => ({
    what: `The offering ${STAGES[whole(state)] ?? "isn't open"}.`,
    todo: "Commitments are taken only between its start and its end.",
  }),
  OfferingNotSucceeded: ({ state }) => ({
    what: `The offering ${STAGES[whole(state)] ?? "didn't succeed"}.`,
    todo: "This is possible only after it ended above its soft cap.",
  }),
  OfferingNotFailed: ({ state }) => ({
    what: `The offering ${STAGES[whole(state)] ?? "didn't fail"}.`,
    todo: "Refunds are paid only after it ended below its soft cap.",
  }),
  OfferingNotFinalised: () => ({
    what: "The offering's numbers aren't fixed yet.",
    todo: "Press Finalise first; anybody can.",
  }),
  OfferingAlreadyFinalised: () => ({
    what: "The offering was finalised already.",
    todo: "Nothing more is needed; claim your tokens.",
  }),
  OfferingCommitmentsBind: ({ cutOff }, format) => ({
    what: `Commitments bind since ${format.dateTime(whole(cutOff))}.`,
    todo: "Wait for the end: you get tokens, or your money back if the soft cap is missed.",
  }),
  OfferingAccountCap: () => ({
    what: "That would be more than one account may commit.",
    todo: "Commit less.",
  }),
  OfferingZeroAmount: () => ({ what: "The amount is zero.", todo: "Enter an amount above zero." }),
  OfferingNothingCommitted: () => ({
    what: "This account has nothing left in the offering.",
    todo: "Check that the right account is connected; it may have been paid already.",
  }),
  OfferingCommitmentTooSmall: () => ({
    what: "That is more than the account committed.",
    todo: "Withdraw what is committed, or less.",
  }),
  OfferingPaymentFailed: () => ({
    what: "The receiving account refused the payment.",
    todo: "If it is a contract, it has to accept the money, which stays safe until then.",
  }),
  OfferingPaymentNeedsGas: () => ({
    what: "There was too little gas to tell whether the receiving account takes the payment.",
    todo: "Try again with a higher gas limit.",
  }),
  OfferingDeadlinePassed: () => ({ what: "The trade came too late for its price.", todo: tryLater }),
  OfferingSlippage: () => ({
    what: "The price moved further than the trade allows.",
    todo: "Look at the price again, or allow more slippage.",
  }),
  OfferingTooFewTokens: () => ({
    what: "That is more than there is to sell.",
    todo: "Sell what the account has, or less.",
  }),
  OfferingNothingLeft: () => ({ what: "This was done already.", todo: "Nothing more is needed." }),
  OfferingWrongValue: () => ({ what: "Another amount of ether was sent than committed.", todo: tryLater }),
  OfferingWrongReceipt: () => ({
    what: "Not all of the payment arrived: this asset keeps a part of what is sent.",
    todo: "Nothing was taken. An offering in such an asset can't be bought.",
  }),
  OfferingNotDeveloper: () => ({
    what: "Only the developer can choose where the raise goes.",
    todo: "Connect the account that launched the model.",
  }),
  OfferingRoundUnknown: () => ({ what: "The offering has no such round.", todo: "Check the round's number." }),
  OfferingRoundNotOpen: ({ start, end }, format) => ({
    what: `This round is open from ${format.dateTime(whole(start))} to ${format.dateTime(whole(end))}.`,
    todo: "Commit in that time, or in public.",
  }),
  OfferingRoundMaximum: () => ({
    what: "That would be more than the list allows this account in the round.",
    todo: "Commit less in it, and the rest in public.",
  }),
  OfferingRoundMinimum: () => ({
    what: "The round has less room left than you want guaranteed.",
    todo: "Commit less, or want less of it guaranteed.",
  }),
  OfferingBadProof: () => ({
    what: "The round's list doesn't have this account with that maximum.",
    todo: "Check the list and the account.",
  }),
  OfferingRaisePending: ({ timestamp }, format) => ({
    what: `The raise is paid from ${format.dateTime(whole(timestamp))}, an hour after the offering was decided.`,
    todo: "Wait until then.",
  }),
  OfferingLiquidityPending: ({ timestamp }, format) => ({
    what: `The liquidity can still be locked until ${format.dateTime(whole(timestamp))}.`,
    todo: "Wait until then, or press Lock the liquidity.",
  }),
  OfferingNoLocker: () => ({
    what: "Liquidity can't be locked on this chain.",
    todo: "Give its money to those who redeem instead.",
  }),
  OfferingOtherTerms: () => ({
    what: "The chain was reorganised, and the offering now has other terms than you saw.",
    todo: "Load the page again and look at them.",
  }),
  AddressEmptyCode: () => ({ what: "There is no contract at an address.", todo: tryLater }),
  OfferingBadTerms: ({ rule }) => ({
    what: `The offering's terms break a rule: ${String(rule)}.`,
    todo: "Go back to the offering step and change that.",
  }),

  // Auction
  AuctionNoSuchTick: () => ({ what: "The auction has no such price.", todo: "Choose one of its prices." }),
  AuctionTickLowered: () => ({
    what: "A bid can't move to a lower price.",
    todo: "Until bids bind, withdraw all of it and bid again.",
  }),
  AuctionBudgetTooSmall: () => ({
    what: "That is more than the account bids.",
    todo: "Withdraw what is bid, or less.",
  }),
  AuctionAlreadyCleared: () => ({ what: "The auction's price was found already.", todo: "Nothing more is needed." }),

  // Revenue token
  RevenueShareNothingToClaim: () => ({
    what: "There is no revenue to claim yet.",
    todo: "Revenue can be claimed when the period in which it came has ended.",
  }),
  RevenueSharePeriodNotClosed: () => ({
    what: "This revenue period hasn't ended.",
    todo: "Wait until its end.",
  }),
  RevenueShareEtherNotTaken: () => ({ what: "Ether came with a payment in another asset.", todo: programmingError }),
  RevenueSharePaymentFailed: () => ({
    what: "The receiving account refused the payment.",
    todo: "If it is a contract, it has to accept ether; the revenue stays claimable.",
  }),
  RevenueShareLaunchNotSucceeded: () => ({
    what: "The offering didn't succeed, or it isn't finalised yet.",
    todo: "Revenue starts after that.",
  }),
  RevenueShareLaunchNotFailed: () => ({
    what: "The offering hasn't failed.",
    todo: "Deposits go back to the creator only after a failure.",
  }),
  RevenueShareAlreadyStarted: () => ({ what: "Revenue periods run already.", todo: "Nothing more is needed." }),
  RevenueShareZeroAmount: () => ({ what: "The amount is zero.", todo: "Enter an amount above zero." }),
  RevenueShareNotInitialised: () => ({ what: "This token was never set up.", todo: programmingError }),
  RevenueShareBadTerms: ({ rule }) => ({
    what: rule === undefined ? "The token's terms break a rule." : `The token's terms break a rule: ${String(rule)}.`,
    todo: "Go back to the token step and change that.",
  }),
  RevenueShareZeroPayee: () => ({ what: "The payee is the zero address.", todo: "Name an account that can be paid." }),
  RevenueShareAssetUnknown: () => ({ what: "The token doesn't share this asset.", todo: tryLater }),
  RevenueShareAssetOverflow: () => ({
    what: "More of this asset came in than the token can count.",
    todo: "Deposit less of it.",
  }),
  RevenueShareSignatureExpired: () => ({ what: "The signature has expired.", todo: "Sign the claim again." }),
  RevenueShareBadSignature: () => ({
    what: "The signature isn't the account's, or not for this claim.",
    todo: "Sign the claim again with the account that owns the revenue.",
  }),
  CheckpointUnorderedInsertion: () => ({ what: "The token's periods are out of order.", todo: programmingError }),

  // Oracle
  OracleRequestState: ({ status }) => ({
    what: `The request ${REQUEST_STATUSES[whole(status)] ?? "is in another state"}.`,
    todo: "Somebody may have been faster; the page shows its state in a moment.",
  }),
  OracleInputLength: ({ length, minimum, maximum }) => ({
    what: `The input has ${whole(length)} bytes; the model takes ${whole(minimum)} to ${whole(maximum)}.`,
    todo: "Give an input of that length.",
  }),
  OracleBatchSize: ({ batchSize, maximum }) => ({
    what: `A batch has 1 to ${whole(maximum)} inputs; this one has ${whole(batchSize)}.`,
    todo: "Ask in several batches.",
  }),
  OracleBatchInput: () => ({
    what: "The batch's inputs are not encoded as the contract takes them.",
    todo: programmingError,
  }),
  OracleOutputLength: ({ length, maximum }) => ({
    what: `The answer has ${whole(length)} bytes; at most ${whole(maximum)} can be posted.`,
    todo: "Use a model with a shorter answer, or ask for fewer at once.",
  }),
  OracleCallbackGasLimit: () => ({ what: "The gas for the callback is out of bounds.", todo: programmingError }),
  OracleWindow: ({ minimum, maximum }, format) => ({
    what: "The time that an answer stays open is out of bounds.",
    todo: `Choose from ${format.duration(whole(minimum))} to ${format.duration(whole(maximum))}.`,
  }),
  OracleTimeout: ({ minimum, maximum }, format) => ({
    what: "The time to answer is out of bounds.",
    todo: `Choose from ${format.duration(whole(minimum))} to ${format.duration(whole(maximum))}.`,
  }),
  OracleBond: ({ requiredWei }, format) => ({
    what: "The bond has the wrong amount.",
    todo: `Send exactly ${format.ether(wei(requiredWei))}.`,
  }),
  OracleBondTooLow: ({ leastWei }, format) => ({
    what: "The operators' bond is too low.",
    todo: `Ask for at least ${format.ether(wei(leastWei))}.`,
  }),
  OracleDataAvailability: () => ({
    what: "Input and output of a request can only be in calldata.",
    todo: programmingError,
  }),
  OracleTooSoon: () => ({
    what: "The request was made in this very block.",
    todo: "Send the answer in the next block.",
  }),
  OracleSeedForgotten: () => ({
    what: "The request is so old that the chain forgot its block, which an answer depends on.",
    todo: "End it with Expire after its deadline, so that the requester is refunded.",
  }),
  OracleSeedOther: () => ({
    what: "The request is in another block than the one that the answer is for, so a right answer is another one.",
    todo: "Compute the answer again, and post that.",
  }),
  OracleDeadlinePassed: ({ deadline }, format) => ({
    what: `The request had to be answered by ${format.dateTime(whole(deadline))}.`,
    todo: "End it with Expire, so that the requester is refunded.",
  }),
  OracleTooEarly: ({ timestamp }, format) => ({
    what: "It is too early for that.",
    todo: `Wait until ${format.dateTime(whole(timestamp))}.`,
  }),
  OracleWindowOver: ({ windowEnd }, format) => ({
    what: `The answer could be contradicted until ${format.dateTime(whole(windowEnd))}.`,
    todo: "It can only be made final now.",
  }),
  OracleNothingToDeliver: () => ({ what: "There is nothing to deliver.", todo: "Nothing more is needed." }),
  OracleOutputMismatch: () => ({ what: "This isn't the output that was answered.", todo: tryLater }),
  OracleCallbackDataMismatch: () => ({ what: "This isn't the data of the request.", todo: tryLater }),
  OracleGasTooLow: ({ required }, format) => ({
    what: "The transaction leaves too little gas for the callback.",
    todo: `Raise its gas limit by at least ${format.count(wei(required))}.`,
  }),
  OracleNothingToWithdraw: () => ({
    what: "The oracle owes this account nothing.",
    todo: "It may have been paid already; look at your balance.",
  }),
  OracleNothingToSettle: () => ({
    what: "All revenue of this model was passed on already.",
    todo: "Nothing more is needed.",
  }),
  OracleRevenueWaits: () => ({
    what: "The model's offering is undecided, so its revenue waits.",
    todo: "Try again after the offering ended and was finalised.",
  }),
  OracleRouterAnswer: () => ({
    what: "The contract that routes this model's revenue gave no usable answer.",
    todo: "The revenue stays where it is; ask the model's developer.",
  }),
  OraclePaymentFailed: () => ({
    what: "The receiving account or the asset refused the payment.",
    todo: "If it is a contract, it has to accept the payment; the credit stays.",
  }),
  OracleFeeNotReceived: () => ({
    what: "The fee didn't arrive whole.",
    todo: "Approve the fee to the oracle and hold enough of its asset. One that keeps a part of transfers can't be paid.",
  }),
  OracleFeeReentered: () => ({
    what: "A payment asked again in the middle of being made.",
    todo: "Ask from an account without such a hook.",
  }),
  OracleCommitmentUnknown: () => ({
    what: "The commitment was never made, or is older than 256 blocks.",
    todo: "Commit anew; the answer that was posted stands.",
  }),
  OracleCommitmentTooLate: () => ({
    what: "The commitment isn't older than the answer or another operator's commitment.",
    todo: "Nothing can be done; the older one counts.",
  }),
  OracleParametersInvalid: () => ({ what: "The oracle was deployed with invalid parameters.", todo: programmingError }),

  // OpenZeppelin
  ReentrancyGuardReentrantCall: () => ({
    what: "A contract called back in the middle of the transaction.",
    todo: programmingError,
  }),
  ERC20InsufficientBalance: () => ({
    what: "The account has fewer tokens than that.",
    todo: "Enter a smaller amount.",
  }),
  ERC20InvalidSender: () => ({ what: "Tokens can't come from this address.", todo: programmingError }),
  ERC20InvalidReceiver: () => ({ what: "Tokens can't be sent to this address.", todo: "Check the receiving address." }),
  ERC20InsufficientAllowance: () => ({
    what: "The account didn't allow that many tokens to be moved.",
    todo: "Approve the amount first.",
  }),
  ERC20InvalidApprover: () => ({ what: "This address can't approve.", todo: programmingError }),
  ERC20InvalidSpender: () => ({ what: "This address can't be approved.", todo: "Check the spender's address." }),
  ERC2612ExpiredSignature: () => ({ what: "The signed permission has expired.", todo: "Sign it again." }),
  ERC2612InvalidSigner: () => ({
    what: "The permission was signed by another account.",
    todo: "Sign with the account that holds the tokens.",
  }),
  InvalidAccountNonce: () => ({ what: "The signed permission was used already.", todo: "Sign it again." }),
  ECDSAInvalidSignature: () => ({ what: "The signature is invalid.", todo: "Sign again." }),
  ECDSAInvalidSignatureLength: () => ({ what: "The signature is invalid.", todo: "Sign again." }),
  ECDSAInvalidSignatureS: () => ({ what: "The signature is invalid.", todo: "Sign again." }),
  InvalidInitialization: () => ({ what: "This contract was set up already.", todo: programmingError }),
  NotInitializing: () => ({ what: "This contract isn't being set up.", todo: programmingError }),
  FailedDeployment: () => ({ what: "Creating a contract failed.", todo: tryLater }),
  CloneArgumentsTooLong: () => ({ what: "A new contract got too much data.", todo: programmingError }),
  Create2EmptyBytecode: () => ({ what: "There was no code for a new contract.", todo: programmingError }),
  FailedCall: () => ({ what: "A call to another contract failed.", todo: tryLater }),
  InsufficientBalance: () => ({ what: "The contract holds too little ether.", todo: programmingError }),
  SafeERC20FailedOperation: () => ({
    what: "The asset refused a transfer.",
    todo: "Check the asset; nothing is lost.",
  }),
  SafeCastOverflowedUintDowncast: () => ({ what: "An amount is too large.", todo: "Enter a smaller amount." }),
};

/** Reasons in plain text, as existing consumers of AI oracles know them. */
export function revertReasons(reason: string) {
  if (reason === "insufficient fee") return { what: "The payment is below the price of the request.", todo: tryLater };
  if (reason === "model does not exist")
    return { what: "There is no such model.", todo: "Check the address of the page." };
  return { what: `The contract refused: ${reason}.`, todo: tryLater };
}
