/** The sample's page, in both languages. No script, and nothing from outside. */
import { html } from "hono/html";
import type { Rational } from "../../compiler/ir/rational.js";
import type { Named } from "../../runtime/ingest/index.js";
import { grouped, placesOf } from "../../runtime/office/amounts.js";
import { DISCLAIMER, nameOf } from "../../runtime/office/words.js";
import type { Total } from "../../runtime/run.js";
import type { Language } from "../io/console.js";
import type { Sample } from "./sample.js";

const OTHER: Readonly<Record<Language, { lang: Language; label: string }>> = {
  zh: { lang: "en", label: "English" },
  en: { lang: "zh", label: "中文" },
};

export function page(sample: Sample, all: readonly Sample[], lang: Language) {
  const { report } = sample;
  const { policy, result } = report;
  const places = placesOf(policy);
  const money = (amount: Rational | null) => (amount === null ? say("open", "未定") : grouped(amount, places));
  const say = (en: string, zh: string) => (lang === "zh" ? zh : en);
  const name = (id: string): string => (nameOf(policy, id) as Named)[lang];
  const other = OTHER[lang];
  const link = (id: string, to: Language) => `/?policy=${id}&lang=${to}`;
  const benefitRow = (title: string, t: Total) =>
    html`<tr><th scope="row">${title}</th><td>${money(t.amount)}</td><td>${money(t.ceiling)}</td><td>${t.recipients}</td><td>${t.undecided}</td></tr>`;
  const quotas = report.towns.some((t) => t.quotas.length > 0);
  return html`<!doctype html>
<html lang="${lang === "zh" ? "zh-CN" : "en"}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${sample.title} · Fen 分</title>
<link rel="stylesheet" href="/style.css">
</head>
<body>
<header>
<p><strong>Fen 分</strong> ${say("benefit rules, exact to the fen", "补贴规则，精确到分")}</p>
<nav>${all.map((s) => html`<a href="${link(s.id, lang)}"${s.id === sample.id ? html` aria-current="page"` : ""}>${s.title}</a> `)}<a href="${link(sample.id, other.lang)}" lang="${other.lang}">${other.label}</a></nav>
</header>
<main>
<h1>${sample.title}</h1>
<p>${say("Version", "版本")} ${policy.version} · ${say("date of the run", "测算日期")} ${sample.asOf} · ${say("hash", "指纹")} <code>${sample.hash.slice(0, 12)}</code></p>
<p class="note">${sample.note}</p>
<h2>${say("By benefit", "按项目")}</h2>
<table>
<thead><tr><th>${say("Benefit", "项目")}</th><th>${say("Amount (yuan)", "测算（元）")}</th><th>${say("Ceiling (yuan)", "上限（元）")}</th><th>${say("Recipients", "受益")}</th><th>${say("Undecided", "待定")}</th></tr></thead>
<tbody>${policy.benefits.map((b) => (result.byBenefit[b.id] ? benefitRow(name(b.id), result.byBenefit[b.id] as Total) : ""))}</tbody>
<tfoot>${benefitRow(say("Total", "合计"), result.total)}</tfoot>
</table>
<h2>${report.by ? say(`By ${report.by.name.en}`, `按${report.by.name.zh}`) : ""}</h2>
<table>
<thead><tr><th>${report.by?.name[lang] ?? ""}</th><th>${say("Households", "户数")}</th><th>${say("Amount (yuan)", "测算（元）")}</th><th>${say("Ceiling (yuan)", "上限（元）")}</th>${quotas ? html`<th>${say("Quota", "指标")}</th><th>${say("Left", "结余")}</th>` : ""}</tr></thead>
<tbody>${report.towns.map(
    (t) =>
      html`<tr><th scope="row">${t.town ?? say("(blank)", "（未填）")}</th><td>${t.payees}</td><td>${money(t.amount)}</td><td>${money(t.ceiling)}${t.openCeilings > 0 ? "+" : ""}</td>${
        quotas
          ? html`<td>${t.quotas.map((q) => money(q.ceiling)).join(" / ")}</td><td${t.quotas.some((q) => (q.left?.n ?? 0n) < 0n) ? html` class="over"` : ""}>${t.quotas.map((q) => money(q.left)).join(" / ")}</td>`
          : ""
      }</tr>`,
  )}</tbody>
</table>
<p class="note">${DISCLAIMER[lang]}</p>
<h2>${say("The policy", "政策文本")}</h2>
<pre lang="zh-CN">${sample.text}</pre>
</main>
</body>
</html>`;
}

export const STYLE = `:root { color-scheme: light dark; font: 16px/1.6 system-ui, "Noto Sans CJK SC", "Microsoft YaHei", sans-serif; }
body { margin: 0 auto; max-width: 60rem; padding: 0 1rem 3rem; }
header { display: flex; flex-wrap: wrap; gap: 0 2rem; justify-content: space-between; border-bottom: 1px solid #8886; }
nav a { margin-right: 1rem; }
a[aria-current] { font-weight: bold; text-decoration: none; color: inherit; }
table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; }
th, td { padding: .25rem .75rem; text-align: right; border-bottom: 1px solid #8883; }
th:first-child { text-align: left; }
tfoot th, tfoot td { font-weight: bold; border-top: 2px solid #8886; }
.over { color: #c00; font-weight: bold; }
.note { opacity: .8; }
pre { overflow-x: auto; padding: 1rem; border: 1px solid #8886; font-family: ui-monospace, "Noto Sans Mono CJK SC", monospace; font-size: .875rem; }
`;
