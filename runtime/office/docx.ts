/** A scheme's document as a Word file. */
import { AlignmentType, Document, Footer, HeadingLevel, Packer, PageNumber, Paragraph, TextRun } from "docx";
import type { SchemeClause, SchemeDocument } from "./scheme.js";

/** 仿宋 and 黑体 as official documents have them; offices without them see their own. */
const BODY = { ascii: "Times New Roman", hAnsi: "Times New Roman", eastAsia: "仿宋" };
const HEAD = { ascii: "Times New Roman", hAnsi: "Times New Roman", eastAsia: "黑体" };
/** Half points. */
const SIZE = { title: 44, heading: 32, body: 28, small: 20 };
const INK = "595959";

export async function schemeDocx(scheme: SchemeDocument): Promise<Uint8Array> {
  const file = new Document({
    title: scheme.title,
    creator: "Fen",
    styles: {
      default: {
        document: { run: { font: BODY, size: SIZE.body }, paragraph: { spacing: { line: 420 } } },
        title: { run: { font: HEAD, size: SIZE.title }, paragraph: { alignment: AlignmentType.CENTER } },
        heading1: { run: { font: HEAD, size: SIZE.heading, bold: true }, paragraph: { spacing: { before: 320 } } },
        heading2: { run: { font: HEAD, size: SIZE.body, bold: true }, paragraph: { spacing: { before: 200 } } },
      },
    },
    sections: [
      {
        properties: { page: { margin: { top: 1600, bottom: 1400, left: 1500, right: 1400 } } },
        footers: { default: footer(scheme.foot) },
        children: [
          new Paragraph({ heading: HeadingLevel.TITLE, children: [new TextRun(scheme.title)] }),
          ...scheme.facts.map(
            (fact) =>
              new Paragraph({ alignment: AlignmentType.CENTER, children: [new TextRun({ text: fact, size: 24 })] }),
          ),
          ...scheme.parts.flatMap((part) => [
            new Paragraph({ heading: HeadingLevel.HEADING_1, children: [new TextRun(part.heading)] }),
            ...part.clauses.flatMap(clause),
          ]),
        ],
      },
    ],
  });
  return new Uint8Array(await Packer.toArrayBuffer(file));
}

/** The sentence first, if there is one; the rule's own text under it, smaller; its sources last. */
function clause({ heading, sentence, lines, cites }: SchemeClause): Paragraph[] {
  const small = sentence !== null;
  return [
    new Paragraph({ heading: HeadingLevel.HEADING_2, children: [new TextRun(heading)] }),
    ...(sentence === null ? [] : [new Paragraph({ indent: { firstLine: 560 }, children: [new TextRun(sentence)] })]),
    ...lines.map(
      (line) =>
        new Paragraph({
          indent: { left: 420 + 210 * indentOf(line) },
          children: [new TextRun(small ? { text: line.trim(), size: 22, color: INK } : { text: line.trim() })],
        }),
    ),
    ...cites.map(
      (cite) =>
        new Paragraph({ indent: { left: 420 }, children: [new TextRun({ text: cite, size: SIZE.small, color: INK })] }),
    ),
  ];
}

function indentOf(line: string): number {
  return Math.floor((line.length - line.trimStart().length) / 2);
}

function footer(lines: readonly string[]): Footer {
  return new Footer({
    children: [
      ...lines.map((text) => new Paragraph({ children: [new TextRun({ text, size: 16, color: INK })] })),
      new Paragraph({
        alignment: AlignmentType.CENTER,
        children: [new TextRun({ size: 18, children: [PageNumber.CURRENT, " / ", PageNumber.TOTAL_PAGES] })],
      }),
    ],
  });
}
