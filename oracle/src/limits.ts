/** Every bound of the node and the command line, with its unit and reason. */

// RPC

/** A healthy RPC answers within a second; more than this and another call is the better bet. */
export const RPC_CALL_TIMEOUT_MS = 10_000;
/** Where there is no other RPC to ask, a call that failed is made once more after this; longer outages are the callers' matter. */
export const RPC_RETRY_PAUSE_MS = 150;
/** RPC URLs of one node; each costs a call for each new block. */
export const PROVIDERS_MOST = 16;
/** A provider that failed isn't preferred for this, twice as long each time in a row, from and up to this. */
export const PROVIDER_COOLDOWN_FIRST_MS = 1_000;
export const PROVIDER_COOLDOWN_LONGEST_MS = 60_000;
/** A provider further behind than either isn't preferred until it has caught up: a minute is five blocks where they are slow. */
export const STALE_HEAD_BLOCKS = 8n;
export const STALE_HEAD_SECONDS = 60;
/** So many contradictions of a quorum in a row are no reorganisation that a provider has not seen yet. */
export const CONTRADICTIONS_MOST = 3;
/** For how long a provider that contradicts the quorum is left out. */
export const PROVIDER_EVICTION_MS = 600_000;
/** A provider that takes longer than this is no longer waited for alone: another one is asked as well, or the only one once more. */
export const HEDGE_MS = 2_000;
/** Once a quorum has told its newest blocks, the others have this long to tell theirs. */
export const HEAD_GRACE_MS = 500;
/**
 * How often one question of a quorum is put to an RPC that fails quickly. A step makes dozens: with one RPC of three gone and a fifth of the
 * others' answers lost, each comes to its end in 98 of 100 cases, and would in 64 if it were put once.
 */
export const RPC_QUICK_TRIES = 3;
/** At the start, once one provider has answered, the others have this long; who comes later is checked then. */
export const PROVIDER_START_GRACE_MS = 2_000;
/** So many providers must refuse a call before its refusal is believed: one alone could keep the node from acting. */
export const REFUSALS_TO_BELIEVE = 2;
/** The node is not ready when no step succeeded for this and one poll: an RPC that hangs fails only after its timeouts. */
export const READY_SILENCE_MS = 5_000;
/** A step that takes longer than this hangs: the process is of no use any more and may be restarted. */
export const LIVE_SILENCE_MS = 600_000;
/** First and longest pause between attempts to reach a lost RPC. The longest bounds how late the node notices its return. */
export const RPC_BACKOFF_FIRST_MS = 500;
export const RPC_BACKOFF_LONGEST_MS = 10_000;
/** Default of `--start-timeout-seconds`: a chain that starts beside the node is up by then. */
export const START_TIMEOUT_SECONDS = 30;

// Events

/** Blocks in one `eth_getLogs`: as the player of disputes has it. Halved when one refuses. */
export { LOG_RANGE_BLOCKS } from "@openimo/player";
/** Blocks that are read again each time: an RPC that has a new block may not have all its logs at once. */
export const LOG_OVERLAP_BLOCKS = 8n;
/** A reorganisation up to this depth is undone block by block, and the headers of so many blocks below the newest are compared. */
export const REORG_BLOCKS = 64n;
/** Hashes of blocks that are kept below the newest: a deeper reorganisation than usual is still undone without reading all again. */
export const BLOCKS_KEPT = 1_024n;
/** Looks at the chain in a row that found it changing while it was read. */
export const INCONSISTENT_READS_MOST = 5;
/** Requests that are followed at one time, without their data: half a kilobyte each. The others wait in the database. */
export const TRACKED_REQUESTS = 16_384;
/** A request whose state was not looked at for so many blocks is looked at, though no event told of a change. */
export const STATE_REFRESH_BLOCKS = 64n;
/** Reads of the oracle in one call: each takes 224 bytes of the calldata, which without a multicall contract is initcode and bounded by 48 KiB. */
export const READS_PER_CALL = 150;
/** Answers of one request that are kept, the posted one and those claimed in a dispute. The 32nd costs 30 bonds. */
export const OUTPUTS_OF_A_REQUEST = 32;
/** Reads sent in one go; keeps a JSON-RPC batch below the 100 that public RPCs accept. */
export const BATCH_CALLS = 50;

// Pace of the node

