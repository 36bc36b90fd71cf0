import type { ErrorSentence } from "../../wallet/explain-error.ts";

const whole = (value: unknown): number => Number(value);

const tryLater = "Reload the page and try again.";
const programmingError = "This shouldn't happen from this page; please report it.";
const askAgain = "Ask the model again with the usual terms, and mint that answer.";

/** Errors of collections of generated content, and of the libraries under them. */
export const aigcErrors: Readonly<Record<string, ErrorSentence>> = {
  AigcCollectionExists: () => ({ what: "Somebody has created this model's collection already.", todo: tryLater }),
  AigcOtherModel: () => ({ what: "The request is one of another model.", todo: programmingError }),
  AigcNotRequester: () => ({
    what: "Only who asked can mint the answer.",
    todo: "Connect the account that made the request.",
  }),
  AigcTokenMismatch: () => ({ what: "The token isn't this prompt's.", todo: programmingError }),
  AigcPromptMismatch: () => ({ what: "The prompt isn't the request's input.", todo: tryLater }),
  AigcDataMismatch: () => ({ what: "The data isn't the answer that the oracle has now.", todo: tryLater }),
  AigcContentLength: ({ length, maximum }) => ({
    what: `Prompt or answer has ${whole(length)} bytes; a token keeps at most ${whole(maximum)} of each.`,
    todo: "This answer can't be minted.",
  }),
  AigcRequestState: () => ({
    what: "The request has no answer that can be used for this.",
    todo: "Wait until it is answered; a void request's token can be minted again by another request.",
  }),
  AigcWindowTooShort: ({ windowSeconds, minimum }) => ({
    what: `The request's window has ${whole(windowSeconds)} seconds; minting needs ${whole(minimum)}.`,
    todo: askAgain,
  }),
  AigcBondTooHigh: () => ({
    what: "The request's bond is so high that hardly anybody could contradict its answer.",
    todo: askAgain,
  }),
  AigcPromptTaken: () => ({
    what: "Somebody else holds this prompt by an earlier claim, or nobody contested theirs in time.",
    todo: "Choose another prompt.",
  }),
  AigcCommitmentKnown: () => ({ what: "This commitment was made before.", todo: "Use another salt." }),
  AigcCommitmentUnknown: () => ({
    what: "There is no such commitment.",
    todo: "Check salt and account, or mint without a commitment.",
  }),
  AigcCommitmentOutOfTime: () => ({
    what: "The commitment is too old, or not older than the request.",
    todo: "Mint without it.",
  }),
  AigcContentCreationFailed: () => ({ what: "Prompt and answer couldn't be stored.", todo: "Try with more gas." }),
  AigcUpToDate: () => ({ what: "The token already has the final answer.", todo: "There is nothing to do." }),
  AigcLocked: () => ({
    what: "The token is locked.",
    todo: "Wait until its answer is final and the time for earlier claims is over.",
  }),
  AigcNotLocked: () => ({ what: "The token is unlocked already.", todo: "There is nothing to do." }),
  AigcRoyaltiesWait: () => ({
    what: "The model's offering is undecided, so its royalties wait.",
    todo: "Try again when the offering is decided.",
  }),
  AigcNoRoyalties: () => ({ what: "There are no royalties to send on.", todo: "There is nothing to do." }),
  AigcPictureTooLarge: () => ({ what: "The picture is too large to be shown.", todo: programmingError }),

  // OpenZeppelin
  ERC721IncorrectOwner: () => ({ what: "The token belongs to another account.", todo: tryLater }),
  ERC721InsufficientApproval: () => ({ what: "The account may not move this token.", todo: "Connect its owner." }),
  ERC721InvalidApprover: () => ({ what: "The account can't approve this token.", todo: "Connect its owner." }),
  ERC721InvalidOperator: () => ({ what: "This address can't be approved.", todo: "Check the address." }),
  ERC721InvalidOwner: () => ({ what: "This address can't own tokens.", todo: "Check the address." }),
  ERC721InvalidReceiver: () => ({
    what: "The receiver doesn't take such tokens.",
    todo: "Mint to an ordinary account, or to a contract that receives tokens.",
  }),
  ERC721InvalidSender: () => ({ what: "The token can't come from this address.", todo: programmingError }),
  ERC721NonexistentToken: () => ({ what: "Nobody has minted this token.", todo: "Mint it first." }),
  SafeERC20FailedOperation: () => ({ what: "The asset refused the transfer.", todo: tryLater }),
  StringsInsufficientHexLength: () => ({ what: "A number is too large to be written.", todo: programmingError }),
};
