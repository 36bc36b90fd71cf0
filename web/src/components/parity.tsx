import type { Manifest, ParityReport } from "@openimo/runtime";
import { useFormat } from "../messages/format.ts";
import { useMessages } from "../messages/messages.ts";
import { Fact, Facts } from "./facts.tsx";

/** Whether a model chooses labels; else accuracy means nothing. */
export const choosesLabels = ({ outputs }: Manifest) => outputs.some(({ meaning }) => meaning.kind === "label");

/** How close a program comes to the float model. */
export function Parity({ parity, chooses }: { parity: ParityReport; chooses: boolean }) {
  const m = useMessages();
  const format = useFormat();
  const { integerPerplexity, floatPerplexity, meanAbsoluteDifference } = parity;
  return (
    <div>
      <h3 className="mb-2 font-semibold">{m.package.parity}</h3>
      <Facts>
        <Fact name={m.package.samples}>{format.count(parity.samples)}</Fact>
        {chooses && (
          <>
            <Fact name={m.package.integerTop1}>{format.share(parity.integerTop1)}</Fact>
            <Fact name={m.package.floatTop1}>{format.share(parity.floatTop1)}</Fact>
            <Fact name={m.package.agreement}>{format.share(parity.agreement)}</Fact>
          </>
        )}
        {integerPerplexity !== undefined && (
          <Fact name={m.package.integerPerplexity}>{format.decimal(integerPerplexity)}</Fact>
        )}
        {floatPerplexity !== undefined && (
          <Fact name={m.package.floatPerplexity}>{format.decimal(floatPerplexity)}</Fact>
        )}
        {meanAbsoluteDifference !== undefined && (
          <Fact name={m.package.meanDifference}>{format.decimal(meanAbsoluteDifference)}</Fact>
        )}
        <Fact name={m.package.maxDifference}>{format.decimal(parity.maxScoreDifference)}</Fact>
      </Facts>
    </div>
  );
}
