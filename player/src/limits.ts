/** Blocks in one `eth_getLogs`; public RPCs refuse from 2,000 to 10,000. */
export const LOG_RANGE_BLOCKS = 2_000n;
