/** Exit codes, and the errors that end a command before it has a result. */
export const EXIT = {
  ok: 0,
  /** A rule or data is wrong; coded messages say where. */
  data: 1,
  /** The command was not understood, or a file that it names cannot be used. */
  usage: 2,
  /** A defect of this program (EX_SOFTWARE of sysexits.h). */
  internal: 70,
} as const;

export interface Said {
  readonly en: string;
  readonly zh: string;
}

/** Something about the command itself that the user can put right. */
export class UsageError extends Error {
  readonly said: Said;
  constructor(en: string, zh: string) {
    super(en);
    this.name = "UsageError";
    this.said = { en, zh };
  }
}
