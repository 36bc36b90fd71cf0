/** What is explored: how a case begins, and who there is. */
export type ScenarioName =
  | "an honest proposer, who may be absent"
  | "a right answer of the coalition's"
  | "a wrong answer that the honest side contradicts"
  | "a wrong answer that the coalition contradicts"
  | "an honest side that comes in the second generation"
  | "nobody honest but who asked";
