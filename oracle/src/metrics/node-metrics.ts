import type { Hex } from "viem";

/** How a call of an RPC ended. `refused` is an answer: a revert, or what the method doesn't take. */
export type RpcOutcome = "answered" | "refused" | "unreachable";

/** What an error calls for: to try again, to change an option, to do something by hand, or to report it. */
export type Remedy = "retry" | "configuration" | "operator" | "bug";

/** Which part of the node failed. */
export type Where = "step" | "request" | "run" | "transaction" | "money" | "dispute" | "database";

/** Where a queue's work waits: for a package, for a run, to be sent, to be checked, to be disputed. */
export type Queue = "fetch" | "infer" | "post" | "check" | "dispute";

export type ChainMetrics = {
  /** The newest block; timestamp in unix seconds. */
  readonly head: (head: { readonly number: bigint; readonly timestamp: number }) => void;
  /** Newest block whose events were read. */
  readonly watermark: (number: bigint) => void;
  /** Blocks that were taken back. */
  readonly reorganised: (depthBlocks: number) => void;
  /** One round of the node, whatever came of it. */
  readonly stepped: (seconds: number, isDone: boolean) => void;
};

/** A provider is named by its place in the list and its host, never by its URL, which may carry a token. */
export type RpcMetrics = {
  readonly call: (provider: string, method: string, outcome: RpcOutcome, seconds: number) => void;
  /** Newest block that a provider has told. */
  readonly head: (provider: string, number: bigint) => void;
  /** Whether it is asked at present: one that fails, lags or lies is not, for a while. */
  readonly available: (provider: string, isAvailable: boolean) => void;
  /** A quorum of several said the same. */
  readonly agreed: () => void;
  /** The provider said something else than most. */
  readonly disagreed: (provider: string) => void;
  /** No quorum agreed, so that a decision waits. */
  readonly undecided: () => void;
};

export type RequestMetrics = {
  /** Names the models of which packages are loaded, before anything is told about them. */
  readonly serving: (models: readonly { readonly modelHash: Hex; readonly name: string }[]) => void;
  /** Requests that the node holds, by the state that they have on chain. All states at once: those not named are 0. */
  readonly held: (byState: Readonly<Record<string, number>>) => void;
  /** Open requests that could be answered and wait, by what is missing. */
  readonly withheld: (byFloor: Readonly<Record<"balance" | "profit", number>>) => void;
  /** An open request that is left to others. @param reason One of few fixed sentences. */
  readonly left: (reason: string) => void;
  /** An answer of ours is on chain. */
  readonly answered: (modelHash: Hex) => void;
  readonly inferred: (modelHash: Hex, seconds: number) => void;
  readonly inferenceFailed: (modelHash: Hex) => void;
  readonly queue: (queue: Queue, length: number) => void;
};

/**
 * How a transaction ended. `superseded`: another program's used its nonce; `cancelled`: one of ours, which takes it back. `returned` is no
 * end: its block is not canonical any more, and it is on its way again.
 */
export type TransactionOutcome = "done" | "reverted" | "superseded" | "cancelled" | "returned";

/** `action` is what it is for, as the journal has it: propose, commit, finalise, move… */
export type TransactionMetrics = {
  readonly published: (action: string) => void;
  /** @param seconds From its first broadcast, by the chain's clock. */
  readonly ended: (action: string, outcome: TransactionOutcome, seconds: number) => void;
  /** It was broadcast again with a higher fee. */
  readonly feeBumped: (action: string) => void;
  readonly pending: (count: number, oldestSeconds: number) => void;
  /** The next nonce of our own count, and how many below it are neither mined nor on their way. */
  readonly nonce: (next: number, gap: number) => void;
};

/** All in wei. */
export type MoneyMetrics = {
  readonly balance: (balanceWei: bigint, floorWei: bigint) => void;
  /** Bonds that would be lost if all our answers and claims were wrong. */
  readonly bondsAtStake: (wei: bigint) => void;
  /** Credits at oracle and court that aren't withdrawn. */
  readonly credit: (wei: bigint) => void;
  /** Rewards, callback fees and shares of bonds that others lost, which became ours. */
  readonly earned: (wei: bigint) => void;
  readonly gasSpent: (action: string, wei: bigint) => void;
};

/** `unverifiable` is no verdict: no package, no input, or a run that failed. */
export type CheckOutcome = "right" | "wrong" | "unverifiable";

export type DisputeMetrics = {
  /** Names the models whose answers can be checked, before anything is told about them. */
  readonly serving: (models: readonly { readonly modelHash: Hex }[]) => void;
  /** Another's answer was run again. */
  readonly checked: (modelHash: Hex, outcome: CheckOutcome) => void;
  /** The two executions of one request gave different answers: a bug of ours, and no transaction. */
  readonly executionsDisagreed: (modelHash: Hex) => void;
  readonly contradicted: (modelHash: Hex) => void;
  /** Cases that the node holds, by state: open, reopened, decided… All states at once: those not named are 0. */
  readonly held: (byState: Readonly<Record<string, number>>) => void;
  /** A deed in a case was sent: claim, commitTrace, openDuel, move, timeout, settle… */
  readonly moved: (action: string) => void;
  /** @param outcome For the side that the node played. */
  readonly ended: (outcome: "won" | "lost" | "void") => void;
  /** Time left until the first moment by which the node has to act in a case or window; undefined when there is none. */
  readonly deadlineMargin: (seconds: number | undefined) => void;
  /** Mode observe: what would have been done. */
  readonly withheld: (action: string) => void;
};

export type DatabaseMetrics = {
  /** One statement, or all of a transaction. */
  readonly query: (seconds: number, isDone: boolean) => void;
};

export type NodeFacts = {
  readonly version: string;
  readonly mode: string;
  readonly chainId: number;
  readonly operator: Hex | undefined;
};

/** What the node tells about itself while it works. Each part is handed to whoever has something to tell. */
export type NodeMetrics = {
  readonly chain: ChainMetrics;
  readonly rpc: RpcMetrics;
  readonly requests: RequestMetrics;
  readonly transactions: TransactionMetrics;
  readonly money: MoneyMetrics;
  readonly disputes: DisputeMetrics;
  readonly database: DatabaseMetrics;
  readonly failed: (where: Where, remedy: Remedy) => void;
  /** What doesn't change while the process runs. Operator is the account's address; undefined without a key. */
  readonly started: (facts: NodeFacts) => void;
};