/** A local chain makes a block a second and an answer is expected within two. */
export const POLL_LOCAL_MS = 250;
/** On public chains a block takes 2 to 12 seconds. */
export const POLL_PUBLIC_MS = 2_000;
/** Blocks of which the shortest gap says when the next one may come. */
export const PACE_BLOCKS = 8;
/** Without work the chain is looked at once a block, but not less often than each so many polls: mainnet's 12 seconds. */
export const PACE_MOST_POLLS = 6;
export const POLL_LEAST_MS = 50;
export const POLL_MOST_MS = 60_000;
/** An answer that would be mined this close to the deadline would probably come late and only cost gas. */
export const ANSWER_MARGIN_SECONDS = 2;
/** An operator leaves the requester this long to expire an unanswered request, then does it so that no request ends in silence. */
export const EXPIRE_GRACE_SECONDS = 15;
/** Closer to the deadline than this an answer is posted without a commitment, which takes a block more. */
export const COMMIT_MARGIN_SECONDS = 30;
/** For how many blocks the oracle counts a commitment. */
export const COMMITMENT_BLOCKS = 256n;
/** After a failed action the next attempt waits, twice as long each time, from and up to this. */
export const RETRY_FIRST_MS = 1_000;
export const RETRY_LONGEST_MS = 60_000;
/**
 * Transactions in flight at one time: 5 million gas, a block of two seconds at the pace of 30 million in 12, hold 86 answers of 58,000. Pools
 * are sure to hold 16 to 64 of an account; what one drops is sent again.
 */
export const TRANSACTIONS_IN_FLIGHT = 128;
/** Actions of a step that are sent while the next one is prepared: estimates take a round trip each. */
export const SENDS_AT_ONCE = 8;
/** Of these, kept free for what defends money at stake. */
export const URGENT_TRANSACTIONS = 16;
/** How often money that is not tied to a new event (revenue that waits for an offering, credits) is looked at. */
export const MONEY_INTERVAL_MS = 15_000;
/** Models of which revenue is looked at in one step. */
export const MODELS_PER_STEP = 50;
/** SIGTERM: what is being done is finished within this, or cut off. */
export const SHUTDOWN_MS = 10_000;

/** A run that takes less is waited for; a longer one goes on beside the next looks at the chain. */
export const QUICK_RUN_MS = 100;
/** Threads of one model. More gain little: an instruction is over before they all have begun. */
export const THREADS_MOST = 8;

// Gas

/** Added to every estimate, in percent: state may change between the estimate and the block. */
export const GAS_MARGIN_PERCENT = 20n;
/** For how long the gas of a routine call is taken from the last estimate of one: chains change prices at forks, and blocks differ little. */
export const ROUTINE_GAS_MS = 600_000;
/** Three slots of storage that are filled for the first time, 22,100 each, where they were not when it was estimated. */
export const ROUTINE_STORAGE_GAS = 66_300n;
/** Gas around a callback that an estimate may miss, above the callback's own limit and the 1/63 that the EVM keeps back. */
export const CALLBACK_GAS_MARGIN = 60_000n;
/** What `deliver` costs without the callback: calldata, hashing, two storage writes. For the profit estimate only. */
export const DELIVER_BASE_GAS = 120_000n;
/** What `takeOver` costs. For the profit estimate only. */
export const TAKE_OVER_GAS = 100_000n;
/** What `commit` costs: docs/gas.md, with the transaction's own gas and calldata. For the profit estimate only. */
export const COMMIT_GAS = 50_000n;
/** What `propose` costs without the answer's bytes and the callback; a test compares it with what the chain charges. */
export const ANSWER_BASE_GAS = 70_000n;
/** A byte of an answer, or of the callback's data that is passed with it: calldata that isn't zero costs 40 by EIP-7623 at the most, and less with its log and hash. */
export const ANSWER_GAS_PER_BYTE = 40n;
/** What `finalise` costs for an operator who has earned before; tested likewise. */
export const FINALISE_GAS = 50_000n;
/**
 * What the dearest dispute costs one side: a claim of the longest answer with its siblings (97,000 bytes at 40 gas, 300,000 for the
 * court), eight moves of 66,000, a proof of 600,000, and 400,000 to conclude, settle and withdraw.
 */
export const WORST_DISPUTE_GAS = 5_800_000n;
/**
 * Of each answer the dearest dispute's gas divided by this is set aside. Whoever contradicts a right answer loses 60% of a bond at
 * the least, so it is rare; and most of its gas comes back from that bond.
 */
export const ANSWERS_PER_DISPUTE = 1_000n;
/**
 * The balance floor reckons with this many times the present gas price, and never with more than `--max-fee`. The base fee needs twelve
 * full blocks to become four times as high; what a dispute asks for comes over hours, with a warning at twice the floor.
 */
export const FLOOR_PRICE_TIMES = 4n;
/** How often the account's balance is read. What the node itself has spent in between is known without. */
export const BALANCE_INTERVAL_MS = 60_000;

