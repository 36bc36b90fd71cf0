import { Random } from "../../runtime/testing/random.ts";

const text = (value: string) => new TextEncoder().encode(value);
const bytes = (...values: number[]) => Uint8Array.from(values);

/** What broke others' metadata, or could. */
const known: readonly Uint8Array[] = [
  text('quotes "inside" the prompt'),
  text('","image":"data:,stolen","prompt":"'),
  text("back\\slash \\u0041 \\"),
  text("line\nbreak\r\nand\ttab"),
  text("</text></svg><script>alert(1)</script>"),
  text("]]><!--"),
  text("&amp;&lt;&#x3c;&"),
  text("' onload='alert(1)"),
  text("\u2028\u2029\u200e\u202e"),
  text("🦊".repeat(40)),
  text("\u{10ffff}\u{fffd}\u{fffe}\u{ffff}\u{fdd0}"),
  text("0x00"),
  text("padded\0\0\0"),
  text("in\0side"),
  text("\u0001\u001f\u007f"),
  text("\u0080\u009f"),
  text("\u001b[31mred"),
  // Lone surrogates as UTF-8 would have them, overlong forms, what is cut off, what never begins.
  bytes(0xed, 0xa0, 0x80),
  bytes(0xed, 0xbf, 0xbf),
  bytes(0xed, 0xa0, 0xbd, 0xed, 0xb8, 0x80),
  bytes(0xc0, 0xaf),
  bytes(0xe0, 0x80, 0xaf),
  bytes(0xf0, 0x80, 0x80, 0xaf),
  bytes(0xf4, 0x90, 0x80, 0x80),
  bytes(0xc3),
  bytes(0xe2, 0x82),
  bytes(0xf0, 0x9f, 0xa6),
  bytes(0x80, 0xbf),
  bytes(0xfe, 0xff),
  bytes(0xef, 0xbb, 0xbf, 0x41),
  bytes(0),
  bytes(0, 0, 0, 0, 0, 0, 0, 0),
];

/** The same `count` prompts each time: what is known to be nasty, then random bytes, then random text with some bytes changed. */
export function hostilePrompts(count: number): Uint8Array[] {
  const random = new Random(7007);
  const prompts = [...known];
  while (prompts.length < count) {
    const length = random.integer(1, 80);
    const drawn = random.bytes(length);
    // Every other one is nearly text.
    prompts.push(
      prompts.length % 2 === 0 ? drawn : drawn.map((byte) => (random.integer(0, 11) === 0 ? byte : 0x20 + (byte % 95))),
    );
  }
  return prompts.slice(0, count);
}
