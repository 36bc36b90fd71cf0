/** Bounds of the local world, each with its unit and its reason. */

/** One-second blocks: fast enough to watch, slow enough to show that an answer takes a block. */
export const BLOCK_SECONDS = 1;

/** anvil answers within a second; a loaded two-core machine has needed five. */
export const CHAIN_START_MS = 20_000;

/** The node checks its packages and starts threads, while models are registered and the app is built beside it. */
export const NODE_START_MS = 240_000;

/** The node promises to stop within 10 s of SIGTERM. */
export const STOP_MS = 12_000;

/** The indexer opens its database within seconds, while packages are checked and the app is built beside it. */
export const INDEXER_START_MS = 120_000;