// Sender

/** A mined transaction is watched until its block has this many on top: no reorganisation that the node undoes is deeper. */
export const WATCHED_BLOCKS = 64n;
/** Default of `--max-fee`, in gwei: more than blocks have cost for longer than some hours on any chain priced in ether. */
export const MAX_FEE_GWEI = "500";
/** How long what the RPC suggests as priority fee is used: it changes slowly, and asking for each transaction is a call more. */
export const SUGGESTED_FEE_MS = 30_000;
/** With more time left than this a fee is patient: the base fee falls to half in six empty blocks, some 72 seconds. */
export const FEE_PATIENT_SECONDS = 600;
/** With less than this it has to be in the next block or two of the slowest chain. */
export const FEE_HASTE_SECONDS = 24;
/** Times the newest base fee that is offered with patience: it rises by an eighth a block at most, so five full blocks. */
export const FEE_HEADROOM = 2n;
/** The same in haste: nineteen full blocks. Only the base fee of the block is paid. */
export const FEE_HASTE_HEADROOM = 10n;
/** Times the suggested tip that is offered in haste. It is paid. */
export const FEE_HASTE_TIP = 5n;
/** What pools ask of a replacement, in percent more than before. */
export const FEE_LEAST_RAISE_PERCENT = 10n;
/** A fee is raised each time that this part of the time left has passed in vain, within the bounds below. */
export const RAISE_SHARE = 8;
export const RAISE_LEAST_SECONDS = 2;
export const RAISE_MOST_SECONDS = 60;
/** Blocks that pass before a fee is raised: the first one may have been made before the transaction was there. */
export const RAISE_BLOCKS = 2n;
/** Transactions of one nonce. With 25% each, the last offers a thousand times what the first did. */
export const ATTEMPTS_OF_A_NONCE = 32;
/** Blocks after which a transaction is sent to the RPC again, at first and at most; it may have been dropped. */
export const REBROADCAST_FIRST_BLOCKS = 4n;
export const REBROADCAST_LONGEST_BLOCKS = 64n;
/** Each so many blocks the receipts of all that is open are asked for, in case a block was missed. */
export const FULL_LOOK_BLOCKS = 8n;
/** Blocks between two looks that are read one by one; after more of them receipts are asked for. */
export const WALKED_BLOCKS = 8n;
/** For so long after its deadline a transaction that nothing waits for is left to be replaced by the next action: two slow blocks. */
export const REUSE_SECONDS = 24;
/** Nonces that others' transactions in the pool seem to have taken are left to them for so many blocks. */
export const FOREIGN_PATIENCE_BLOCKS = 8n;
/** How far before a transaction the use of its nonce is looked for first. */
export const FOREIGN_BLOCKS = 256n;
/** Gas of a transfer to oneself, which uses a nonce up, where the estimate fails. */
export const CANCEL_GAS = 21_000n;
/** A commitment whose request was not seen to end is kept for this: no deadline and window are longer. */
export const COMMITMENT_DAYS = 60;

// Data

/** A lock that was taken over is looked at again after this: another process may have taken it over at the same moment. */
export const LOCK_SETTLE_MS = 200;
export const LOCK_FILE_BYTES = 4_096;
/** Rows in memory while a table is gone through: one of a request with its input has up to a quarter of a megabyte. */
export const EXPORTED_ROWS = 100;
/** Headers that `db verify` keeps: rows come by id, and half a kilobyte each is little. */
export const HEADERS_KEPT = 65_536;
/** Differences that `db verify` names; more tell nothing more. */
export const DIFFERENCES_TOLD = 100;

// Workers

/**
 * A worker that has not renewed its lease for so long is gone: it does three times in this, and a database answers within a second. Its
 * job goes on within the ten seconds in which everything goes on after a crash.
 */
export const JOB_LEASE_SECONDS = 6;
/** Workers that one job may end, as by more memory than there is, before it is given up. */
export const JOB_ATTEMPTS = 3;
/** Between two looks at the jobs, of a worker that has none and of a node that waits for one: an answer takes seconds. */
export const JOB_POLL_MS = 100;
/** A job that nobody has done for so long is told: there may be no worker with the model's package. */
export const JOB_WARNING_SECONDS = 30;
/** What is kept of the words of a model that failed. */
export const JOB_ERROR_CHARACTERS = 4_096;
/** Between two attempts of a node on standby to take over. */
export const STANDBY_POLL_MS = 1_000;

// Fetching packages

