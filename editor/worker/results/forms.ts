/** The forms that an office takes, as files and as the first rows of them. Names and numbers of people are masked. */
import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex } from "@noble/hashes/utils.js";
import {
  detailSheet,
  doubtsSheet,
  type FormInput,
  noticeSheet,
  paymentSheet,
  type Sheet,
  schemeDocument,
  schemeDocx,
  sheetCsv,
  summarySheets,
  workbookBytes,
} from "../../../runtime/office/index.js";
import type { Table } from "../../../runtime/table.js";
import { type Computed, state } from "../engine/state.js";
import type { FormFile, FormKind, FormRequest, ResultsApi } from "./protocol.js";

export const form: ResultsApi["form"] = async (request) => {
  const { last } = state;
  if (!last) return null;
  const base = fileName(last, request);
  if (request.kind === "scheme") {
    return file(`${base}.docx`, await schemeDocx(scheme(last, request)));
  }
  const sheets = sheetsOf(last, request);
  const headings = request.lang;
  if (request.format === "csv") {
    const [first] = sheets;
    return first ? file(`${base}.csv`, sheetCsv(first, { headings })) : null;
  }
  return file(`${base}.xlsx`, workbookBytes(sheets, { headings }));
};

const PREVIEWED = 12;

export const preview: ResultsApi["preview"] = async (request) => {
  const { last } = state;
  if (!last) return null;
  if (request.kind === "scheme") {
    const { title, facts, parts, foot } = scheme(last, request);
    const rows = parts.flatMap((part) =>
      part.clauses.map((c) => [part.heading, c.heading, c.sentence ?? c.lines.join(" ")]),
    );
    return { title, above: facts, headings: [], rows: rows.slice(0, PREVIEWED), below: foot };
  }
  const [sheet] = sheetsOf(last, request);
  if (!sheet) return null;
  const rows: string[][] = [];
  for (const row of sheet.rows) {
    if (rows.length >= PREVIEWED) break;
    rows.push(row.cells.map((cell) => cell ?? ""));
  }
  return {
    title: sheet.title ?? sheet.name,
    above: sheet.above,
    headings: sheet.columns.map((c) => c.heading[request.lang]),
    rows,
    below: sheet.foot,
  };
};

function sheetsOf(computed: Computed, request: FormRequest): readonly Sheet[] {
  const input = inputOf(computed, request);
  switch (request.kind) {
    case "notice": {
      const { period, telephone, issuer } = request;
      return [noticeSheet(input, { period, telephone, issuer, date: null })];
    }
    case "payment":
      return [
        paymentSheet(
          { ...input, unmasked: request.accounts },
          { batch: null, benefit: null, accounts: request.accounts },
        ),
      ];
    case "summary":
      return summarySheets(input);
    case "detail":
      return [detailSheet(input)];
    case "doubts":
      return [doubtsSheet(input, state.loaded?.doubts ?? [])];
    case "scheme":
      return [];
  }
}

function inputOf({ policy, hash, outcome, run }: Computed, request: FormRequest): FormInput {
  return {
    policy,
    outcome,
    table: run.input.table,
    lang: request.lang,
    document: request.document,
    traces: { policy: hash, roster: hashOf(run.input.table), engine: outcome.engine.name },
    asOf: run.of.scenario.asOf,
  };
}

function scheme({ policy, hash, texts }: Computed, { lang, document, sentences }: FormRequest) {
  return schemeDocument(policy, { lang, document, hash, sentences, text: (path) => texts.get(path) ?? null });
}

const NAMES: Readonly<Record<FormKind, { readonly zh: string; readonly en: string }>> = {
  notice: { zh: "公示表", en: "notice" },
  payment: { zh: "一卡通发放表", en: "payments" },
  summary: { zh: "汇总表", en: "summary" },
  detail: { zh: "明细", en: "details" },
  doubts: { zh: "疑点清单", en: "doubts" },
  scheme: { zh: "方案正文", en: "scheme" },
};

function fileName({ policy }: Computed, { kind, lang }: FormRequest): string {
  const about = policy.about[policy.id];
  const title = lang === "zh" ? (about?.label ?? about?.zh ?? policy.id) : policy.id;
  return `${title}-${NAMES[kind][lang]}`.replace(/[\\/:*?"<>|]/g, " ");
}

const TYPES: Readonly<Record<string, string>> = {
  xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
  docx: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
  csv: "text/csv;charset=utf-8",
};

function file(name: string, bytes: Uint8Array): FormFile {
  return { name, bytes, type: TYPES[name.slice(name.lastIndexOf(".") + 1)] ?? "application/octet-stream" };
}

const hashes = new WeakMap<Table, string>();

/** The roster's own hash: of its keys and columns as they were read, in the order of their names. */
function hashOf(table: Table): string {
  const known = hashes.get(table);
  if (known !== undefined) return known;
  const hash = sha256.create();
  const texts = new TextEncoder();
  for (const [entity, own] of Object.entries(table.entities).sort(([a], [b]) => (a < b ? -1 : 1))) {
    hash.update(texts.encode(JSON.stringify([entity, own.rows, own.keys])));
    for (const [field, column] of Object.entries(own.columns).sort(([a], [b]) => (a < b ? -1 : 1))) {
      hash.update(texts.encode(JSON.stringify([field, column.kind])));
      if (column.presence !== null) hash.update(column.presence);
      if (column.kind === "text") hash.update(texts.encode(JSON.stringify(column.texts))).update(bytes(column.codes));
      else if (column.kind === "cells") {
        hash.update(texts.encode(JSON.stringify(column.cells, (_, v) => (typeof v === "bigint" ? String(v) : v))));
      } else {
        if (column.kind === "number") hash.update(texts.encode(String(column.scale)));
        hash.update(bytes(column.values));
      }
    }
  }
  const made = bytesToHex(hash.digest());
  hashes.set(table, made);
  return made;
}

const bytes = (view: ArrayBufferView): Uint8Array =>
  new Uint8Array(view.buffer as ArrayBuffer, view.byteOffset, view.byteLength);
