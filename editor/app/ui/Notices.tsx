import { dismiss } from "../store/notices.js";
import { useWork } from "../store/state.js";
import { Alert, Button } from "./antd.js";
import { useLang } from "./i18n.js";

/** What happened, told once; it stays until it is closed. */
export function Notices() {
  const lang = useLang();
  const notices = useWork((s) => s.notices);
  if (notices.length === 0) return null;
  return (
    <div className="notices" role="status">
      {notices.map((n) => (
        <Alert
          key={n.id}
          type={n.kind}
          title={n.text[lang]}
          action={
            n.action ? (
              <Button size="small" onClick={n.action.run}>
                {n.action.text[lang]}
              </Button>
            ) : undefined
          }
          closable
          showIcon
          onClose={() => dismiss(n.id)}
        />
      ))}
    </div>
  );
}
