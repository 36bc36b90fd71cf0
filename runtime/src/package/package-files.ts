/** Where a package's files come from: a folder, a server, memory. */
export interface PackageFiles {
  /**
   * @param path Relative to the package, `/` between folders.
   * @param maxBytes A reader should give up on a longer file instead of holding it.
   * @throws Any error when the file is missing or cannot be read; the loader names the file.
   */
  read(path: string, maxBytes: number): Promise<Uint8Array>;
}
