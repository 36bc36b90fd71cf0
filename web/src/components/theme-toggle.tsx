import { useStoredState } from "../hooks/use-stored-state.ts";
import { useMessages } from "../messages/messages.ts";
import { Icon } from "./icon.tsx";

type Theme = "system" | "light" | "dark";
const ORDER: readonly Theme[] = ["system", "light", "dark"];

/** System, light, dark, in turn. `public/theme.js` applies the choice before the first paint of the next visit. */
export function ThemeToggle() {
  const m = useMessages();
  const [theme, setTheme] = useStoredState<Theme>("openimo.theme", (stored) =>
    stored === "light" || stored === "dark" ? stored : "system",
  );
  const next = ORDER[(ORDER.indexOf(theme) + 1) % ORDER.length] ?? "system";
  const change = () => {
    if (next === "system") delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = next;
    setTheme(next);
  };
  return (
    <button
      type="button"
      onClick={change}
      aria-label={m.theme.change(m.theme[theme], m.theme[next])}
      title={m.theme.change(m.theme[theme], m.theme[next])}
      className="grid size-11 place-items-center rounded-md text-lg hover:bg-sunken"
    >
      <Icon name={theme} />
    </button>
  );
}
