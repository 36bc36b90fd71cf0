import { Button } from "../../components/button.tsx";
import { useMessages } from "../../messages/messages.ts";

interface StepButtonsProps {
  readonly ready: boolean;
  onBack(): void;
  onNext(): void;
}

export function StepButtons({ ready, onBack, onNext }: StepButtonsProps) {
  const m = useMessages();
  return (
    <div className="mt-6 flex justify-between gap-3">
      <Button kind="quiet" onClick={onBack}>
        {m.launch.back}
      </Button>
      <Button disabled={!ready} onClick={onNext}>
        {m.launch.next}
      </Button>
    </div>
  );
}
