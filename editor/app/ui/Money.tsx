import type { Rational } from "../../../compiler/ir/rational.js";
import { useLang } from "./i18n.js";
import { signed, wan, yuan } from "./money.js";

/** An exact amount in yuan, digits aligned. `null`: not known. */
export function Money({ amount }: { readonly amount: Rational | null }) {
  const lang = useLang();
  if (amount === null) return <span className="muted">{lang === "zh" ? "未定" : "open"}</span>;
  return <span className="num">{yuan(amount)}</span>;
}

/** A difference: sign and colour (orange: more is paid, blue: less). */
export function SignedMoney({ amount }: { readonly amount: Rational | null }) {
  if (amount === null) return <Money amount={null} />;
  const way = amount.n > 0n ? "more" : amount.n < 0n ? "less" : "even";
  return <span className={`num ${way}`}>{signed(amount)}</span>;
}

/** 万元 large; the exact figure on hover and on keyboard focus, and read out. */
export function WanMoney({ amount, label }: { readonly amount: Rational; readonly label: string }) {
  const lang = useLang();
  const short = wan(amount);
  const unit = lang === "zh" ? "万元" : "wan yuan";
  const whole = `${yuan(amount)} ${lang === "zh" ? "元" : "yuan"}`;
  return (
    <button type="button" className="wan" aria-label={`${label} ${whole}`} data-exact={yuan(amount)}>
      <span className="num">
        {short.exact ? "" : "≈ "}
        {short.text}
      </span>{" "}
      {unit}
      <span className="tip">{whole}</span>
    </button>
  );
}
