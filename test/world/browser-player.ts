import type { Page } from "playwright-core";
import type { Player } from "./passing-time.ts";
import type { Story } from "./story.ts";

/** What the page offers to sign in a dispute; each is a button of its own. */
const STEPS = [
  "Give up the operator's claim",
  "Claim my answer",
  "Commit to my computation",
  "Open the duel",
  "Make the next move",
  "Prove the fault",
  "Call the time",
  "Take the court's verdict",
  "Share out a lost bond",
] as const;

const LOOK_MS = 100;
/** A page has read a transaction's effects so long after it, on a busy machine too: no time should go by before. */
const READ_MS = 4_000;
const SETTLED = "It is decided, and all bonds are shared out.";

/** A person who clicks whatever the open page of a dispute offers, until nothing is left. Gives the names of what was signed. */
export function startClicking(
  story: Story,
  page: Page,
  onStep: (name: string, count: number) => Promise<void>,
): Player<string[]> {
  let waits = false;
  const panel = page.getByRole("region", { name: "Dispute", exact: true });
  let newest = "";
  let changedAt = Date.now();
  const look = async () => {
    const { hash, transactions } = await story.reader.getBlock();
    if (hash !== newest && transactions.length > 0) changedAt = Date.now();
    newest = hash;
  };
  const click = async (): Promise<string[]> => {
    const signed: string[] = [];
    for (;;) {
      if (await panel.getByText(SETTLED).isVisible()) return signed;
      await look();
      const isIdle = await panel.getByText("There is nothing to sign now.").isVisible();
      waits = isIdle && Date.now() - changedAt > READ_MS;
      for (const name of STEPS) {
        const button = panel.getByRole("button", { name, exact: true });
        if (!(await button.isVisible()) || (await button.getAttribute("aria-busy")) === "true") continue;
        waits = false;
        await onStep(name, signed.length);
        await button.click();
        signed.push(name);
        await button.waitFor({ state: "hidden" });
      }
      await page.waitForTimeout(LOOK_MS);
    }
  };
  return { ended: click(), isWaiting: () => waits };
}
