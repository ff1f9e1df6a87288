import { useState } from "react";
import type { MappedHeading } from "../../../../runtime/ingest/index.js";
import type { Imported, ImportFile, Looked } from "../../../worker/import/protocol.js";
import { SAMPLE_HOUSEHOLDS } from "../../store/documents.js";
import { importRoster, look } from "../../store/imports.js";
import { takeSampleRoster } from "../../store/rosters.js";
import { useWork } from "../../store/state.js";
import { Button } from "../../ui/antd.js";
import { Empty } from "../../ui/Empty.js";
import { FileChoice } from "../../ui/FileChoice.js";
import { useLang, useWords } from "../../ui/i18n.js";
import { count } from "../../ui/money.js";
import { TableTwin } from "../../ui/TableTwin.js";
import { nameOf } from "../names.js";
import Refused from "../refused/index.js";
import { NO_CHOICES } from "./Decisions.js";
import { FileCard } from "./FileCard.js";
import { Keep } from "./Keep.js";
import { Report } from "./Report.js";
import { WORDS } from "./words.js";

export interface Chosen extends ImportFile {
  /** null: it is being looked at. */
  readonly looked: Looked | null;
  readonly mapping: readonly MappedHeading[];
}

const AS_FOUND = { entity: null, sheet: null, encoding: null } as const;

/** The roster: what it is now, and reading the office's own files. */
export default function Rosters() {
  const t = useWords(WORDS);
  const policy = useWork((s) => s.good?.policy ?? null);
  const scheme = useWork((s) => s.document?.scheme ?? null);
  const [chosen, setChosen] = useState<readonly Chosen[]>([]);
  const [parameters, setParameters] = useState<File | null>(null);
  const [settlement, setSettlement] = useState<File | null>(null);
  const [choices, setChoices] = useState(NO_CHOICES);
  const [imported, setImported] = useState<Imported | null>(null);
  const busy = useWork((s) => s.busy !== null);
  if (!policy) return <Empty text={t("noPolicy")} />;

  const put = async (at: number, file: ImportFile) => {
    setChosen((all) => all.map((c, i) => (i === at ? { ...c, ...file, looked: null } : c)));
    const looked = await look(file);
    const mapping = looked?.proposal?.mapping ?? [];
    setChosen((all) => all.map((c, i) => (i === at && c.file === file.file ? { ...c, looked, mapping } : c)));
  };
  const add = (files: Iterable<File>) => {
    const next = [...files].map((file) => ({ file, ...AS_FOUND, looked: null, mapping: [] }));
    setImported(null);
    setChoices(NO_CHOICES);
    setChosen((all) => [...all, ...next]);
    next.forEach((file, i) => void put(chosen.length + i, file));
  };
  const read = async () => {
    const files = chosen.map(({ file, entity, sheet, encoding, looked }) => ({
      file,
      entity: entity ?? looked?.proposal?.of.id ?? null,
      sheet,
      encoding,
    }));
    const mapping = chosen.flatMap((c) => c.mapping);
    const settling = {
      file: settlement,
      decisions: [...choices.decisions.values()],
      kinds: [...choices.kinds.values()],
    };
    const made = await importRoster(files, mapping, parameters, settling);
    // Called off: what was decided stands as it was.
    if (made) setImported(made);
  };
  const ready = chosen.length > 0 && chosen.every((c) => c.looked !== null && c.looked.problem === null);
  return (
    <div className="rosters">
      <Now />
      <Refused />
      <Keep />
      {scheme ? (
        <div className="buttons">
          {[SAMPLE_HOUSEHOLDS, 1_000_000].map((n) => (
            <Button key={n} data-households={n} onClick={() => void takeSampleRoster(scheme, n)}>
              {t("sample", { n: count(n) })}
            </Button>
          ))}
        </div>
      ) : null}
      <section
        aria-label={t("choose")}
        className="drop"
        onDragOver={(event) => event.preventDefault()}
        onDrop={(event) => {
          event.preventDefault();
          add(event.dataTransfer.files);
        }}
      >
        <p>{t("drop")}</p>
        <label htmlFor="roster-files">{t("choose")}</label>{" "}
        <input
          id="roster-files"
          type="file"
          multiple
          accept=".csv,.txt,.xlsx,.xls,.et,.ods,.parquet,.json,.zip"
          onChange={(event) => {
            add(event.currentTarget.files ?? []);
            event.currentTarget.value = "";
          }}
        />
      </section>
      {chosen.map((c, i) => (
        <FileCard
          // biome-ignore lint/suspicious/noArrayIndexKey: the same file may be chosen twice.
          key={`${c.file.name} ${c.file.lastModified} ${i}`}
          chosen={c}
          policy={policy}
          choose={(file) => void put(i, file)}
          map={(mapping) => setChosen((all) => all.map((x, at) => (at === i ? { ...x, mapping } : x)))}
          remove={() => {
            setChosen((all) => all.filter((_, at) => at !== i));
            setChoices(NO_CHOICES);
          }}
        />
      ))}
      {chosen.length > 0 && (
        <div className="buttons">
          <FileChoice
            id="roster-parameters"
            label={t("parameters")}
            accept=".csv,.txt"
            file={parameters}
            choose={setParameters}
          />
          <FileChoice
            id="roster-settle"
            label={t("settle")}
            accept=".csv,.txt,.json"
            file={settlement}
            choose={setSettlement}
          />
          <Button type="primary" disabled={!ready || busy} data-action="read" onClick={() => void read()}>
            {t(busy ? "reading" : "read")}
          </Button>
        </div>
      )}
      {imported ? (
        <Report imported={imported} choices={choices} choose={setChoices} busy={busy} apply={() => void read()} />
      ) : null}
    </div>
  );
}

function Now() {
  const t = useWords(WORDS);
  const lang = useLang();
  const roster = useWork((s) => s.roster);
  const policy = useWork((s) => s.good?.policy ?? null);
  if (!roster || !policy) return <p>{t("none")}</p>;
  return (
    <TableTwin
      caption={`${t("now")}${lang === "zh" ? "：" : ": "}${roster.name[lang]}`}
      columns={[
        { key: "name", title: t("kind") },
        { key: "rows", title: t("rows"), numeric: true },
      ]}
      rows={Object.entries(roster.entities).map(([id, rows]) => ({
        name: nameOf(policy, id, lang),
        rows: count(rows),
      }))}
    />
  );
}
