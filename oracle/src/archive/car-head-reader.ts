import type { FileHandle } from "node:fs/promises";
import type { BytesReader } from "@ipld/car/decoder";
import { ARCHIVE_HEAD_BYTES } from "../limits.ts";
import { ArchiveError } from "./archive-error.ts";

/** Reads the heads of a file's sections and skips their blocks, so that a length which lies is never allocated. */
export function carHeadReader(file: FileHandle, fileBytes: number): BytesReader {
  let position = 0;

  async function upTo(length: number): Promise<Uint8Array> {
    const buffer = new Uint8Array(Math.max(0, Math.min(length, fileBytes - position)));
    const { bytesRead } = await file.read(buffer, 0, buffer.length, position);
    return buffer.subarray(0, bytesRead);
  }

  return {
    upTo,
    async exactly(length, seek = false) {
      if (!(length >= 0 && length <= ARCHIVE_HEAD_BYTES)) {
        throw new ArchiveError(`byte ${position}`, `at most ${ARCHIVE_HEAD_BYTES} bytes of header`, `${length}`);
      }
      const bytes = await upTo(length);
      if (bytes.length !== length)
        throw new ArchiveError(`byte ${position}`, `${length} more bytes`, `${bytes.length}`);
      if (seek) position += length;
      return bytes;
    },
    seek(length) {
      position += length;
    },
    get pos() {
      return position;
    },
  };
}
