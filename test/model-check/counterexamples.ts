/** `npx tsx test/model-check/counterexamples.ts`: for each rule that is broken the shortest way to what goes wrong. */
import { BROKEN_DESCENTS, type BrokenDescent } from "./broken-descents.ts";
import { BROKEN_RULES, type BrokenRule } from "./broken-rules.ts";
import { checkBroken } from "./check-cases.ts";
import { checkDescents } from "./descent-check.ts";
import { told } from "./explore.ts";
import { SMALL_PROGRAMS } from "./small-list.ts";

for (const broken of Object.keys(BROKEN_RULES) as BrokenRule[]) {
  const { counterexample } = checkBroken(broken);
  console.log(
    `${broken} (${BROKEN_RULES[broken].scenario})\n${counterexample ? told(counterexample) : "  nothing found"}\n`,
  );
}
for (const broken of Object.keys(BROKEN_DESCENTS) as BrokenDescent[]) {
  for (const program of SMALL_PROGRAMS) {
    const { counterexample } = checkDescents(program, broken);
    if (counterexample === undefined) continue;
    console.log(`${broken} (${program.name})\n${told(counterexample)}\n`);
    break;
  }
}
