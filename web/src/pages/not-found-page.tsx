import { Link } from "@tanstack/react-router";
import { buttonClass } from "../components/button.tsx";
import { EmptyPage } from "../components/empty.tsx";
import { useMessages } from "../messages/messages.ts";

export function NotFoundPage() {
  const m = useMessages();
  return (
    <EmptyPage title={m.notFound.title} text={m.notFound.text}>
      <Link to="/" className={buttonClass()}>
        {m.notFound.home}
      </Link>
    </EmptyPage>
  );
}
