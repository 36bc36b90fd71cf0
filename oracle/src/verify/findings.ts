import { DIFFERENCES_TOLD } from "../limits.ts";

/** A row that is not what the chain says. */
export type Difference = { readonly table: string; readonly row: string; readonly what: string };

/** What was compared and what differed; the first differences are kept, all are counted. */
export class Findings {
  readonly checked: Record<string, number> = {};
  readonly differences: Difference[] = [];
  differenceCount = 0;

  counted(table: string, rows: number): void {
    this.checked[table] = (this.checked[table] ?? 0) + rows;
  }

  /** @param what A sentence's rest, after the row's name. */
  differs(table: string, row: string, what: string): void {
    this.differenceCount++;
    if (this.differences.length < DIFFERENCES_TOLD) this.differences.push({ table, row, what });
  }

  /** @param expected What the chain says; both as text. */
  compare(table: string, row: string, name: string, stored: unknown, expected: unknown): void {
    if (String(stored) === String(expected)) return;
    this.differs(table, row, `${name} is ${stored}, and by the chain ${expected}`);
  }
}
