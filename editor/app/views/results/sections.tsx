import { sign } from "../../../../compiler/ir/rational.js";
import type { Told } from "../../../worker/results/protocol.js";
import { useWork } from "../../store/state.js";
import { useLang, useWords } from "../../ui/i18n.js";
import { Money, SignedMoney } from "../../ui/Money.js";
import { count, yuan } from "../../ui/money.js";
import { TableTwin } from "../../ui/TableTwin.js";
import { ClauseLink, HouseholdLink } from "../links.js";
import { nameOf } from "../names.js";
import { WORDS } from "./words.js";

/** Limits, budgets, targets, what is open, and what rounding adds. Each is left out where the policy has none of it. */
export function Sections({ told }: { readonly told: Told }) {
  const t = useWords(WORDS);
  const lang = useLang();
  const policy = useWork((s) => s.good?.policy ?? null);
  const { simulation } = told;
  if (!policy) return null;
  const name = (id: string) => nameOf(policy, id, lang);
  const link = (id: string) => <ClauseLink id={id}>{name(id)}</ClauseLink>;
  return (
    <>
      {simulation.limits.length > 0 && (
        <section>
          <h2>{t("limits")}</h2>
          <TableTwin
            caption={t("limits")}
            columns={[
              { key: "name", title: t("limit") },
              { key: "hit", title: t("hit"), numeric: true },
              { key: "cut", title: t("cut"), numeric: true },
              { key: "over", title: t("overBy"), numeric: true },
            ]}
            rows={simulation.limits.map((l) => ({
              name: link(l.limit),
              hit: count(l.payees),
              cut: <Money amount={l.cut} />,
              over: <Money amount={l.over} />,
            }))}
          />
        </section>
      )}
      {simulation.pots.length > 0 && (
        <section>
          <h2>{t("pots")}</h2>
          <TableTwin
            caption={t("pots")}
            columns={[
              { key: "name", title: t("limit") },
              { key: "group", title: t("group") },
              { key: "ceiling", title: t("ceiling"), numeric: true },
              { key: "estimated", title: t("estimated"), numeric: true },
              { key: "left", title: t("left"), numeric: true },
              { key: "reserve", title: t("reserve"), numeric: true },
              { key: "cutOff", title: t("cutOff"), numeric: true },
            ]}
            rows={simulation.pots.map((p) => ({
              name: link(p.limit),
              group: p.group.join(" · ") || t("wholeRoster"),
              ceiling: <Money amount={p.ceiling} />,
              estimated: <Money amount={p.estimated} />,
              left: (
                <>
                  <Money amount={p.left} /> {p.left !== null && sign(p.left) < 0 ? <strong>{t("over")}</strong> : null}
                </>
              ),
              reserve: <Money amount={p.reserve} />,
              cutOff: count(p.cutOff.payees),
            }))}
          />
        </section>
      )}
      {simulation.targets.length > 0 && (
        <section>
          <h2>{t("targets")}</h2>
          <TableTwin
            caption={t("targets")}
            columns={[
              { key: "name", title: t("target") },
              { key: "met", title: t("met"), numeric: true },
              { key: "notMet", title: t("notMet"), numeric: true },
              { key: "open", title: t("open"), numeric: true },
            ]}
            rows={simulation.targets.map((x) => ({
              name: link(x.check),
              met: count(x.met),
              notMet: count(x.notMet),
              open: count(x.undecided),
            }))}
          />
        </section>
      )}
      {simulation.undecided.claims > 0 && (
        <section>
          <h2>{t("openList")}</h2>
          <TableTwin
            caption={t("reason")}
            columns={[
              { key: "name", title: t("reason") },
              { key: "claims", title: t("claims"), numeric: true },
              { key: "payees", title: t("households"), numeric: true },
              { key: "high", title: t("high"), numeric: true },
            ]}
            rows={simulation.undecided.reasons.map((r) => ({
              name: name(r.what),
              claims: count(r.claims),
              payees: count(r.payees),
              high: r.unbounded > 0 ? <Money amount={null} /> : <Money amount={r.high} />,
            }))}
          />
          <TableTwin
            caption={t("openList")}
            columns={[
              { key: "row", title: t("household") },
              { key: "benefit", title: t("benefit") },
              { key: "reason", title: t("reason") },
            ]}
            rows={simulation.undecided.list.slice(0, 50).map((c) => ({
              row: <HouseholdLink id={c.row} />,
              benefit: name(c.benefit),
              reason: [...new Set(c.reasons.map((r) => name(r.what)))].join("、"),
            }))}
          />
        </section>
      )}
      <section>
        <h2>{t("rounding")}</h2>
        <TableTwin
          caption={t("rounding")}
          columns={[
            { key: "name", title: t("benefit") },
            { key: "exact", title: t("exactSum"), numeric: true },
            { key: "rounded", title: t("roundedSum"), numeric: true },
            { key: "difference", title: t("difference"), numeric: true },
          ]}
          rows={simulation.rounding.map((r) => ({
            name: r.benefit === null ? t("everything") : name(r.benefit),
            exact: <span className="num">{yuan(r.exactToStep)}</span>,
            rounded: <Money amount={r.rounded} />,
            difference: <SignedMoney amount={r.difference} />,
          }))}
        />
      </section>
    </>
  );
}
