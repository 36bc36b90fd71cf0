import { bytesToHex, getAddress } from "viem";

const ADDRESS_BYTES = 20;

const camel = (name: string) => name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());

/** Every integer of the database is decimal text, since JSON has no exact number for it; bytes are hex, addresses with their checksum. */
function plainCell(cell: unknown): unknown {
  if (typeof cell === "bigint") return String(cell);
  if (!(cell instanceof Uint8Array)) return cell;
  const hex = bytesToHex(cell);
  return cell.length === ADDRESS_BYTES ? getAddress(hex) : hex;
}

/** A row as it is answered. */
export const plainRow = (row: unknown): Readonly<Record<string, unknown>> =>
  Object.fromEntries(Object.entries(row as object).map(([name, cell]) => [camel(name), plainCell(cell)]));
