/** How far something is; without `share`, that it goes on. */
export function ProgressBar({ label, share }: { label: string; share?: number }) {
  return (
    <div>
      <p className="mb-1.5 flex justify-between gap-4 text-xs text-muted">
        <span>{label}</span>
        {share !== undefined && <span className="figures">{Math.floor(100 * share)}%</span>}
      </p>
      <progress aria-label={label} max={1} value={share} className="progress h-2 w-full" />
    </div>
  );
}
