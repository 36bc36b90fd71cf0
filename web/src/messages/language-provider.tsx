import { type ReactNode, startTransition, useCallback, useEffect, useMemo, useState } from "react";
import { LanguageContext } from "./language-context.ts";
import { type Language, loadMessages, storeLanguage } from "./languages.ts";
import { type Messages, MessagesContext } from "./messages.ts";

type LanguageProviderProps = { readonly initial: Language; readonly messages: Messages; readonly children: ReactNode };

/** The language of everything below it. A change takes effect when its texts have been loaded, without a reload. */
export function LanguageProvider({ initial, messages, children }: LanguageProviderProps) {
  const [current, setCurrent] = useState({ language: initial, messages });
  const change = useCallback((language: Language) => {
    // A text that can't be loaded leaves the language as it is: the banner about the connection says the rest.
    void loadMessages(language).then(
      (loaded) => {
        storeLanguage(language);
        // Texts that a page loads on its own come, too, before anything of the old language goes.
        startTransition(() => setCurrent({ language, messages: loaded }));
      },
      () => undefined,
    );
  }, []);
  useEffect(() => {
    document.documentElement.lang = current.language;
  }, [current.language]);
  const choice = useMemo(() => ({ language: current.language, change }), [current.language, change]);
  return (
    <LanguageContext value={choice}>
      <MessagesContext value={current.messages}>{children}</MessagesContext>
    </LanguageContext>
  );
}
