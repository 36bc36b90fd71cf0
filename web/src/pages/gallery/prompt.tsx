import { type Hex, hexToBytes, size } from "viem";
import { useExplore } from "../../messages/explore-texts.ts";
import { useFormat } from "../../messages/format.ts";

/** Longer prompts are shown by their beginning. */
const MAX_SHOWN_BYTES = 256;

/** Text where the bytes are one: no control characters but line ends, and nothing that isn't UTF-8. */
function textOf(bytes: Uint8Array): string | undefined {
  try {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    return /^[^\p{Cc}\p{Cf}]*$/u.test(text.replace(/[\n\t]/g, "")) && text.trim() !== "" ? text : undefined;
  } catch {
    return undefined;
  }
}

/** What a token's answer was made from, as text or as bytes. */
export function Prompt({ bytes: hex }: { bytes: Hex }) {
  const t = useExplore();
  const format = useFormat();
  const bytes = hexToBytes(hex);
  const text = textOf(bytes);
  if (text !== undefined) return <p className="break-words whitespace-pre-wrap">{text}</p>;
  const shown = hex.slice(0, 2 + 2 * MAX_SHOWN_BYTES);
  return (
    <>
      <p className="font-mono text-xs break-all">
        {shown}
        {shown.length < hex.length && "…"}
      </p>
      <p className="mt-2 text-xs text-muted">{t.gallery.bytes(format.count(size(hex)))}</p>
    </>
  );
}
