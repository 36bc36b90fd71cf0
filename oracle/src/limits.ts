/** Every bound of the node and the command line, with its unit and reason. */

// RPC

/** A healthy RPC answers within a second; more than this and another call is the better bet. */
export const RPC_CALL_TIMEOUT_MS = 10_000;
/** viem's own retries of one call; longer outages are the callers' matter. */
export const RPC_CALL_RETRIES = 1;
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

/** Blocks in one `eth_getLogs`; public RPCs refuse from 2,000 to 10,000. Halved when one refuses. */
export const LOG_RANGE_BLOCKS = 2_000n;
/** Blocks that are read again each time, so that a reorganisation up to this depth loses no request. */
export const LOG_OVERLAP_BLOCKS = 64n;
/** Open requests that are held in memory with their input (a transaction that public pools take has at most 128 KiB). While full, no further blocks are read. */
export const TRACKED_REQUESTS = 4_096;
/** Answers of one request that are kept, the posted one and those claimed in a dispute. The 32nd costs 30 bonds. */
export const OUTPUTS_OF_A_REQUEST = 32;
/** Reads sent in one go; keeps a JSON-RPC batch below the 100 that public RPCs accept. */
export const BATCH_CALLS = 50;

// Pace of the node

/** A local chain makes a block a second and an answer is expected within two. */
export const POLL_LOCAL_MS = 250;
/** On public chains a block takes 2 to 12 seconds. */
export const POLL_PUBLIC_MS = 2_000;
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
/** A transaction that isn't mined after this many blocks is looked at as lost, and its action decided anew. */
export const TRANSACTION_BLOCKS = 50n;
/** A transaction that the RPC does not have in this many blocks in a row was dropped; less may be a lagging RPC. */
export const TRANSACTION_MISSED_BLOCKS = 3;
/** Transactions in flight at one time. Most nodes queue 16 to 64 of an account. */
export const TRANSACTIONS_IN_FLIGHT = 16;
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
export const DISPUTE_GAS = 5_800_000n;
/**
 * Of each answer the dearest dispute's gas divided by this is set aside. Whoever contradicts a right answer loses 60% of a bond at
 * the least, so it is rare; and most of its gas comes back from that bond.
 */
export const ANSWERS_PER_DISPUTE = 1_000n;
/** Until the operator says otherwise no gas price above this is reckoned with: several times what public chains ask for. */
export const MAX_FEE_PER_GAS_WEI = 100_000_000_000n;

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
/** Pixels of a PNG, checked in its header before anything is allocated. */
export const PNG_SIDE_PIXELS = 8_192;
export const PNG_FILE_BYTES = 32 * 1024 * 1024;
/** One file of a package. The largest constants of shipped models are far below. */
export const PACKAGE_FILE_BYTES = 1024 * 1024 * 1024;
/** Files of one package that are served. */
export const PACKAGE_FILES = 10_000;
/** An archive, and the files in it together: a program's values and constants are at most 2 GiB (`MAX_PROGRAM_BYTES`). */
export const ARCHIVE_BYTES = 2 ** 31;
/** Files are cut into blocks of this size: the round number below what is read. */
export const ARCHIVE_CHUNK_BYTES = 2 ** 20;
/** A block that is read: IPFS exchanges no longer ones. */
export const ARCHIVE_BLOCK_BYTES = 2 ** 21;
/** Blocks of an archive, and of one file of it as they are met. With 256 KiB each, an eighth of it holds 2 GiB. */
export const ARCHIVE_BLOCKS = 65_536;
/** Folders in folders, and nodes of one file. A package has two, and a node names more than a hundred. */
export const ARCHIVE_DEPTH = 8;
/** Header of an archive or of one block: a version and a CID, some 60 bytes. */
export const ARCHIVE_HEAD_BYTES = 1_024;
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
export const PASSWORD_LEAST_CHARACTERS = 8;
/** The well-known mnemonic's accounts that local chains fund. */
export const DEVELOPMENT_KEYS = 10;

// Tokens

/** Commitments of one account to one prompt that are looked for; each lives for less than an hour. */
export const PROMPT_COMMITMENTS = 16;
