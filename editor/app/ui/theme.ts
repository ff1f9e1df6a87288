import type { ThemeConfig } from "antd";

/** Blue and orange. Red does not mean loss here: in Chinese finance it means a rise. */
export const THEME: ThemeConfig = {
  token: {
    colorPrimary: "#1f5fa8",
    colorInfo: "#1f5fa8",
    colorLink: "#1f5fa8",
    colorWarning: "#a15a00",
    colorError: "#a3341f",
    colorTextPlaceholder: "#5f6b78",
    borderRadius: 4,
    fontFamily: "var(--sans)",
    fontSize: 14,
    lineHeight: 1.7,
    controlHeight: 30,
    controlHeightSM: 26,
    motion: false,
  },
  cssVar: { prefix: "fen" },
};
