import type { Messages } from "./messages.ts";

/** The languages of the app, by their tags, each in its own words. */
export const LANGUAGES = { en: "English", es: "Español", "pt-BR": "Português (Brasil)" } as const;

export type Language = keyof typeof LANGUAGES;

export const LANGUAGE_TAGS = Object.keys(LANGUAGES) as readonly Language[];

const LOADERS: Readonly<Record<Language, () => Promise<Messages>>> = {
  en: async () => (await import("./en/en.ts")).en,
  es: async () => (await import("./es/es.ts")).es,
  "pt-BR": async () => (await import("./pt-br/pt-br.ts")).ptBr,
};

export const loadMessages = (language: Language): Promise<Messages> => LOADERS[language]();

const STORED = "openimo.language";

function storedLanguage(): unknown {
  try {
    return localStorage.getItem(STORED);
  } catch {
    // Storage may be forbidden; then the browser's languages decide.
    return null;
  }
}

export function storeLanguage(language: Language): void {
  try {
    localStorage.setItem(STORED, language);
  } catch {
    // The choice holds until the page is left.
  }
}

/** What was chosen here before, else the first of the reader's languages that there is, else English. */
export function chooseLanguage(stored: unknown, preferred: readonly string[]): Language {
  const chosen = LANGUAGE_TAGS.find((tag) => tag === stored);
  if (chosen) return chosen;
  const first = (tag: string) => tag.toLowerCase().split("-")[0];
  for (const wanted of preferred) {
    const found = LANGUAGE_TAGS.find((tag) => first(tag) === first(wanted));
    if (found) return found;
  }
  return "en";
}

export const readersLanguage = (): Language => chooseLanguage(storedLanguage(), navigator.languages);
