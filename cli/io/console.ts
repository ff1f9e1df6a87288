/** Where output goes and what the reader of it can see. */
export type Language = "en" | "zh";

export interface Console {
  readonly lang: Language;
  /** Data: what was asked for. */
  readonly out: (text: string) => void;
  /** Messages about it. */
  readonly err: (text: string) => void;
  /** Whether messages may be coloured, and whether data may. */
  readonly color: { readonly out: boolean; readonly err: boolean };
  /** Whether somebody watches: progress is for a terminal only. */
  readonly watched: boolean;
  readonly cwd: string;
  /** Today where the user is, ISO 8601. */
  readonly today: () => string;
}

/** `--lang` before anything else, since help and errors need it; then the locale, in the order that POSIX gives. */
export function chooseLanguage(args: readonly string[], env: Readonly<Record<string, string | undefined>>): Language {
  const end = args.indexOf("--");
  const options = end < 0 ? args : args.slice(0, end);
  const at = options.findIndex((arg) => arg === "--lang" || arg.startsWith("--lang="));
  const given = at < 0 ? undefined : (options[at]?.split("=")[1] ?? options[at + 1]);
  if (given === "zh" || given === "en") return given;
  const locale = env.LC_ALL || env.LC_MESSAGES || env.LANG || "";
  return locale.toLowerCase().startsWith("zh") ? "zh" : "en";
}

/** NO_COLOR (any value but empty) wins; then FORCE_COLOR; then whether it is a terminal that can. */
export function mayColor(terminal: boolean | undefined, env: Readonly<Record<string, string | undefined>>): boolean {
  if (env.NO_COLOR) return false;
  if (env.FORCE_COLOR && env.FORCE_COLOR !== "0") return true;
  return terminal === true && env.TERM !== "dumb";
}

/** One sentence in the reader's language. */
export function say(console: { readonly lang: Language }, en: string, zh: string): string {
  return console.lang === "zh" ? zh : en;
}
