declare module "echarts/i18n/lang*" {
  const words: Parameters<typeof import("echarts/core").registerLocale>[1];
  export default words;
}
