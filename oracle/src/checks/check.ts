import { explain } from "../command-line/explain.ts";

/** What one look at the configuration found. */
export type CheckResult = {
  readonly check: string;
  /** null: not looked at, since something that it needs failed. */
  readonly ok: boolean | null;
  readonly detail: string;
  /** What to do about a failure. */
  readonly advice: string | null;
};

/** A fact that was found, with its sentence; later checks may need it. */
export type Found<T> = { readonly value: T; readonly detail: string };

/** Looks at one thing after the other, each of which may need what an earlier one found. */
export class Checks {
  readonly results: CheckResult[] = [];

  /**
   * @param advice What to do when `look` throws.
   * @returns What `look` found, undefined when it failed.
   */
  async look<T>(check: string, advice: string, look: () => Promise<Found<T>> | Found<T>): Promise<T | undefined> {
    try {
      const { value, detail } = await look();
      this.results.push({ check, ok: true, detail, advice: null });
      return value;
    } catch (error) {
      this.results.push({ check, ok: false, detail: explain(error).message, advice });
      return undefined;
    }
  }

  /** @param why What it would have needed, or why it isn't asked for. */
  leave(check: string, why: string): void {
    this.results.push({ check, ok: null, detail: why, advice: null });
  }
}
