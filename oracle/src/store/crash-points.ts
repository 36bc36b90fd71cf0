/**
 * Every moment between a write and what follows from it, by name. A process that ends at any of them must lose nothing and send
 * nothing twice; docs/node.md says why for each. Tests end a real process at each.
 */
export const CRASH_POINTS = [
  "folder locked",
  "tables made",
  "chain noted",
  "journal read",
  "intent about to be stored",
  "intent half stored",
  "intent stored",
  "intent broadcast",
  "intent marked",
  "refusal stored",
  "nonce reused",
  "mined seen",
  "mined half stored",
  "mined stored",
  "outcome told",
  "outcome noted",
  "superseded stored",
  "reorganisation stored",
  "rebroadcast about to be sent",
  "rebroadcast sent",
  "raise stored",
  "raise broadcast",
  "cancellation stored",
  "cancellation broadcast",
  "depth stored",
  "commitment stored",
  "commitment mined",
  "commitment unmined",
  "commitment dropped",
  "claim salt stored",
  "claim commitment mined",
  "claim salt dropped",
  "blocks about to be stored",
  "blocks half stored",
  "blocks stored",
  "job stored",
  "job taken",
  "job about to be done",
  "requests about to be let go",
] as const;

export type CrashPoint = (typeof CRASH_POINTS)[number];

/** Names the point at which a test wants this process to end, as "name", or "name*3" for the third time that it is there. */
export const CRASH_VARIABLE = "OPENIMO_CRASH_POINT";

const [wanted, count = "1"] = (process.env[CRASH_VARIABLE] ?? "").split("*");
let left = Number(count);

/** Ends this process at once, as SIGKILL does, when a test asked for it here. */
export function crashPoint(name: CrashPoint): void {
  if (name !== wanted) return;
  left -= 1;
  if (left === 0) process.kill(process.pid, "SIGKILL");
}
