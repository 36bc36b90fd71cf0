import type { Sentences } from "./contract-sentences.ts";
import { ether, idHex } from "./format.ts";
import { STATUS_NAMES } from "./request.ts";

type AigcError = Extract<keyof Sentences, `Aigc${string}` | `ERC721${string}`>;

/** Sentences for the errors of collections, of their factory, and of what they are built on. */
export const AIGC_SENTENCES: Pick<
  Sentences,
  AigcError | "FailedCall" | "SafeERC20FailedOperation" | "StringsInsufficientHexLength"
> = {
  AigcCollectionExists: ([modelId, collection]) => `Model ${idHex(modelId)} has its collection at ${collection}.`,
  AigcOtherModel: ([modelId, expected]) =>
    `The request is one of model ${idHex(modelId)}; this collection is of model ${idHex(expected)}.`,
  AigcNotRequester: ([caller, requester]) => `Only ${requester} can mint the answer of this request, not ${caller}.`,
  AigcTokenMismatch: ([id, expected]) => `The prompt's token is ${idHex(expected)}, not ${idHex(id)}.`,
  AigcPromptMismatch: ([hash, expected]) => `The prompt's hash is ${hash}, but the request's input has ${expected}.`,
  AigcDataMismatch: ([hash, expected]) => `The data's hash is ${hash}, but the oracle's answer has ${expected}.`,
  AigcContentLength: ([length, maximum]) =>
    `A token keeps prompts and answers of at most ${maximum} bytes; this one has ${length}.`,
  AigcRequestState: ([id, status]) =>
    `Request ${idHex(id)} is ${STATUS_NAMES[status]}: there is no answer that this action needs.`,
  AigcWindowTooShort: ([seconds, minimum]) =>
    `The request's window has ${seconds} seconds; an answer is minted after a window of at least ${minimum}.`,
  AigcBondTooHigh: ([bondWei, maximumWei]) =>
    `The request's bond is ${ether(bondWei)}. Above ${ether(maximumWei)} hardly anybody can contradict its answer.`,
  AigcPromptTaken: ([id, requestId]) =>
    `The prompt's token ${idHex(id)} is held by request ${idHex(requestId)}, which is earlier or was never contested.`,
  AigcCommitmentKnown: ([commitment, block]) => `The commitment ${commitment} was made in block ${block} already.`,
  AigcCommitmentUnknown: ([commitment]) => `Nobody has made the commitment ${commitment}.`,
  AigcCommitmentOutOfTime: ([committed, requested]) =>
    `The commitment of block ${committed} is too early or too late for a request of block ${requested}.`,
  AigcContentCreationFailed: () => "Prompt and answer could not be stored: give the transaction more gas.",
  AigcUpToDate: ([id]) => `Token ${idHex(id)} already has the final answer.`,
  AigcLocked: ([id]) => `Token ${idHex(id)} is locked until its contest is over and its answer final.`,
  AigcNotLocked: ([id]) => `Token ${idHex(id)} is unlocked already.`,
  AigcRoyaltiesWait: ([modelId]) => `The offering of model ${idHex(modelId)} is undecided; its royalties wait.`,
  AigcNoRoyalties: ([asset]) => `There are no royalties in the asset ${asset}.`,
  AigcPictureTooLarge: ([bytes]) => `A picture of ${bytes} bytes is too large to be shown.`,
  ERC721IncorrectOwner: ([, id, owner]) => `Token ${idHex(id)} belongs to ${owner}.`,
  ERC721InsufficientApproval: ([operator, id]) => `${operator} may not move token ${idHex(id)}.`,
  ERC721InvalidApprover: ([approver]) => `${approver} can't approve this token.`,
  ERC721InvalidOperator: ([operator]) => `${operator} can't be approved.`,
  ERC721InvalidOwner: ([owner]) => `${owner} can't own tokens.`,
  ERC721InvalidReceiver: ([receiver]) => `${receiver} can't receive tokens of this kind.`,
  ERC721InvalidSender: ([sender]) => `${sender} can't send this token.`,
  ERC721NonexistentToken: ([id]) => `Nobody has minted token ${idHex(id)}.`,
  FailedCall: () => "The recipient did not accept the payment.",
  SafeERC20FailedOperation: ([token]) => `The asset ${token} refused the transfer.`,
  StringsInsufficientHexLength: ([value, length]) => `The number ${value} does not fit ${length} bytes.`,
};
