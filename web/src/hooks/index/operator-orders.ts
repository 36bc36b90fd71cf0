export const OPERATOR_ORDERS = ["answers", "earned", "overturned", "bonded"] as const;

/** By what operators are listed, the greatest first. */
export type OperatorOrder = (typeof OPERATOR_ORDERS)[number];
