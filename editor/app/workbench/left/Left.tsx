import { useWords } from "../../ui/i18n.js";
import { later } from "../../ui/later.js";
import { Examples } from "./Examples.js";
import { Outline } from "./Outline.js";
import { Pinned } from "./Pinned.js";
import { Readings } from "./Readings.js";
import { Section } from "./Section.js";
import { Versions } from "./Versions.js";
import { WORDS } from "./words.js";

const Numbers = later(() => import("./Numbers.js"));

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
