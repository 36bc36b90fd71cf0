/** How far a node is with what it has seen. */
export type Quiet = { readonly rounds: number };

/** Of two looks in a row the first may be the beginning of something, and what it begins is asked before the second. */
export const QUIET_ROUNDS = 2;

/** Methods with which a node looks whether there is a new block. */
const LOOKS = new Set(["eth_getBlockByNumber", "eth_blockNumber"]);

export const isLook = ({ method }: { readonly method: string }): boolean => LOOKS.has(method);

/**
 * Tells when a node has nothing more to do about the newest block: it looks again and again, and asks nothing that it hasn't asked
 * before. That holds however long the machine takes.
 */
export class QuietWatch {
  #asked = new Set<string>();
  #running = 0;
  /** Looks since the last news, by provider: the rounds of a node that asks several at once are those of the busiest. */
  #looks = new Map<string, number>();

  /** Something has changed, or went wrong, so that whatever the node asked before may be asked again for a reason. */
  news(): void {
    this.#asked = new Set();
    this.#looks.clear();
  }

  begin(): void {
    this.#running++;
  }

  end(): void {
    this.#running--;
  }

  /** @returns Whether it asked this for the first time since the last news. */
  note(key: string, method: string): boolean {
    if (!this.#asked.has(key)) {
      this.#asked.add(key);
      this.#looks.clear();
      return true;
    }
    if (LOOKS.has(method)) this.#looks.set(key, (this.#looks.get(key) ?? 0) + 1);
    return false;
  }

  get quiet(): Quiet {
    return { rounds: this.#running > 0 ? 0 : Math.max(0, ...this.#looks.values()) };
  }
}
