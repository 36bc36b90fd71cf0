import { parseEther, parseGwei } from "viem";

/** The immutable parameters of one deployment; every `*Seconds` is a duration, every `*Wei` an amount. */
export type OracleParameters = {
  readonly minWindowSeconds: number;
  readonly maxWindowSeconds: number;
  readonly defaultWindowSeconds: number;
  readonly minTimeoutSeconds: number;
  readonly maxTimeoutSeconds: number;
  readonly defaultTimeoutSeconds: number;
  readonly bondFloorWei: bigint;
  readonly callbackGasPriceWei: bigint;
};

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** For chains whose money is real: a window that censorship of an hour doesn't defeat. */
const standard: OracleParameters = {
  minWindowSeconds: 10 * MINUTE,
  maxWindowSeconds: 7 * DAY,
  defaultWindowSeconds: 2 * HOUR,
  minTimeoutSeconds: 5 * MINUTE,
  maxTimeoutSeconds: 7 * DAY,
  defaultTimeoutSeconds: HOUR,
  bondFloorWei: parseEther("0.02"),
  callbackGasPriceWei: parseGwei("5"),
};

/** For the local chain: the same rules at a pace at which a person can watch them. */
const local: OracleParameters = {
  ...standard,
  minWindowSeconds: 5,
  defaultWindowSeconds: 30,
  minTimeoutSeconds: 10,
  defaultTimeoutSeconds: 60,
};

const LOCAL_CHAIN_ID = 31337;

export function oracleParameters(chainId: number): OracleParameters {
  return chainId === LOCAL_CHAIN_ID ? local : standard;
}
