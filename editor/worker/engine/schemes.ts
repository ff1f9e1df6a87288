import type { Scheme } from "../../../runtime/synthetic/scheme.js";

/** The generators of the schemes that come with the page: each is fetched when its roster is asked for. */
const SCHEMES: Readonly<Record<string, () => Promise<Scheme>>> = {
  rongchang: () => import("../../../runtime/synthetic/rongchang.js").then((m) => m.RONGCHANG),
  yubei: () => import("../../../runtime/synthetic/yubei.js").then((m) => m.YUBEI),
  qinyuan: () => import("../../../runtime/synthetic/qinyuan.js").then((m) => m.QINYUAN),
  hebao: () => import("../../../runtime/synthetic/hebao.js").then((m) => m.HEBAO),
  kaiyuan: () => import("../../../runtime/synthetic/kaiyuan.js").then((m) => m.KAIYUAN),
};

/** Rejects with RangeError where no scheme of that name comes with the page. */
export async function schemeOf(id: string): Promise<Scheme> {
  const fetched = Object.hasOwn(SCHEMES, id) ? SCHEMES[id] : undefined;
  if (!fetched) throw new RangeError(`no scheme ${id}`);
  return fetched();
}

export async function loadSchemes(): Promise<void> {
  await Promise.all(Object.keys(SCHEMES).map(schemeOf));
}
