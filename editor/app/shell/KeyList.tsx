import { Modal } from "../ui/antd.js";
import { useLang, useWords } from "../ui/i18n.js";
import { WORDS } from "./words.js";

/** What keys.ts and the text listen to. */
const KEYS: readonly { readonly keys: string; readonly zh: string; readonly en: string }[] = [
  { keys: "F1", zh: "命令列表", en: "All commands" },
  { keys: "F8", zh: "下一个问题", en: "Next problem" },
  { keys: "F12", zh: "到定义", en: "Go to definition" },
  { keys: "F2", zh: "改名", en: "Rename" },
  { keys: "Ctrl+.", zh: "改法", en: "Fixes" },
  { keys: "Ctrl+Space", zh: "补全（拼音首字母也可）", en: "Completion" },
  { keys: "Ctrl+M", zh: "让 Tab 键移出文本", en: "Let Tab leave the text" },
  { keys: "Alt+1 … Alt+4", zh: "到左、中、右、下各栏", en: "To the left, middle, right and bottom panes" },
  {
    keys: "← → ↑ ↓",
    zh: "在两栏之间的分隔条上：调整大小（按住 Shift 幅度更大，回车收起或展开）",
    en: "On a bar between panes: size (Shift: by more, Enter: fold)",
  },
  { keys: "Ctrl+S", zh: "保存", en: "Save" },
  { keys: "Ctrl+Z / Ctrl+Shift+Z", zh: "撤销 / 重做", en: "Undo / redo" },
  { keys: "?", zh: "这张表", en: "This list" },
];

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
