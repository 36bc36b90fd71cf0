/** What a leaf has: an element (0 and more), or something that no right leaf has. */
export type Content = number | "padding" | "another header";

/**
 * Hashes as terms: equal terms have equal numbers, a number says nothing of what is below it, and nobody finds a second term for it. 0 is
 * EMPTY.
 */
export class Terms {
  readonly #ids = new Map<string, number>();
  readonly #pairs: (readonly [number, number] | undefined)[] = [undefined];
  readonly #contents: (Content | undefined)[] = [undefined];

  pair(left: number, right: number): number {
    return this.#of(`${left},${right}`, [left, right], undefined);
  }

  leaf(content: Content): number {
    return this.#of(`leaf ${content}`, undefined, content);
  }

  /** A number with nothing below it. */
  garbage(name = ""): number {
    return this.#of(`garbage ${name}`, undefined, undefined);
  }

  /** What hashes to this in a tree's inner node; undefined where nothing is known that does. */
  children(node: number): readonly [number, number] | undefined {
    return this.#pairs[node];
  }

  content(node: number): Content | undefined {
    return this.#contents[node];
  }

  /** The nodes so many levels below; undefined where one of them isn't known. */
  descendants(node: number, levels: number): number[] | undefined {
    if (levels === 0) return [node];
    const below = this.children(node);
    if (below === undefined) return undefined;
    const [left, right] = below.map((child) => this.descendants(child, levels - 1));
    return left === undefined || right === undefined ? undefined : [...left, ...right];
  }

  /** The root of a list, padded with EMPTY to a power of two. */
  root(nodes: readonly number[]): number {
    let level = [...nodes];
    while (2 ** Math.ceil(Math.log2(level.length)) > level.length) level.push(0);
    while (level.length > 1)
      level = Array.from({ length: level.length / 2 }, (_, i) => this.pair(level[2 * i], level[2 * i + 1]));
    return level[0];
  }

  #of(key: string, pair: readonly [number, number] | undefined, content: Content | undefined): number {
    const known = this.#ids.get(key);
    if (known !== undefined) return known;
    this.#ids.set(key, this.#pairs.length);
    this.#pairs.push(pair);
    this.#contents.push(content);
    return this.#pairs.length - 1;
  }
}
