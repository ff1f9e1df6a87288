/** The schemes that come with the page, in the order in which they are offered. */
export interface SampleInfo {
  readonly id: string;
  /** Where its files stand among the policies. */
  readonly folder: string;
  readonly name: { readonly zh: string; readonly en: string };
  readonly about: { readonly zh: string; readonly en: string };
}

export const SAMPLES: readonly SampleInfo[] = [
  {
    id: "rongchang",
    folder: "rongchang-2024",
    name: { zh: "荣昌 2024 到户产业帮扶", en: "Rongchang 2024, industry support for households" },
    about: {
      zh: "种植、养殖、小家禽奖补，每户最高3000元；五处有多种读法的口径",
      en: "grants for crops, livestock and poultry up to 3,000 yuan a household; five open readings",
    },
  },
  {
    id: "yubei",
    folder: "yubei-2024",
    name: { zh: "渝北 2024 到户到人项目", en: "Yubei 2024, projects for households" },
    about: { zh: "项目补助与达标奖励，镇街指标", en: "project grants, rewards and town ceilings" },
  },
  {
    id: "qinyuan",
    folder: "qinyuan-2017",
    name: { zh: "沁源 2017 产业扶贫", en: "Qinyuan 2017, industry for the poor" },
    about: { zh: "十余项奖补，退耕还林、贷款贴息、带动主体", en: "many benefits, loans and enterprises" },
  },
  {
    id: "hebao",
    folder: "hebao-2020",
    name: { zh: "河包 2020 扶贫产业发展", en: "Hebao 2020, industry development" },
    about: { zh: "以目标和核查为主的方案", en: "a scheme of targets and checks" },
  },
  {
    id: "kaiyuan",
    folder: "kaiyuan-2024",
    name: { zh: "开原 2024 衔接产业", en: "Kaiyuan 2024, transition industry" },
    about: { zh: "务工奖补、收益分配、资金支出进度", en: "work grants, shares of returns, spending by date" },
  },
];

export function sampleInfo(id: string): SampleInfo | undefined {
  return SAMPLES.find((s) => s.id === id);
}