/** A URI of a package; what a registration holds beyond it is no address that anybody serves. */
export const PACKAGE_URI_CHARACTERS = 2_048;
/** Redirects of one request: a host and a mirror behind it need one or two. */
export const FETCH_REDIRECTS = 5;
/** Headers of an answer, all together. */
export const FETCH_HEADER_BYTES = 16 * 1024;
/** From the lookup of a name to the end of an answer's headers. A gateway may have to find a block's holder first. */
export const FETCH_HEAD_MS = 60_000;
/** In each such time a body has to bring at least the bytes below (16 KiB a second), so that nobody holds a fetch with drops. */
export const FETCH_WINDOW_MS = 20_000;
export const FETCH_WINDOW_BYTES = 20 * 16 * 1024;
/** One package from its first byte to its last check: 2 GiB at 5 Mbit/s. */
export const FETCH_SECONDS = 3_600;
/** Memory of the process that fetches, beyond the package that it holds: Node, its libraries and hashing take some 200 MB. */
export const FETCH_MEMORY_MEGABYTES = 1_024;
/** Between two looks at that process's memory. */
export const FETCH_WATCH_MS = 25;
/** What is kept of the words of a process that broke. */
export const FETCH_COMPLAINT_CHARACTERS = 4_096;
/** Default of `--cache-mb`, and the most, a hundred terabytes: beyond it the option was mistyped. */
export const CACHE_MEGABYTES = 20_000;
export const CACHE_MOST_MEGABYTES = 100_000_000;
/** What a fetch left behind that was cut off is removed after this; none takes so long. */
export const CACHE_STALE_MS = 24 * 3_600_000;
/** Models that one node fetches by itself. Each that it serves holds memory, and anybody can register more. */
export const FETCHED_MODELS = 64;
/** After a failed fetch the next attempt waits, twice as long each time, from and up to this; then the model is left. */
export const FETCH_RETRY_FIRST_MS = 30_000;
export const FETCH_RETRY_LONGEST_MS = 3_600_000;
export const FETCH_ATTEMPTS = 8;
/** What `config check` reckons one answer and its finality to cost: 97,000 by docs/gas.md, and calldata of a few kilobytes. */
export const CHECKED_ANSWER_GAS = 200_000n;

// Command line

/** Default of `request send --timeout-seconds`: the local chain's time to answer, and then some. */
export const WAIT_SECONDS = 120;
export const WAIT_POLL_LOCAL_MS = 200;
export const WAIT_POLL_PUBLIC_MS = 2_000;
/** How long a command waits for its own transaction to be mined. */
export const RECEIPT_TIMEOUT_MS = 120_000;
/** A trade on a curve that isn't mined by then is refused: its price was looked at too long ago. */
export const TRADE_DEADLINE_SECONDS = 1_200n;
/** `dispute play` sends a transaction again with a higher fee when no block took it in this time: ten blocks, or five. */
export const REPLACE_AFTER_LOCAL_MS = 10_000;
export const REPLACE_AFTER_PUBLIC_MS = 60_000;
/** What each such fee is raised by, in percent; pools take no replacement that adds less than 10. */
export const FEE_RAISE_PERCENT = 25n;
/** How often the fee of one nonce is raised: to 14.5 times what the chain asked for at first. */
export const FEE_RAISES_MOST = 12;
/** In `dispute play` the same refusal in an unchanged case; more is no race and no lagging RPC. */
export const PLAY_REFUSALS_MOST = 6;
/** `dispute play` outlasts a failing RPC for this, and in any case for as long as claims are taken. */
export const PLAY_OUTAGE_MS = 600_000;
/** `request list` shows this many by default, and never more than the second. */
export const LISTED_REQUESTS = 20;
export const LISTED_REQUESTS_MOST = 1_000;
/** Models that a name is looked up among; beyond it, ids only. Each is one read. */
export const RESOLVED_MODELS = 10_000;
/** How long `status` waits for the node's own HTTP. */
export const NODE_STATUS_TIMEOUT_MS = 2_000;

// Files

