import { useCompileTexts } from "./compile-texts.ts";

const FOLDER = `samples/
  cat/  001.png  002.png  003.png  004.png  005.png
  dog/  001.png  002.png  003.png  004.png  005.png`;

const COMMAND = "openimo model compile pets.onnx --calibrate samples/ --image 64x64 --out package/";

/** What a folder of samples looks like, and the same compilation without a browser. */
export function CompileExample() {
  const t = useCompileTexts();
  const block = "my-2 rounded-md bg-sunken p-3 font-mono text-xs break-words whitespace-pre-wrap";
  return (
    <details>
      <summary className="cursor-pointer font-medium">{t.example}</summary>
      <p className="mt-2 text-xs text-muted">{t.exampleText}</p>
      <pre className={block}>{FOLDER}</pre>
      <p className="text-xs text-muted">{t.same}</p>
      <pre className={block}>{COMMAND}</pre>
    </details>
  );
}
