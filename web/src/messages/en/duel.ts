/** Texts of playing a dispute: what is signed, what it puts at stake, and how a duel stands. */
export const duel = {
  duel: {
    title: "Dispute",
    contradictTitle: "Contradict this answer",
    contradictText:
      "You claim what this browser computed, and defend it move by move, up to about fifteen signatures. A contract finds the first " +
      "number in which the two computations differ, computes it, and so decides. If you are right, the answer becomes yours.",
    stake: "You put at stake",
    staked: "Your bond at stake",
    gain: "If you win, you get it back and up to",
    timeLeft: "Time left",
    risk: "The bond is lost if your answer is wrong, or if you miss a turn: come back to this page before the time of each of your turns is over.",
    compute: "Prepare to contradict",
    tracing: (megabytes: string) => `Computing every step and keeping it: about ${megabytes} MB of memory`,
    cannotCompute: "This can't be computed here.",
    runsDisagree:
      "Two runs in this browser gave different answers. Nothing can be said about this one, so don't put up a bond.",
    commitText:
      "First sign that you have a claim, without showing it. So nobody who copies it before it is in a block gets your share.",
    contradictNow: "Now show your answer and put up the bond.",
    commitClaim: "Commit to my answer",
    contradict: "Contradict",
    takeSide: "Play from this browser",
    takeSideText:
      "To play, or to go on after a reload, this browser computes the right answer with every step again. Everything else stands on chain.",
    reading: "Reading what the chain says now…",
    gas: "Gas, about",
    duels: "Duels",
    number: (number: number) => `Duel ${number}`,
    turns: "Turns taken",
    where: "The first difference is in",
    mover: "Has to act",
    you: "You",
    over: "Nobody: it is over",
    clock: "Time left for this turn",
    shape: "where one run has ended and the other has not",
    entries: {
      items: (first: number, last: number) => (first === last ? `item ${first}` : `items ${first} to ${last}`),
      steps: (first: number, last: number) => (first === last ? `step ${first}` : `steps ${first} to ${last}`),
      instructions: (first: number, last: number) =>
        first === last ? `instruction ${first}` : `instructions ${first} to ${last}`,
      leaves: (first: number, last: number) => (first === last ? `block ${first}` : `blocks ${first} to ${last}`),
    },
    inInstruction: (number: number, operation: string, entries: string) =>
      operation === "" ? `instruction ${number}, ${entries}` : `instruction ${number} (${operation}), ${entries}`,
    steps: {
      silence: "Give up the operator's claim",
      claim: "Claim my answer",
      commitTrace: "Commit to my computation",
      openDuel: "Open the duel",
      move: "Make the next move",
      prove: "Prove the fault",
      timeout: "Call the time",
      conclude: "Take the court's verdict",
      settle: "Share out a lost bond",
    },
    stepTexts: {
      silence: "The operator hasn't shown how it computed its answer in time, so its claim falls.",
      claim: "No claim of your answer stands. You put up a bond for it.",
      commitTrace:
        "You answered first. You show the root of your computation, and the first move against the other claim.",
      openDuel: "You show the first part in which your computation differs from the other claim's.",
      move: "You show where the other side's last part begins to differ from yours, and your own part below it.",
      prove: "A contract computes the one number that is left. The other side falls when it was wrong.",
      timeout: "The other side's time is over. Whoever says so eliminates its claim.",
      conclude: "One claim is left, or none. The oracle takes the verdict, and the right answer becomes final.",
      settle: "A part is burned; the rest repays moves and goes to the winner and the requester.",
    },
    copied:
      "Somebody has copied your claim. Your commitment is older: claim it again, and it is yours; the copy's bond goes back.",
    waitRival: "It is the other side's turn. There is nothing to sign now.",
    waitClaims: "There is nothing to sign now.",
    claimsUntil: "Other answers can be claimed for",
    lost: "Your answer can't be defended any more in this case.",
    settled: "It is decided, and all bonds are shared out.",
    owed: "The court owes you",
    withdrawCredit: "Withdraw from the court",
  },
};
