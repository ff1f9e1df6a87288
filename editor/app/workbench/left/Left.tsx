import { useWords } from "../../ui/i18n.js";
import { later } from "../../ui/later.js";
import { Outline } from "./Outline.js";
import { Section } from "./Section.js";
import { WORDS } from "./words.js";

// What is folded at first is fetched after the first figures.
const Examples = later(() => import("./Examples.js"));
const Numbers = later(() => import("./Numbers.js"));
const Pinned = later(() => import("./Pinned.js"));
const Readings = later(() => import("./Readings.js"));
const Versions = later(() => import("./Versions.js"));

/** What the policy is made of, and what to watch while it changes. */
export function Left() {
  const t = useWords(WORDS);
  return (
    <>
      <Section title={t("outline")} open>
        <Outline />
      </Section>
      <Section title={t("parameters")}>
        <Numbers />
      </Section>
      <Section title={t("readings")}>
        <Readings />
      </Section>
      <Section title={t("pinned")}>
        <Pinned />
      </Section>
      <Section title={t("examples")}>
        <Examples />
      </Section>
      <Section title={t("versions")}>
        <Versions />
      </Section>
    </>
  );
}