/** The longest input a registry accepts, in bytes (`MAX_INPUT_BYTES`); an input file beyond it is not read. */
export const INPUT_BYTES = 126_976;
/** One file of a package. The largest constants of shipped models are far below. */
export const PACKAGE_FILE_BYTES = 1024 * 1024 * 1024;
/** The longest manifest that the runtime reads (`MAX_MANIFEST_BYTES`). */
export const MANIFEST_BYTES = 2 ** 22;
/** Files of one package that are served. */
export const PACKAGE_FILES = 10_000;
/** An archive, and the files in it together: a program's values and constants are at most 2 GiB (`MAX_PROGRAM_BYTES`). */
export const ARCHIVE_BYTES = 2 ** 31;
/** A block that is read: IPFS exchanges no longer ones. */
export const ARCHIVE_BLOCK_BYTES = 2 ** 21;
/** Blocks of an archive, and of one file of it as they are met. With 256 KiB each, an eighth of it holds 2 GiB. */
export const ARCHIVE_BLOCKS = 65_536;
/** Folders in folders, and nodes of one file. A package has two, and a node names more than a hundred. */
export const ARCHIVE_DEPTH = 8;
/** Header of an archive or of one block: a version and a CID, some 60 bytes. */
export const ARCHIVE_HEAD_BYTES = 1_024;
export const CONFIGURATION_FILE_BYTES = 64 * 1024;
export const DEPLOYMENT_FILE_BYTES = 64 * 1024;
/** A table of contributors, and the drop made of it, whose proofs of 17 hashes are the most of it. */
export const DROP_ENTRIES = 100_000;
export const DROP_FILE_BYTES = 256 * 1024 * 1024;
export const CALIBRATION_FILES = 100_000;

// Compiling

/** Defaults of `model compile`: several times what the largest model that fits a program takes. */
export const COMPILE_MEMORY_MEGABYTES = 4_096;
export const COMPILE_SECONDS = 3_600;
/** A tebibyte: beyond it the option was mistyped. */
export const COMPILE_MEMORY_MOST_MEGABYTES = 1_048_576;
/** Longer than this a timer of JavaScript can't wait. */
export const COMPILE_MOST_SECONDS = 2_000_000;
/** Between two looks at the memory; in this time a thread fills some hundred megabytes at most. */
export const COMPILE_WATCH_MS = 25;
export const CARD_BYTES = 1024 * 1024;

// Keys

/** Standard strength of the Web3 Secret Storage format: about a second and 256 MiB. */
export const SCRYPT_N = 2 ** 18;
export const SCRYPT_R = 8;
export const SCRYPT_P = 1;
/** A foreign keystore that asks for more memory than this is refused, in bytes. */
export const SCRYPT_MEMORY_BYTES = 1024 * 1024 * 1024;
export const KEYSTORE_FILE_BYTES = 64 * 1024;
/** A file with one secret; the longest is an address with a token. */
export const SECRET_FILE_BYTES = 64 * 1024;
/** A signer asks nobody, and an answer's deadline runs. */
export const SIGNER_TIMEOUT_MS = 10_000;
export const PASSWORD_LEAST_CHARACTERS = 8;
/** The well-known mnemonic's accounts that local chains fund. */
export const DEVELOPMENT_KEYS = 10;

// Tokens

/** Commitments of one account to one prompt that are looked for; each lives for less than an hour. */
export const PROMPT_COMMITMENTS = 16;

// Watching and defending

/** Answers that are checked at the same time. Each keeps its model's threads busy, and new work runs beside it. */
export const CHECKS_AT_ONCE = 2;
/** Traces that are held at the same time, each in a thread of its own. One of a large model takes some hundred megabytes. */
export const SIDES_AT_ONCE = 2;
/** Objects of JavaScript in such a thread, in megabytes; tensors lie beside them. */
export const SIDE_HEAP_MEGABYTES = 2_048;
/** For a trace, a proof or the plain reference: the slowest of the shipped models takes minutes, and a turn of a duel hours. */
export const SIDE_MS = 1_800_000;
/** Requests that are watched at one time, a kilobyte each. What more there is waits in the database. */
export const WATCHED_REQUESTS = 65_536;
/** Requests that are looked at in one step, the most urgent first. */
export const LOOKED_AT_PER_STEP = 256;
/** Closer than this to the end of a window or of the time for claims, a claim is made without a commitment, which takes a block more. */
export const CLAIM_COMMIT_MARGIN_SECONDS = 60;
/** A step that is about others' money only is left to them for this, or for a quarter of a turn's least time where that is less. */
export const RESCUE_GRACE_SECONDS = 120;
/** What a dispute costs who plays it alone, from the contradiction to the last bond (docs/gas.md). For the profit estimate only. */
export const DISPUTE_GAS = 2_000_000n;
/** What could not be verified is tried again after this, by the chain's clock: an RPC is back by then, or it is worth a look. */
export const CHECK_RETRY_SECONDS = 15;
/** Default of `--max-stake`, in ether: a handful of ordinary bonds. */
export const MAXIMUM_STAKE_ETHER = "1";
/** Steps of `openimo resolve`: the bonds of sixty claims cost more than anybody has. */
export const RESOLVE_STEPS_MOST = 64;
