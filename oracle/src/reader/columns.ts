type Cell = bigint | number | string;

/** Rows as one array of texts for each column, as `unnest` takes them; hex without its prefix, as `decode` takes it. */
export function columns<Row>(rows: readonly Row[], cells: readonly ((row: Row) => Cell)[]): string[][] {
  return cells.map((cell) =>
    rows.map((row) => {
      const text = String(cell(row));
      return text.startsWith("0x") ? text.slice(2) : text;
    }),
  );
}
