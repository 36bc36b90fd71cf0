import { type Address, parseEther, parseGwei, zeroAddress } from "viem";
import { type Uniswap, uniswapOf } from "./uniswap.ts";

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
  /** Of the revenue of every model; at most 1000. */
  readonly protocolShareBasisPoints: number;
  /** The zero address exactly when there is no share. */
  readonly protocolRecipient: Address;
};

/** The immutable parameters of the court of one deployment. */
export type CourtParameters = {
  readonly commitSeconds: number;
  readonly joinSeconds: number;
  readonly clockSeconds: number;
  readonly incrementSeconds: number;
  readonly stalemateSeconds: number;
  readonly moveGasPriceWei: bigint;
};

export type DeploymentParameters = {
  readonly court: CourtParameters;
  readonly oracle: OracleParameters;
  /** Undefined where the deployment creates it, too. */
  readonly uniswap: Uniswap | undefined;
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
  // Seven tenths of it pay the whole of a dispute's gas at 50 gwei.
  bondFloorWei: parseEther("0.1"),
  callbackGasPriceWei: parseGwei("5"),
  // Nobody takes a share of what models earn.
  protocolShareBasisPoints: 0,
  protocolRecipient: zeroAddress,
};

/** For the local chain: the same rules at a pace at which a person can watch them. */
const local: OracleParameters = {
  ...standard,
  bondFloorWei: parseEther("0.02"),
  minWindowSeconds: 5,
  defaultWindowSeconds: 30,
  minTimeoutSeconds: 10,
  defaultTimeoutSeconds: 60,
};

/** A side can be censored for an hour without losing, and a dispute ends within about a day. */
const standardCourt: CourtParameters = {
  commitSeconds: HOUR,
  joinSeconds: 2 * HOUR,
  clockSeconds: 3 * HOUR,
  incrementSeconds: 20 * MINUTE,
  stalemateSeconds: 2 * DAY,
  moveGasPriceWei: parseGwei("50"),
};

const localCourt: CourtParameters = {
  ...standardCourt,
  commitSeconds: 20,
  joinSeconds: 20,
  clockSeconds: 40,
  incrementSeconds: 10,
  stalemateSeconds: 10 * MINUTE,
};

const LOCAL_CHAIN_ID = 31337;

/** @throws Error when no Uniswap v3 is known on the chain. */
export function deploymentParameters(chainId: number): DeploymentParameters {
  return chainId === LOCAL_CHAIN_ID
    ? { court: localCourt, oracle: local, uniswap: undefined }
    : { court: standardCourt, oracle: standard, uniswap: uniswapOf(chainId) };
}
