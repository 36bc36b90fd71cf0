import { useLanguage } from "../messages/language-context.ts";
import { LANGUAGE_TAGS, LANGUAGES } from "../messages/languages.ts";
import { useMessages } from "../messages/messages.ts";

/** Each language under its own name, so that nobody has to read a foreign one to find it. */
export function LanguageSelect() {
  const m = useMessages();
  const { language, change } = useLanguage();
  return (
    <label className="flex items-center gap-2">
      <span>{m.footer.language}</span>
      <select
        value={language}
        onChange={({ target }) => {
          const chosen = LANGUAGE_TAGS.find((tag) => tag === target.value);
          if (chosen) change(chosen);
        }}
        className="min-h-10 rounded-md border border-line-strong bg-surface pl-3 text-ink"
      >
        {LANGUAGE_TAGS.map((tag) => (
          <option key={tag} value={tag} lang={tag}>
            {LANGUAGES[tag]}
          </option>
        ))}
      </select>
    </label>
  );
}
