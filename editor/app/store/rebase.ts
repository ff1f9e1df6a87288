/**
 * Places in the text are known from when it was last read; typing goes on meanwhile. This remembers what was changed since,
 * so that an edit meant for an earlier edition lands where it was meant, or nowhere.
 */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** All of one event's changes are places in the text before it. */
export interface Change extends Span {
  /** How many code units stand there now. */
  readonly inserted: number;
}

interface Batch {
  /** The edition that these changes led to. */
  readonly edition: number;
  readonly changes: readonly Change[];
}

/** More is never waited for: reading takes less time than this many keystrokes. */
const KEPT = 500;

let log: Batch[] = [];

export function record(edition: number, changes: readonly Change[]): void {
  log.push({ edition, changes });
  if (log.length > KEPT) log = log.slice(-KEPT);
}

/** Another text: nothing of the one before is a place in it. */
export function forget(): void {
  log = [];
}

/** Where a span of an edition stands now; null: part of it was changed. One that was replaced as a whole is what replaced it. */
export function rebased(span: Span, edition: number): Span | null {
  let at: Span | null = span;
  for (const batch of log) {
    if (batch.edition <= edition || at === null) continue;
    at = through(at, batch.changes);
  }
  return at;
}

function through({ start, end }: Span, changes: readonly Change[]): Span | null {
  let shift = 0;
  let grown = 0;
  for (const change of changes) {
    const growth = change.inserted - (change.end - change.start);
    // What is written at an edge stands outside.
    if (change.end <= start) shift += growth;
    else if (change.start >= end) continue;
    else if (start <= change.start && change.end <= end) grown += growth;
    else return null;
  }
  return { start: start + shift, end: end + shift + grown };
}
