import enUS from "antd/es/locale/en_US";
import zhCN from "antd/es/locale/zh_CN";
import { Shell } from "./shell/Shell.js";
import { Start } from "./start/Start.js";
import { useWork } from "./store/state.js";
import { ConfigProvider } from "./ui/antd.js";
import { Notices } from "./ui/Notices.js";
import { THEME } from "./ui/theme.js";

export function App() {
  const lang = useWork((s) => s.lang);
  const screen = useWork((s) => s.screen);
  return (
    <ConfigProvider button={{ autoInsertSpace: false }} locale={lang === "zh" ? zhCN : enUS} theme={THEME}>
      <Notices />
      {screen === "start" ? <Start /> : <Shell />}
    </ConfigProvider>
  );
}
