import { defineCommand } from "../../command-line/command.ts";
import type { Setting, SettingSource } from "../../command-line/configuration.ts";
import { masked, SECRET_OPTIONS } from "../../command-line/secret-options.ts";
import { CONFIG_ARGS, CONFIG_LISTS } from "./config-args.ts";

type Shown = {
  readonly option: string;
  /** Secrets are shown as `***`; null when nobody gave a value and there is no default that is a value. */
  readonly value: string | readonly string[] | null;
  readonly source: SettingSource;
  readonly from: string | null;
};

function shown(option: string, setting: Setting | undefined, standard: unknown): Shown {
  const show = SECRET_OPTIONS.includes(option) ? masked : (value: string) => value;
  if (setting === undefined) {
    return { option, value: standard === undefined ? null : show(String(standard)), source: "default", from: null };
  }
  const values = setting.values.map(show);
  return { option, value: values.length === 1 ? values[0] : values, source: setting.source, from: setting.from };
}

function line({ option, value, source, from }: Shown): string {
  const text = value === null ? "-" : [value].flat().join(", ");
  return `${option.padEnd(24)} ${text}  (${from ?? source})`;
}

export const print = defineCommand({
  summary: "Print the configuration that `run` would have with the same options, and where each value is from",
  example: "openimo config print --config openimo.json",
  args: CONFIG_ARGS,
  lists: CONFIG_LISTS,
  isConfigured: true,
  async run({ settings }) {
    const names = Object.keys(CONFIG_ARGS);
    const all = names.map((name) => shown(name, settings.get(name), CONFIG_ARGS[name].default));
    return { json: all, text: all.map(line).join("\n") };
  },
});
