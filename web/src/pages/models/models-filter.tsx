import { useId } from "react";
import { useMessages } from "../../messages/messages.ts";
import { MODEL_ORDERS, MODEL_STATUSES, type ModelsSearch, parseModelsSearch } from "./models-search.ts";

interface ModelsFilterProps {
  readonly search: ModelsSearch;
  /** Whether it is known what models earned. */
  readonly hasEarnings: boolean;
  onChange(search: ModelsSearch): void;
}

/** Search, status and sort. They live in the address, so that a filtered list can be linked to. */
export function ModelsFilter({ search, hasEarnings, onChange }: ModelsFilterProps) {
  const m = useMessages();
  const id = useId();
  const set = (change: Record<string, unknown>) => onChange(parseModelsSearch({ ...search, ...change }));
  return (
    <search className="mb-4 grid grid-cols-2 gap-3 sm:grid-cols-[1fr_12rem_12rem]">
      <label htmlFor={`${id}-search`} className="max-sm:col-span-2">
        <span className="mb-1 block text-xs text-muted">{m.models.search}</span>
        <input
          id={`${id}-search`}
          type="search"
          className="field"
          placeholder={m.models.searchHint}
          value={search.search ?? ""}
          onChange={(event) => set({ search: event.target.value })}
        />
      </label>
      <label htmlFor={`${id}-status`}>
        <span className="mb-1 block text-xs text-muted">{m.models.status}</span>
        <select
          id={`${id}-status`}
          className="field"
          value={search.status ?? ""}
          onChange={(event) => set({ status: event.target.value })}
        >
          <option value="">{m.models.anyStatus}</option>
          {MODEL_STATUSES.map((status) => (
            <option key={status} value={status}>
              {m.modelStatus[status]}
            </option>
          ))}
        </select>
      </label>
      <label htmlFor={`${id}-sort`}>
        <span className="mb-1 block text-xs text-muted">{m.models.sort}</span>
        <select
          id={`${id}-sort`}
          className="field"
          value={search.sort ?? "newest"}
          onChange={(event) => set({ sort: event.target.value })}
        >
          {MODEL_ORDERS.filter((order) => order !== "revenue" || hasEarnings || search.sort === order).map((order) => (
            <option key={order} value={order}>
              {m.models.orders[order]}
            </option>
          ))}
        </select>
      </label>
    </search>
  );
}
