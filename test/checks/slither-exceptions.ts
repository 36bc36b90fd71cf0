/** Detectors of Slither whose findings say nothing here, each with the reason. They don't run. */
export const silencedDetectors: Readonly<Record<string, string>> = {
  assembly: "Kernels, witnesses and guarded calls are assembly on purpose; each block is marked memory-safe.",
  "calls-loop": "Loops are bounded, and call contracts of ours, or are the caller's own list of tokens.",
  "costly-loop": "At most ten allocations are handed over, once in a token's life.",
  "dead-code": "It misses overrides that only a library's base contract calls.",
  "divide-before-multiply":
    "The products are row and block numbers of tensors, where the division is meant to drop the rest.",
  "incorrect-equality": "States, ids and stored numbers are compared, no balance that somebody could move by a wei.",
  "incorrect-shift": "It takes shl(n, 1) for a mistake; 1 << n is meant.",
  "low-level-calls": "Ether is paid by a call, and its outcome is always read.",
  "naming-convention": "Immutables and public constants have the names that their interfaces give them.",
  "reentrancy-events": "The order of events within a transaction is told by the interfaces.",
  "shadowing-local": "Named return values carry the name of what they return.",
  timestamp: "Deadlines are in seconds; a proposer can shift them by seconds, and no limit is that short.",
  "too-many-digits": "Tables and masks are hexadecimal constants.",
  "uninitialized-local": "Local variables begin at zero.",
};

/** A finding that was looked at and stays. */
export type SlitherException = {
  readonly detector: string;
  /** `Contract.function` in which Slither sees it, or `function.parameter`. */
  readonly places: readonly string[];
  readonly reason: string;
};

export const slitherExceptions: readonly SlitherException[] = [
  {
    detector: "arbitrary-send-eth",
    places: ["CourtVerdicts.withdraw"],
    reason: "An account's own credit goes to that account, whoever calls; it is zero before ether leaves.",
  },
  {
    detector: "arbitrary-send-eth",
    places: ["LiquidityLocker._handOn", "LiquidityLocker._take"],
    reason: "The locker wraps what came with the call, and hands fees to the token whose position earned them.",
  },
  {
    detector: "reentrancy-eth",
    places: ["LiquidityLocker.seed"],
    reason:
      "Every entry of the locker is behind one guard; its callbacks answer only the pool that it is calling, and amounts are what the pool answers.",
  },
  {
    detector: "missing-zero-check",
    places: ["constructor.factory_", "constructor.wrappedEther_"],
    reason:
      "The deployment gives both; a locker without them could lock nothing, and every sale's money could be released.",
  },
  {
    detector: "unchecked-transfer",
    places: ["ContributorDrop.claim", "ContributorDrop.sweep", "LaunchVault._giveTokens"],
    reason: "The token is ours: it reverts where it can't transfer.",
  },
  {
    detector: "reentrancy-no-eth",
    places: ["FixedPriceOffering.commitWithPermit"],
    reason: "Nothing is read before the permit, so whatever a currency does in it happens before the commitment.",
  },
  {
    detector: "reentrancy-no-eth",
    places: ["OracleDisputes.finaliseDispute"],
    reason: "The court is fixed at deployment and calls nobody back in conclude.",
  },
  {
    detector: "reentrancy-benign",
    places: ["FixedPriceOffering.commitWithPermit", "HolderGovernor._proposeCall", "OracleDisputes.finaliseDispute"],
    reason: "Court and token are ours and call nobody back. Nothing is read before a permit.",
  },
  {
    detector: "unused-return",
    places: [
      "AigcCollections.create",
      "AigcRenderer._heading",
      "AigcRenderer.nameOf",
      "BatchAuction._settle",
      "BondingCurve._liquidity",
      "BondingCurve.initialise",
      "CourtDuels._openDuel",
      "FixedPriceOffering._settle",
      "LiquidityLocker._openPool",
      "LiquidityLocker._price",
      "LiquidityLocker._rangeEnd",
      "LiquidityLocker.collectFees",
      "LiquidityLocker.positionOf",
      "OracleRevenue.getModel",
      "OracleTerms.assetFeeOf",
      "OracleTerms.estimateFeeBatch",
      "OracleTerms.priceOf",
      "PeriodVotes._share",
      "RevenueAssets._assetBooks",
      "RevenueAssets._shareOut",
    ],
    reason:
      "A part of several return values is left out by its place, or the value is what was passed in or follows from it.",
  },
];
