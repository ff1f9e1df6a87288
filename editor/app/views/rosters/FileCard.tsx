import { useId } from "react";
import type { Policy } from "../../../../compiler/ir/types.js";
import { ENCODINGS, type Encoding } from "../../../../runtime/ingest/encoding.js";
import type { MappedHeading } from "../../../../runtime/ingest/index.js";

import type { ImportFile } from "../../../worker/import/protocol.js";
import { Alert, Button, Select } from "../../ui/antd.js";
import { useLang, useWords } from "../../ui/i18n.js";
import { nameOf } from "../names.js";
import type { Chosen } from "./index.js";
import { WORDS } from "./words.js";

interface Props {
  readonly chosen: Chosen;
  readonly policy: Policy;
  readonly choose: (file: ImportFile) => void;
  readonly map: (mapping: readonly MappedHeading[]) => void;
  readonly remove: () => void;
}

const UNUSED = "";
const FOUND_OUT = "";

/** One file: what it was found to be, and which heading stands for which field. */
export function FileCard({ chosen, policy, choose, map, remove }: Props) {
  const t = useWords(WORDS);
  const lang = useLang();
  const id = useId();
  const { file, entity, sheet, encoding, looked, mapping } = chosen;
  const how = { file, entity, sheet, encoding };
  const sniffed = looked?.sniffed ?? null;
  const proposal = looked?.proposal ?? null;
  const own = sniffed?.sheets.find((s) => s.name === sheet) ?? sniffed?.sheets.find((s) => !s.hidden) ?? null;
  const kinds = policy.entities.map((e) => ({ value: e.id, label: nameOf(policy, e.id, lang) }));
  const facts = [
    sniffed?.format ?? null,
    shownEncoding(sniffed?.encoding ?? null),
    own && own.headingRows.length > 0 ? t("headingRow", { rows: own.headingRows.join("、") }) : null,
  ].filter((x) => x !== null);
  return (
    <section className="card" data-file={file.name}>
      <header>
        <h3>
          {file.name} <small className="muted">{facts.join(" · ")}</small>
        </h3>
        <Button size="small" onClick={remove}>
          {t("remove")}
        </Button>
      </header>
      {sniffed !== null && (sniffed.encoding !== null || sniffed.format === null || encoding !== null) ? (
        <div className="choose" data-choose="encoding">
          <label htmlFor={`${id}-encoding`}>{t("encoding")}</label>
          <Select
            id={`${id}-encoding`}
            size="small"
            value={encoding ?? FOUND_OUT}
            options={[
              {
                value: FOUND_OUT,
                label:
                  encoding === null
                    ? t("found", { encoding: shownEncoding(sniffed.encoding) ?? t("unknown") })
                    : t("auto"),
              },
              ...ENCODINGS.map((one) => ({ value: one, label: shownEncoding(one) })),
            ]}
            style={{ minWidth: "12rem" }}
            onChange={(next: Encoding | typeof FOUND_OUT) =>
              choose({ ...how, encoding: next === FOUND_OUT ? null : next })
            }
          />
        </div>
      ) : null}
      {looked?.problem ? (
        <Alert
          type="error"
          showIcon
          title={looked.problem.texts[lang].title}
          description={`${looked.problem.texts[lang].body} ${looked.problem.texts[lang].hint ?? ""}`}
        />
      ) : null}
      {proposal ? (
        <>
          <div className="choose">
            <span>{t("whatRows")}</span>
            <Select
              aria-label={t("whatRows")}
              size="small"
              value={entity ?? proposal.of.id}
              options={kinds}
              style={{ minWidth: "10rem" }}
              onChange={(next: string) => choose({ ...how, entity: next })}
            />
            {sniffed !== null && sniffed.sheets.length > 1 && own !== null ? (
              <Select
                aria-label={t("sheet")}
                size="small"
                value={own.name}
                options={sniffed.sheets.map((s) => ({ value: s.name, label: s.name }))}
                style={{ minWidth: "10rem" }}
                onChange={(next: string) => choose({ ...how, sheet: next })}
              />
            ) : null}
          </div>
          {proposal.missing.length > 0 && (
            <Alert
              type="error"
              showIcon
              title={t("missing", { names: proposal.missing.map((m) => m.name[lang]).join("、") })}
            />
          )}
          <div className="twin">
            <table>
              <caption>{t("field")}</caption>
              <thead>
                <tr>
                  <th scope="col">{t("heading")}</th>
                  <th scope="col">{t("field")}</th>
                  <th scope="col">{t("first")}</th>
                </tr>
              </thead>
              <tbody>
                {proposal.headings.map((h, i) => {
                  const said = mapping.find((m) => m.heading === h.heading);
                  const field = said ? said.field : h.field;
                  return (
                    <tr key={h.heading}>
                      <th scope="row">{h.heading}</th>
                      <td>
                        <Select
                          aria-label={`${h.heading} → ${t("field")}`}
                          size="small"
                          showSearch
                          optionFilterProp="label"
                          value={field ? `${field.entity}.${field.id}` : UNUSED}
                          options={[{ value: UNUSED, label: t("unused") }, ...fieldsOf(policy, lang, t("approved"))]}
                          style={{ minWidth: "14rem" }}
                          onChange={(next: string) => map(changed(mapping, proposal.of.id, h.heading, next))}
                        />
                        {h.unit ? <small className="over"> {t("units", h.unit)}</small> : null}
                      </td>
                      <td className="muted">
                        {(own?.sample ?? [])
                          .slice(0, 3)
                          .map((row) => row[i] ?? "")
                          .join(" · ")}
                      </td>
                    </tr>
                  );
                })}
              </tbody>
            </table>
          </div>
        </>
      ) : null}
    </section>
  );
}

const shownEncoding = (encoding: Encoding | null) => encoding?.toUpperCase() ?? null;

/** 户类型（户）, `town (household)` */
const aside = (name: string, of: string, lang: "zh" | "en") => (lang === "zh" ? `${name}（${of}）` : `${name} (${of})`);

/** Every field, and the amounts that a person enters for a benefit, which stand as `<benefit>.approved`. */
function fieldsOf(policy: Policy, lang: "zh" | "en", approved: string) {
  return policy.entities.flatMap((e) => {
    const of = nameOf(policy, e.id, lang);
    const fields = e.fields.map((f) => ({
      value: `${e.id}.${f.id}`,
      label: aside(nameOf(policy, `${e.id}.${f.id}`, lang), of, lang),
    }));
    const entered = policy.benefits
      .filter((b) => b.entered && b.entity === e.id)
      .map((b) => ({
        value: `${e.id}.${b.id}.approved`,
        label: aside(`${nameOf(policy, b.id, lang)}${approved}`, of, lang),
      }));
    return [...fields, ...entered];
  });
}

function changed(
  mapping: readonly MappedHeading[],
  of: string,
  heading: string,
  field: string,
): readonly MappedHeading[] {
  const [entity = "", ...parts] = field.split(".");
  const id = parts.join(".");
  const rest = mapping.filter((m) => m.heading !== heading);
  return [...rest, { of, heading, field: field === UNUSED ? null : { entity, id } }];
}
