import { useState } from "react";
import type { KeptRoster } from "../../worker/kept/protocol.js";
import { dropKept } from "../store/kept.js";
import { tellFault } from "../store/notices.js";
import { Button } from "./antd.js";
import { useLang, useWords } from "./i18n.js";
import { count } from "./money.js";
import { size } from "./size.js";
import { TableTwin } from "./TableTwin.js";

const WORDS = {
  caption: { zh: "保存在本机浏览器中的花名册", en: "Rosters kept in this browser" },
  name: { zh: "名册", en: "Roster" },
  policy: { zh: "政策", en: "Policy" },
  households: { zh: "户数", en: "Households" },
  doubts: { zh: "待处理疑点", en: "Open doubts" },
  at: { zh: "保存时间", en: "Kept on" },
  size: { zh: "大小", en: "Size" },
  actions: { zh: "操作", en: "Actions" },
  open: { zh: "打开", en: "Open" },
  inUse: { zh: "使用中", en: "in use" },
  drop: { zh: "删除", en: "Delete" },
  dropAll: { zh: "全部删除", en: "Delete all" },
  sure: { zh: "确认删除", en: "Really delete" },
  back: { zh: "不删", en: "Keep it" },
  which: { zh: "{what}：{name}", en: "{what}: {name}" },
} as const;

interface Props {
  readonly rosters: readonly KeptRoster[];
  /** The one in use, by id. */
  readonly current: string | null;
  readonly open: (roster: KeptRoster) => Promise<void>;
  /** Something was deleted. */
  readonly changed: () => void;
}

const ALL = "all";

/** What is kept, to be opened or deleted. Deleting is asked twice. */
export function KeptList({ rosters, current, open, changed }: Props) {
  const t = useWords(WORDS);
  const lang = useLang();
  const [asking, setAsking] = useState<string | null>(null);
  const drop = (id: string) => {
    setAsking(null);
    void dropKept(id === ALL ? null : id)
      .then(changed)
      .catch(tellFault);
  };
  const deleting = (id: string, word: string, name: string) =>
    asking === id ? (
      <>
        <Button size="small" danger data-confirm={id} onClick={() => drop(id)}>
          {t("sure")}
        </Button>
        <Button size="small" onClick={() => setAsking(null)}>
          {t("back")}
        </Button>
      </>
    ) : (
      <Button size="small" data-drop={id} aria-label={t("which", { what: word, name })} onClick={() => setAsking(id)}>
        {word}
      </Button>
    );
  return (
    <section className="kept">
      <TableTwin
        caption={t("caption")}
        columns={[
          { key: "name", title: t("name") },
          { key: "policy", title: t("policy") },
          { key: "households", title: t("households"), numeric: true },
          { key: "doubts", title: t("doubts"), numeric: true },
          { key: "at", title: t("at") },
          { key: "size", title: t("size"), numeric: true },
          { key: "actions", title: t("actions") },
        ]}
        rows={rosters.map((roster) => ({
          name: roster.name[lang],
          policy: roster.document.name,
          households: count(roster.households),
          doubts: count(roster.doubtsOpen),
          at: new Date(roster.at).toLocaleString(lang === "zh" ? "zh-CN" : "en-GB"),
          size: size(roster.size),
          actions: (
            <span className="row" data-kept={roster.id}>
              {roster.id === current ? (
                <span className="tag">{t("inUse")}</span>
              ) : (
                <Button
                  size="small"
                  data-open={roster.id}
                  aria-label={t("which", { what: t("open"), name: roster.name[lang] })}
                  onClick={() => void open(roster).catch(tellFault)}
                >
                  {t("open")}
                </Button>
              )}
              {deleting(roster.id, t("drop"), roster.name[lang])}
            </span>
          ),
        }))}
      />
      {rosters.length > 1 && <div className="row">{deleting(ALL, t("dropAll"), t("caption"))}</div>}
    </section>
  );
}
