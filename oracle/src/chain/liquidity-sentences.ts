import type { Sentences } from "./contract-sentences.ts";

type LiquidityError = Extract<keyof Sentences, `LiquidityLocker${string}`>;

/** Sentences for the errors of the liquidity locker. */
export const LIQUIDITY_SENTENCES: Pick<Sentences, LiquidityError> = {
  LiquidityLockerNotVault: ([token, caller]) => `${caller} is not the vault of the token ${token}.`,
  LiquidityLockerAlreadySeeded: ([token]) => `The liquidity of the token ${token} is locked already.`,
  LiquidityLockerNotSeeded: ([token]) =>
    `The token ${token} has no locked liquidity yet: run \`openimo offering seed-liquidity\` first.`,
  LiquidityLockerWrongAmount: ([currency, expected, received]) =>
    `The locker expected ${expected} base units of ${currency} and got ${received}.`,
  LiquidityLockerPriceOutOfRange: ([tokens, amount]) =>
    `${amount} base units of the currency for ${tokens} of the token is a price that no pool can hold.`,
  LiquidityLockerPriceOff: ([pool]) =>
    `The price of the pool ${pool} is more than 1% off the sale's, and others' liquidity is in the way. Trade it back with a gain, or try again later; a week after the sale was finalised, run \`openimo offering release-liquidity\`.`,
  LiquidityLockerNoRoom: ([pool]) =>
    `Somebody has filled up every tick of the pool ${pool} at which a position could end. Try again later.`,
  LiquidityLockerNotPool: ([caller]) => `${caller} is no pool that the locker trades with.`,
  LiquidityLockerNotWrappedEther: ([caller]) => `The locker takes no ether from ${caller}.`,
  LiquidityLockerNoFees: ([token]) =>
    `The locked liquidity of the token ${token} has earned nothing since the last time.`,
};
