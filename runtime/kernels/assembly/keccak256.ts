// keccak256 of many messages of one length, two side by side: every 64-bit lane of the state is one half of a v128.

const RATE: usize = 136;
const STATE_BYTES: usize = 25 * 16;

const state: usize = memory.data(400, 16);
const scratch: usize = memory.data(400, 16);
const lastBlocks: usize = memory.data(272, 16);

const ROUND_CONSTANTS: usize = memory.data<u64>([
  0x0000000000000001, 0x0000000000008082, 0x800000000000808a, 0x8000000080008000, 0x000000000000808b,
  0x0000000080000001, 0x8000000080008081, 0x8000000000008009, 0x000000000000008a, 0x0000000000000088,
  0x0000000080008009, 0x000000008000000a, 0x000000008000808b, 0x800000000000008b, 0x8000000000008089,
  0x8000000000008003, 0x8000000000008002, 0x8000000000000080, 0x000000000000800a, 0x800000008000000a,
  0x8000000080008081, 0x8000000000008080, 0x0000000080000001, 0x8000000080008008,
]);

// @ts-ignore: decorator
@inline
function rotl(a: v128, bits: i32): v128 {
  return v128.or(i64x2.shl(a, bits), i64x2.shr_u(a, 64 - bits));
}

// @ts-ignore: decorator
@inline
function column(a: usize, x: usize): v128 {
  a += x * 16;
  const low = v128.xor(v128.load(a, 0), v128.load(a, 80));
  const high = v128.xor(v128.load(a, 160), v128.load(a, 240));
  return v128.xor(v128.xor(low, high), v128.load(a, 320));
}

// theta, rho and pi of one lane: lane `i` of the state, its column's parity `d`, its rotation.
// @ts-ignore: decorator
@inline
function turned(a: usize, i: usize, d: v128, bits: i32): v128 {
  return rotl(v128.xor(v128.load(a + i * 16), d), bits);
}

// chi of one row, written to row `y`.
// @ts-ignore: decorator
@inline
function chi(e: usize, y: usize, b0: v128, b1: v128, b2: v128, b3: v128, b4: v128): void {
  e += y * 80;
  v128.store(e, v128.xor(b0, v128.andnot(b2, b1)), 0);
  v128.store(e, v128.xor(b1, v128.andnot(b3, b2)), 16);
  v128.store(e, v128.xor(b2, v128.andnot(b4, b3)), 32);
  v128.store(e, v128.xor(b3, v128.andnot(b0, b4)), 48);
  v128.store(e, v128.xor(b4, v128.andnot(b1, b0)), 64);
}

// One round from state `a` to state `e`.
// @ts-ignore: decorator
@inline
function round(a: usize, e: usize, constant: u64): void {
  const c0 = column(a, 0);
  const c1 = column(a, 1);
  const c2 = column(a, 2);
  const c3 = column(a, 3);
  const c4 = column(a, 4);
  const d0 = v128.xor(c4, rotl(c1, 1));
  const d1 = v128.xor(c0, rotl(c2, 1));
  const d2 = v128.xor(c1, rotl(c3, 1));
  const d3 = v128.xor(c2, rotl(c4, 1));
  const d4 = v128.xor(c3, rotl(c0, 1));
  const first = v128.xor(v128.load(a), d0);
  chi(e, 0, first, turned(a, 6, d1, 44), turned(a, 12, d2, 43), turned(a, 18, d3, 21), turned(a, 24, d4, 14));
  v128.store(e, v128.xor(v128.load(e), i64x2.splat(constant)));
  chi(
    e, 1, turned(a, 3, d3, 28), turned(a, 9, d4, 20), turned(a, 10, d0, 3), turned(a, 16, d1, 45),
    turned(a, 22, d2, 61),
  );
  chi(
    e, 2, turned(a, 1, d1, 1), turned(a, 7, d2, 6), turned(a, 13, d3, 25), turned(a, 19, d4, 8),
    turned(a, 20, d0, 18),
  );
  chi(
    e, 3, turned(a, 4, d4, 27), turned(a, 5, d0, 36), turned(a, 11, d1, 10), turned(a, 17, d2, 15),
    turned(a, 23, d3, 56),
  );
  chi(
    e, 4, turned(a, 2, d2, 62), turned(a, 8, d3, 55), turned(a, 14, d4, 39), turned(a, 15, d0, 41),
    turned(a, 21, d1, 2),
  );
}

function permute(): void {
  for (let i: usize = 0; i < 24; i += 2) {
    round(state, scratch, load<u64>(ROUND_CONSTANTS + i * 8));
    round(scratch, state, load<u64>(ROUND_CONSTANTS + i * 8, 8));
  }
}

function absorb(left: usize, right: usize): void {
  for (let i: usize = 0; i < RATE; i += 8) {
    const words = v128.load64_lane(right + i, v128.load64_zero(left + i), 1);
    v128.store(state + 2 * i, v128.xor(v128.load(state + 2 * i), words));
  }
  permute();
}

// Hashes of `left` and `right`, `length` bytes each, to `out` and `out + 32`.
function hashPair(left: usize, right: usize, length: usize, out: usize): void {
  memory.fill(state, 0, STATE_BYTES);
  let offset: usize = 0;
  for (; offset + RATE <= length; offset += RATE) absorb(left + offset, right + offset);
  const rest = length - offset;
  memory.fill(lastBlocks, 0, 2 * RATE);
  memory.copy(lastBlocks, left + offset, rest);
  memory.copy(lastBlocks + RATE, right + offset, rest);
  for (let block = lastBlocks; block < lastBlocks + 2 * RATE; block += RATE) {
    store<u8>(block + rest, load<u8>(block + rest) ^ 0x01);
    store<u8>(block + RATE - 1, load<u8>(block + RATE - 1) ^ 0x80);
  }
  absorb(lastBlocks, lastBlocks + RATE);
  for (let i: usize = 0; i < 4; i++) {
    store<u64>(out + i * 8, load<u64>(state + i * 16));
    store<u64>(out + 32 + i * 8, load<u64>(state + i * 16, 8));
  }
}

/**
 * Hashes `count` messages of `length` bytes, one after the other at `messages`. `out` has room for an even number of
 * hashes: an odd last message is hashed beside itself.
 */
export function keccak256Many(messages: usize, length: usize, count: usize, out: usize): void {
  for (let i: usize = 0; i < count; i += 2) {
    const left = messages + i * length;
    hashPair(left, i + 1 < count ? left + length : left, length, out + i * 32);
  }
}
