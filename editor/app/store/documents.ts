/** Opening and starting documents. */
import { recheck, whenRead } from "./evaluation.js";
import { tellFault } from "./notices.js";
import { takeSampleRoster } from "./rosters.js";
import { type OpenDocument, useWork } from "./state.js";
import { language } from "./workers.js";

export const SAMPLE_HOUSEHOLDS = 100_000;

/** Shows a document in the workbench, in place of the one before. */
export function show(document: OpenDocument): void {
  useWork.setState((s) => ({
    screen: "work",
    view: "workbench",
    pane: "2",
    projection: "text",
    document,
    edition: s.edition + 1,
    checked: null,
    good: null,
    summary: null,
    roster: null,
    kept: null,
    readings: {},
    entered: {},
    asOf: null,
    baseline: null,
    rosterProblems: [],
    household: null,
    pinned: [],
    versions: [],
  }));
  recheck();
}

/** A scheme that comes with the page, and its synthetic roster. */
export async function openSample(scheme: string, households: number | null = SAMPLE_HOUSEHOLDS): Promise<void> {
  useWork.setState({ opening: true });
  try {
    const files = await language().sample(scheme);
    show({ ...files, name: files.path.slice(files.path.lastIndexOf("/") + 1), scheme, saved: files.text });
    if (await whenRead()) await takeSampleRoster(scheme, households);
  } catch (error) {
    tellFault(error);
  } finally {
    useWork.setState({ opening: false });
  }
}

const NEW_TEXT = `政策 新政策/new_policy “（在这里写名称）”
  版本 “1”
  引用词表 household
  施行 2026-01-01 至 2026-12-31
  取整 四舍五入 至 0.01元

以户为单位
享受条件 当 有劳动力 且 有发展意愿

奖补 粮食/grain “粮食作物奖补”
  当 连片粮食面积 5亩以上
  补 连片粮食面积 每亩 300元

限额 户均限额/household_cap
  全部奖补 每户 最高 3000元
`;

export function newDocument(): void {
  show({
    path: "新政策.policy",
    name: "新政策.policy",
    text: NEW_TEXT,
    saved: "",
    folder: null,
    beside: {},
    scheme: null,
  });
}
