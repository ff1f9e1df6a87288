/**
 * 604x–605x: roster files as files: what they are in, what is wrong with them, and what was chosen among their parts.
 * 608x: rosters that are kept in a browser.
 */
import { type Entry, entry } from "../entry.js";

interface Named {
  readonly en: string;
  readonly zh: string;
}

const zh = (names: readonly string[]) => names.map((n) => `“${n}”`).join("、");
const en = (names: readonly string[]) => names.map((n) => `\`${n}\``).join(", ");

/** What holds cells apart. */
const SEPARATORS: Readonly<Record<string, Named>> = {
  "\t": { en: "tabs", zh: "制表符" },
  ";": { en: "semicolons", zh: "分号" },
  "，": { en: "full-width commas", zh: "全角逗号" },
  "|": { en: "vertical bars", zh: "竖线" },
};

export const files = {
  P6040: entry<{ found: Named | null }>({
    severity: "error",
    title: { en: () => "A file of another kind", zh: () => "文件格式无法识别" },
    body: {
      en: (p) =>
        `${p.found ? `This is ${p.found.en}.` : "What the file begins with belongs to no kind of file that is known here."} A roster is read from xlsx, xls, ods, CSV, JSON, Parquet, or a zip of these. Nothing was read from it.`,
      zh: (p) =>
        `${p.found ? `这是${p.found.zh}。` : "文件开头不属于任何已知格式。"}名册可以是 xlsx、xls、ods、CSV、JSON、Parquet，或其 zip 压缩包。未读取任何内容。`,
    },
    hint: {
      en: () => "Save the table again from the spreadsheet, as xlsx or CSV.",
      zh: () => "请在电子表格中另存为 xlsx 或 CSV。",
    },
  }),
  P6041: entry<{ kind: Named }>({
    severity: "error",
    title: { en: () => "The file is damaged", zh: () => "文件已损坏" },
    body: {
      en: (p) => `It begins as ${p.kind.en} but cannot be read to its end. Nothing was read from it.`,
      zh: (p) => `文件开头是${p.kind.zh}，但无法完整读取。未读取任何内容。`,
    },
    hint: {
      en: () => "Copy it again from where it came from, or open it in a spreadsheet and save it under another name.",
      zh: () => "请重新拷贝该文件，或用电子表格打开后另存为新文件。",
    },
  }),
  P6042: entry<{ codec: string }>({
    severity: "error",
    title: { en: () => "A Parquet file compressed in another way", zh: () => "Parquet 压缩方式不支持" },
    body: {
      en: (p) =>
        `Its columns are compressed with \`${p.codec}\`; SNAPPY, GZIP, ZSTD, BROTLI, LZ4 and uncompressed columns are read. Nothing was read from it.`,
      zh: (p) => `各列用“${p.codec}”压缩；可读取的有 SNAPPY、GZIP、ZSTD、BROTLI、LZ4 和不压缩。未读取任何内容。`,
    },
    hint: {
      en: () => "Write the file again with SNAPPY.",
      zh: () => "请改用 SNAPPY 压缩后重新写出。",
    },
  }),
  P6043: entry<{ megabytes: number; most: number }>({
    severity: "error",
    title: { en: () => "A file that unpacks to far too much", zh: () => "解压后过大" },
    body: {
      en: (p) =>
        `Unpacked, it would take ${p.megabytes} MB or more, out of proportion to its size; at most ${p.most} MB are unpacked. It was not unpacked.`,
      zh: (p) => `解压后至少 ${p.megabytes} MB，与文件大小不相称；最多解压 ${p.most} MB。未予解压。`,
    },
    hint: {
      en: () => "A roster of this size is better saved as CSV. A file from an unknown sender should not be opened.",
      zh: () => "这么大的名册宜另存为 CSV。来历不明的文件不要打开。",
    },
  }),
  P6044: entry<Record<never, never>>({
    severity: "error",
    title: { en: () => "The workbook has a password", zh: () => "工作簿设有密码" },
    body: {
      en: () => "Its contents are encrypted. Nothing was read from it.",
      zh: () => "工作簿已加密，无法读取内容。未读取任何内容。",
    },
    hint: {
      en: () => "Open it in the spreadsheet, remove the password, and save it again.",
      zh: () => "请在电子表格中打开，取消密码后重新保存。",
    },
  }),
  P6045: entry<{ nul: boolean }>({
    severity: "error",
    title: { en: () => "A control character in the text", zh: () => "文本中有控制字符" },
    body: {
      en: (p) =>
        `${p.nul ? "A NUL character" : "A control character"} stands in this row, which no spreadsheet writes: the file is damaged or is not a text. Nothing was read from it.`,
      zh: (p) =>
        `本行含有${p.nul ? "空字符（NUL）" : "控制字符"}，电子表格不会写出，文件可能已损坏或不是文本。未读取任何内容。`,
    },
    hint: {
      en: () => "Open it in a spreadsheet and save it again as CSV.",
      zh: () => "请用电子表格打开后另存为 CSV。",
    },
  }),
  P6046: entry<{ closes: boolean }>({
    severity: "error",
    title: { en: () => "A quotation mark that does not close", zh: () => "引号没有闭合" },
    body: {
      en: (p) =>
        p.closes
          ? "A quotation mark opens a cell of this row and closes in the middle of it, so where the cell ends cannot be told. Nothing was read from the file."
          : "A quotation mark opens a cell of this row and does not close before the end, so all that follows would be one cell. Nothing was read from the file.",
      zh: (p) =>
        p.closes
          ? "本行有一个单元格以引号开始，却在单元格中间闭合，无法判断单元格在哪里结束。未读取任何内容。"
          : "本行有一个单元格以引号开始，直到文件末尾都没有闭合，其后的内容会并成一格。未读取任何内容。",
    },
    hint: {
      en: () => "A quotation mark inside a quoted cell is written twice.",
      zh: () => "单元格内容中的引号须连写两个。",
    },
  }),
  P6047: entry<{ sheets: readonly string[] }>({
    severity: "error",
    title: { en: () => "Nothing in the file", zh: () => "文件中没有内容" },
    body: {
      en: (p) =>
        `${p.sheets.length > 0 ? `There are no cells in ${en(p.sheets)}.` : "There are no cells in it."} Nothing was read.`,
      zh: (p) => `${p.sheets.length > 0 ? `${zh(p.sheets)}中没有任何单元格` : "其中没有任何单元格"}。未读取任何内容。`,
    },
  }),
  P6048: entry<{ sheet: string; others: readonly string[] }>({
    severity: "note",
    title: { en: () => "One of several sheets was read", zh: () => "读取了其中一张工作表" },
    body: {
      en: (p) => `\`${p.sheet}\` was read, whose headings fit best; not read: ${en(p.others)}.`,
      zh: (p) => `读取的是表头最相符的工作表“${p.sheet}”；未读取：${zh(p.others)}。`,
    },
    hint: {
      en: (p) => `Another sheet is named after the file: \`file.xlsx#${p.others[0] ?? ""}\`.`,
      zh: (p) => `要读取另一张，请在文件名后写明：\`文件.xlsx#${p.others[0] ?? ""}\`。`,
    },
  }),
  P6049: entry<{ sheet: string; known: readonly string[] }>({
    severity: "error",
    title: { en: () => "No such sheet", zh: () => "没有这张工作表" },
    body: {
      en: (p) => `The workbook has no sheet \`${p.sheet}\`; it has ${en(p.known)}. Nothing was read from it.`,
      zh: (p) => `工作簿中没有工作表“${p.sheet}”，只有${zh(p.known)}。未读取任何内容。`,
    },
  }),
  P6050: entry<{ entity: Named }>({
    severity: "warning",
    title: { en: () => "A heading without rows", zh: () => "只有表头，没有数据" },
    body: {
      en: (p) => `The file has a heading and no ${p.entity.en} below it: every total of it is 0.`,
      zh: (p) => `文件只有表头，下面没有任何${p.entity.zh}，各项合计均为 0。`,
    },
    hint: {
      en: () => "If rows were expected, look whether the right sheet or file was taken.",
      zh: () => "如果应有数据，请检查是否选错了工作表或文件。",
    },
  }),
  P6051: entry<{ separator: string }>({
    severity: "note",
    title: { en: () => "Cells kept apart in another way", zh: () => "分隔方式" },
    body: {
      en: (p) =>
        `The cells of this file are kept apart by ${SEPARATORS[p.separator]?.en ?? `\`${p.separator}\``}, and were read so.`,
      zh: (p) => `本文件的单元格以${SEPARATORS[p.separator]?.zh ?? `“${p.separator}”`}分隔，已按此读取。`,
    },
  }),
  P6052: entry<{ skipped: readonly string[]; read: number }>({
    severity: "note",
    title: { en: () => "Parts of a zip that are no rosters", zh: () => "压缩包中的其他文件" },
    body: {
      en: (p) =>
        `${p.read === 1 ? "One file was" : `${p.read} files were`} read from the zip; left aside: ${en(p.skipped)}.`,
      zh: (p) => `从压缩包读取了 ${p.read} 个文件；其余未读取：${zh(p.skipped)}。`,
    },
  }),
  P6053: entry<Record<never, never>>({
    severity: "error",
    title: { en: () => "A zip without a roster", zh: () => "压缩包中没有名册" },
    body: {
      en: () =>
        "None of its files is a workbook, CSV, JSON or Parquet file; a zip inside a zip is not opened. Nothing was read from it.",
      zh: () => "其中没有工作簿、CSV、JSON 或 Parquet 文件；压缩包里的压缩包不再打开。未读取任何内容。",
    },
  }),
  P6054: entry<{ field: Named; expected: Named; clause: Named | null; count: number; example: string }>({
    severity: "error",
    title: { en: () => "A column of the wrong kind", zh: () => "列的内容类型不符" },
    body: {
      en: (p) =>
        `\`${p.field.en}\` must hold ${p.expected.en}${p.clause ? `, which ${p.clause.en} reads` : ""}. None of its ${p.count} filled cells can be read so; the first is \`${p.example}\`. The run was not started.`,
      zh: (p) =>
        `“${p.field.zh}”应为${p.expected.zh}${p.clause ? `，${p.clause.zh}要用到` : ""}。该列 ${p.count} 个已填的单元格都无法这样读取，首个是“${p.example}”。未开始测算。`,
    },
    hint: {
      en: () => "Another column may be meant: give the correspondence with `--map`.",
      zh: () => "可能应对应另一列，请用 `--map` 写明对应。",
    },
  }),
  P6055: entry<{ columns: readonly Named[] }>({
    severity: "error",
    title: { en: () => "Imported for another form of the policy", zh: () => "导入时的政策与现在不同" },
    body: {
      en: (p) =>
        `The file was imported when the policy said something else of ${en(p.columns.map((c) => (c.en === c.zh ? c.en : `${c.en} (${c.zh})`)))}. Its values may mean something else now; nothing was read from it.`,
      zh: (p) =>
        `文件导入之后，政策对${zh(p.columns.map((c) => c.zh))}的规定已有变化，原有数值的含义可能不同。未读取任何内容。`,
    },
    hint: {
      en: () => "Import the original files again: with `fen import`, or on the editor's page Roster.",
      zh: () => "请重新导入原来的文件：用 `fen import`，或在编辑器的“花名册”页。",
    },
  }),
  P6056: entry<{ columns: readonly Named[] }>({
    severity: "error",
    title: { en: () => "Private columns that the policy reads", zh: () => "政策要用到隐私列" },
    body: {
      en: (p) =>
        `Private columns stay out of the written file unless they are asked for, but the policy reads ${en(p.columns.map((c) => (c.en === c.zh ? c.en : `${c.en} (${c.zh})`)))}. Without them its results would differ; nothing was written.`,
      zh: (p) =>
        `隐私列默认不写入文件，但政策要用到${zh(p.columns.map((c) => c.zh))}。不写入则结果会不同。未写出文件。`,
    },
    hint: {
      en: () => "Add `--private` to write them, and keep the file as safe as the rosters themselves.",
      zh: () => "如确需写入，请加 `--private`，并像保管名册一样保管该文件。",
    },
  }),
  P6057: entry<{ columns: readonly Named[] }>({
    severity: "note",
    title: { en: () => "Private columns left out", zh: () => "未写入的隐私列" },
    body: {
      en: (p) =>
        `Not written, since they are private: ${en(p.columns.map((c) => (c.en === c.zh ? c.en : `${c.en} (${c.zh})`)))}.`,
      zh: (p) => `以下为隐私列，未写入文件：${zh(p.columns.map((c) => c.zh))}。`,
    },
    hint: {
      en: () => "`--private` writes them too.",
      zh: () => "如需写入，请加 `--private`。",
    },
  }),
  P6070: entry<{ encoding: string }>({
    severity: "error",
    title: { en: () => "The file is in another encoding", zh: () => "文件不是所选的编码" },
    body: {
      en: (p) =>
        `It was to be read as ${p.encoding.toUpperCase()}, and holds bytes that this encoding does not have. Nothing was read from it.`,
      zh: (p) => `已选择按 ${p.encoding.toUpperCase()} 读取，但文件中有这种编码没有的字节。未读取任何内容。`,
    },
    hint: {
      en: () => "Choose another encoding, or let it be found out.",
      zh: () => "请换一种编码，或选择自动识别。",
    },
  }),
  P6080: entry<{ megabytes: number; free: number | null }>({
    severity: "error",
    title: { en: () => "No room to keep the roster", zh: () => "存储空间不足，名册没有保存" },
    body: {
      en: (p) =>
        `The roster takes ${p.megabytes} MB, and the browser gives this page ${p.free === null ? "less" : `${p.free} MB more`}. Nothing was kept; the roster that is read in stays in use until the page is closed.`,
      zh: (p) =>
        `名册需要 ${p.megabytes} MB，${p.free === null ? "超出浏览器留给本页的空间" : `浏览器留给本页的空间还有 ${p.free} MB`}。名册没有保存在浏览器中；已读入的名册可以继续使用，到关闭页面为止。`,
    },
    hint: {
      en: () => "Save it to a file, or delete rosters that are kept and try again.",
      zh: () => "请存为文件，或删除以前保存的名册后再试。",
    },
  }),
  P6081: entry<Record<never, never>>({
    severity: "error",
    title: { en: () => "This browser keeps no rosters", zh: () => "这个浏览器不能保存名册" },
    body: {
      en: () =>
        "It has no private file area for pages, or has closed it, as in a private window. Nothing was kept; the roster that is read in stays in use until the page is closed.",
      zh: () =>
        "浏览器没有供页面使用的专用文件区，或没有开放（例如无痕窗口、隐私窗口）。名册没有保存在浏览器中；已读入的名册可以继续使用，到关闭页面为止。",
    },
    hint: {
      en: () => "Save the roster to a file; reading that file again takes a moment and asks nothing.",
      zh: () => "请把名册存为文件；下次读入这个文件即可，不必再对应字段。",
    },
  }),
  P6082: entry<{ damaged: boolean }>({
    severity: "error",
    title: { en: () => "A kept roster cannot be opened", zh: () => "保存的名册打不开" },
    body: {
      en: (p) =>
        `${p.damaged ? "What is kept of it is not whole." : "It is not in this browser any more: it was deleted, here or with the browser's own data."} Nothing was opened; the roster in use is as it was.`,
      zh: (p) =>
        `${p.damaged ? "浏览器中保存的内容不完整。" : "它已不在这个浏览器中：可能在别处删除，或随浏览器数据一并清除。"}没有打开任何内容，正在使用的名册不变。`,
    },
    hint: {
      en: () => "Import the original files again.",
      zh: () => "请重新导入原来的文件。",
    },
  }),
} satisfies Record<`P6${string}`, Entry<never>>;
