import type { AnswerToken } from "../../hooks/read-answer-token.ts";
import { useExplore } from "../../messages/explore-texts.ts";

/** What a token shows: the picture of its metadata, or that there is none. What a model made is only ever an image or text. */
export function TokenPicture({ token, className }: { token: AnswerToken; className: string }) {
  const t = useExplore();
  const { image, name } = token.metadata;
  if (image !== null) return <img src={image} alt={name} className={`bg-sunken object-contain ${className}`} />;
  return (
    <div className={`flex items-center justify-center bg-sunken p-4 text-center text-xs text-muted ${className}`}>
      {name || t.gallery.noPicture}
    </div>
  );
}
