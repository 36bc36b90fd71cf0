/** What the gallery's address says: everything is left out at its default. */
export interface GallerySearch {
  /** From 0. */
  readonly page?: number;
}

/** As far as an index lets a list be followed. */
const MAX_PAGE = 400;

export function parseGallerySearch(search: Record<string, unknown>): GallerySearch {
  const page = Number(search.page);
  return Number.isInteger(page) && page > 0 && page <= MAX_PAGE ? { page } : {};
}
