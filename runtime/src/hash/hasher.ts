/** keccak256 of one message or of many messages of one length. Hashes have 32 bytes. */
export interface Hasher {
  hash(message: Uint8Array): Uint8Array;
  /**
   * @param messages Messages of `length` bytes each, one after the other.
   * @returns Their hashes, one after the other.
   * @throws RangeError when `messages` is not a whole number of messages.
   */
  hashMany(messages: Uint8Array, length: number): Uint8Array;
}
