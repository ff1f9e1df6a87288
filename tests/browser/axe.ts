/** What axe finds in a page as it stands. */
import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "playwright-core";

/** Serious and critical faults, each with the places where it was found. Empty: there is none. */
export async function faults(page: Page): Promise<string[]> {
  const options = { resultTypes: ["violations" as const], iframes: false, preload: false };
  const { violations } = await new AxeBuilder({ page }).setLegacyMode().options(options).analyze();
  return violations
    .filter((v) => v.impact === "serious" || v.impact === "critical")
    .map((v) => `${v.id}: ${v.nodes.map((n) => `${n.target.join(" ")} ${n.any[0]?.message ?? ""}`).join(" | ")}`);
}
