import { useEffect } from "react";

const APP = "OpenIMO";

/** Names the page in the tab, in the history, and to who has it read out. */
export function usePageTitle(title: string): void {
  useEffect(() => {
    document.title = `${title} · ${APP}`;
  }, [title]);
}
