/** The order of the stages, on one screen. What each guarantees stands in README.md. */
import { complete, type File, type PolicyFile, type VocabularyFile } from "../grammar/ast.js";
import type { SourceFile } from "../grammar/source/span.js";
import { analyse } from "./analysis/index.js";
import { checkDrafting } from "./check/drafting/index.js";
import { checkPayOuts, checkStrata } from "./check/strata.js";
import { catalogue } from "./diagnostics/catalogue.js";
import type { Diagnostic } from "./diagnostics/diagnostic.js";
import { hashOf } from "./ir/hash.js";
import type { Policy } from "./ir/types.js";
import { lowerPolicy, lowerVocabulary } from "./lower/policy.js";
import type { Lowering } from "./lower/recall.js";
import { withoutEchoes } from "./resolve/echoes.js";
import { faultDiagnostic } from "./resolve/faults.js";
import { type Gathered, gather, gatherVocabulary } from "./resolve/files.js";
import type { Library } from "./resolve/library.js";
import { buildModel, type Model } from "./resolve/model.js";
import { type FileRead, readWithWords } from "./resolve/read.js";
import { type Meaning, type Reporter, reporter } from "./resolve/report.js";

export interface Compiled {
  /** null if there is any error, and for a vocabulary. */
  readonly policy: Policy | null;
  /** The hash of the policy's meaning; null with it. */
  readonly hash: string | null;
  readonly diagnostics: readonly Diagnostic[];
  readonly file: File;
  /** The texts of all files read, by path: what diagnostics point into. */
  readonly texts: ReadonlyMap<string, string>;
}

export function isError(diagnostic: Diagnostic): boolean {
  return catalogue[diagnostic.code].severity === "error";
}

/** What was compiled together with what it was made of: for editors, which ask what each name means. */
export interface Examined extends Compiled {
  readonly gathered: Gathered;
  readonly model: Model;
  /** What was lowered, sound or not: to be shown, never to be run. null for a vocabulary. */
  readonly draft: Policy | null;
  readonly meanings: readonly Meaning[];
  /** What compiling again after a change can go by. */
  readonly read: FileRead;
  readonly lowering: Lowering | null;
}

/** Compiles a policy, or checks a vocabulary. Never throws for what the text holds: whatever is wrong becomes a diagnostic. */
export function compile(source: SourceFile, library: Library): Compiled {
  const { policy, hash, diagnostics, file, texts } = examine(source, library);
  return { policy, hash, diagnostics, file, texts };
}

/**
 * As `compile`, keeping what it found on the way. `before` is what an earlier state of the same file came to: clauses that
 * neither changed nor depend on what did are not read or lowered again. The result is the same with or without it.
 */
export function examine(source: SourceFile, library: Library, before: Examined | null = null): Examined {
  const read = readWithWords(source, library, before?.read ?? null);
  const out = reporter();
  for (const fault of read.faults) out.diagnostics.push(faultDiagnostic(source.path, fault));
  return read.file.kind === "PolicyFile"
    ? compilePolicy(source, read.file, library, out, read, before)
    : checkVocabulary(source, read.file, out, read);
}

function compilePolicy(
  source: SourceFile,
  file: PolicyFile,
  library: Library,
  out: Reporter,
  read: FileRead,
  before: Examined | null,
): Examined {
  const gathered = gather(source, file, library, out, before?.gathered ?? null);
  const model = buildModel(gathered, out);
  const lowered = before?.lowering && read.change ? { lowering: before.lowering, ...read.change } : null;
  const { policy, lowering } = lowerPolicy(gathered, model, library.table, out, lowered);
  const sound = () => complete(file) !== null && !out.diagnostics.some(isError);
  if (sound()) {
    checkStrata(policy, out);
    checkPayOuts(policy, out);
  }
  if (sound()) out.diagnostics.push(...analyse(policy));
  out.diagnostics.push(...checkDrafting(file, source.path, library.source));
  const issued = sound() ? policy : null;
  const diagnostics = withoutEchoes(out.diagnostics, file.clauses, gathered.broken);
  const hash = issued ? hashOf(issued) : null;
  const { texts } = gathered;
  const { meanings } = out;
  const kept = { gathered, model, draft: policy, meanings, read, lowering };
  return { policy: issued, hash, diagnostics, file, texts, ...kept };
}

function checkVocabulary(source: SourceFile, file: VocabularyFile, out: Reporter, read: FileRead): Examined {
  const gathered = gatherVocabulary(source, file, out);
  const model = buildModel(gathered, out);
  lowerVocabulary(model, out);
  const { diagnostics, meanings } = out;
  const kept = { gathered, model, draft: null, meanings, read, lowering: null };
  return { policy: null, hash: null, diagnostics, file, texts: gathered.texts, ...kept };
}
