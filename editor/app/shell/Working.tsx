import { useEffect, useState } from "react";
import { useWork } from "../store/state.js";
import { Button, Progress } from "../ui/antd.js";
import { useWords } from "../ui/i18n.js";
import { WORDS } from "./words.js";

/** Nothing for the first 200 ms; after a second a way to stop, and how far it is where that is known. */
export function Working() {
  const t = useWords(WORDS);
  const busy = useWork((s) => s.busy);
  const [waited, setWaited] = useState(0);
  const since = busy?.since;
  useEffect(() => {
    setWaited(0);
    if (since === undefined) return;
    const timers = [200, 1_000].map((ms) =>
      setTimeout(() => setWaited(ms), Math.max(0, since + ms - performance.now())),
    );
    return () => timers.forEach(clearTimeout);
  }, [since]);
  if (!busy || waited < 200) return null;
  const { progress } = busy;
  return (
    <span className="working" role="status">
      {t(progress?.stage ?? "computing")}
      {waited >= 1_000 && progress && progress.of > 0 ? (
        <Progress
          size="small"
          percent={Math.floor((100 * progress.done) / progress.of)}
          style={{ width: 120 }}
          aria-label={t(progress.stage)}
        />
      ) : null}
      {waited >= 1_000 && busy.cancel ? (
        <Button size="small" data-action="cancel" onClick={busy.cancel}>
          {t("cancel")}
        </Button>
      ) : null}
    </span>
  );
}
