/** A rule that is broken, and the test that has to notice. */
export interface Mutant {
  /** What is wrong then. */
  readonly name: string;
  /** Number of the invariant in invariants.md that it breaks. */
  readonly property: number;
  /** Path in `contracts/src`, and the text that is changed there, of which there is one. */
  readonly file: string;
  readonly from: string;
  readonly to: string;
  /** Of a test that is in one file of `test/contracts`. */
  readonly test: string;
}
