import type { ErrorSentence } from "../../wallet/explain-error.ts";

const tryLater = "Reload the page and try again.";
const programmingError = "This shouldn't happen from this page; please report it.";

/** Errors of the liquidity locker. */
export const liquidityErrors: Readonly<Record<string, ErrorSentence>> = {
  LiquidityLockerNotVault: () => ({
    what: "Only the offering can lock this token's liquidity.",
    todo: programmingError,
  }),
  LiquidityLockerAlreadySeeded: () => ({ what: "The liquidity is locked already.", todo: tryLater }),
  LiquidityLockerNotSeeded: () => ({
    what: "The liquidity isn't locked yet.",
    todo: "Lock it first; anybody may.",
  }),
  LiquidityLockerWrongAmount: () => ({
    what: "The currency delivered another amount than it was asked for.",
    todo: "A week after the sale was finalised the money can go to those who redeem the token.",
  }),
  LiquidityLockerPriceOutOfRange: () => ({
    what: "The sale's price is one that no pool can hold.",
    todo: "A week after the sale was finalised the money can go to those who redeem the token.",
  }),
  LiquidityLockerPriceOff: () => ({
    what: "The pool's price is more than 1% off the sale's, and somebody's liquidity is in the way.",
    todo: "Whoever trades it back gains; then try again. After a week the money can go to those who redeem the token.",
  }),
  LiquidityLockerNoRoom: () => ({
    what: "Somebody has filled up the ticks at which the position could end.",
    todo: "Try again later. After a week the money can go to those who redeem the token.",
  }),
  LiquidityLockerNotPool: () => ({ what: "Only a pool may ask the locker to pay.", todo: programmingError }),
  LiquidityLockerNotWrappedEther: () => ({ what: "The locker takes no ether.", todo: programmingError }),
  LiquidityLockerNoFees: () => ({
    what: "The locked liquidity has earned nothing since the last time.",
    todo: "Come back after somebody has traded.",
  }),
};
