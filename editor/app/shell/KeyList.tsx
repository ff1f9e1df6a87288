import { Modal } from "../ui/antd.js";
import { useLang, useWords } from "../ui/i18n.js";
import { KEYS } from "./keys.js";
import { WORDS } from "./words.js";

/** What the keyboard does. */
export default function KeyList({ close }: { readonly close: () => void }) {
  const t = useWords(WORDS);
  const lang = useLang();
  return (
    <Modal open onCancel={close} footer={null} title={t("keys")}>
      <dl className="keys">
        {KEYS.map((k) => (
          <div key={k.keys}>
            <dt>
              <kbd>{k.keys}</kbd>
            </dt>
            <dd>{k[lang]}</dd>
          </div>
        ))}
      </dl>
    </Modal>
  );
}
