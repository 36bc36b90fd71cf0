import { BinaryReader, WireType } from "@bufbuild/protobuf/wire";

/** Reads one field's value; what it does not take is skipped. */
type FieldHandlers = Readonly<Record<number, (reader: BinaryReader, wireType: WireType) => void>>;

/** Walks over the fields of a message, in the order of the file. */
export function readFields(message: Uint8Array, handlers: FieldHandlers): void {
  const reader = new BinaryReader(message);
  while (reader.pos < reader.len) {
    const [field, wireType] = reader.tag();
    const handler = handlers[field];
    if (handler === undefined) reader.skip(wireType, field);
    else handler(reader, wireType);
  }
}

/** Reads a repeated number, which writers may or may not pack. */
export function readRepeated(
  reader: BinaryReader,
  wireType: WireType,
  target: number[],
  readOne: (reader: BinaryReader) => number,
): void {
  if (wireType !== WireType.LengthDelimited) {
    target.push(readOne(reader));
    return;
  }
  const end = reader.uint32() + reader.pos;
  if (end > reader.len) throw new RangeError("premature EOF");
  while (reader.pos < end) target.push(readOne(reader));
}

/** Reads an int64 that a double can hold. */
export function readInteger(reader: BinaryReader): number {
  const value = Number(reader.int64());
  if (!Number.isSafeInteger(value) && Math.abs(value) < 2 ** 62) throw new RangeError(`${value} is beyond 2^53`);
  return value;
}
