import { Link } from "@tanstack/react-router";
import { LanguageSelect } from "../components/language-select.tsx";
import { useHead } from "../hooks/use-head.ts";
import { useFormat } from "../messages/format.ts";
import { useMessages } from "../messages/messages.ts";
import { useChain } from "./chain.ts";

/** Which chain this is and how far it is: what everything on the page was read from. */
export function Footer() {
  const m = useMessages();
  const format = useFormat();
  const { chain } = useChain();
  const { data: head } = useHead();
  return (
    <footer className="mx-auto mt-8 max-w-6xl px-4 text-xs text-muted sm:px-6">
      <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 border-t border-line py-6">
        <p>{m.footer.promise}</p>
        <nav aria-label={m.nav.more} className="flex gap-4">
          <Link to="/gallery" className="py-1 underline underline-offset-4 hover:text-ink">
            {m.nav.gallery}
          </Link>
          <Link to="/operators" className="py-1 underline underline-offset-4 hover:text-ink">
            {m.nav.operators}
          </Link>
        </nav>
        <p className="figures">
          {chain.name}
          {head && ` · ${m.footer.block(format.count(head.number))} · ${format.dateTime(head.timestamp)}`}
        </p>
        <LanguageSelect />
      </div>
    </footer>
  );
}
