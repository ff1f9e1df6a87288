import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { editRuns, nearestPassage } from "../../grammar/source/approximate.js";
import { allowedEdits, type Citation, document, findQuotation } from "../../grammar/source/citation.js";
import { foldText, originalSpan } from "../../grammar/source/folded-text.js";

const SOURCE = `四、补助标准
（一）种植业。种植粮食作物面积在５亩以上，奖励 300
元／亩；种植经济作物面积5亩以上，奖励500元/亩。
（二）养殖业。达到“生猪6头及以上”“母猪3头以上”条件之一的，最高可申请3000元补助。
（三）资金拨付。第一次拨付，待镇街审核后，将补助资金的50%拨付到户；验收合格后拨付余下部分。
根据《关于做好2024年工作的通知》（荣府发〔2024〕2号）……按每亩1000元—5000元补助。`;

function spansOf(citation: Citation): string[] {
  return citation.kind === "missing" ? [] : citation.spans.map((span) => SOURCE.slice(span.start, span.end));
}

function exact(quote: string): string[] {
  const citation = findQuotation(SOURCE, quote);
  expect(citation.kind, JSON.stringify(citation)).toBe("exact");
  return spansOf(citation);
}

describe("a quotation is found exactly", () => {
  test("word for word", () => {
    expect(exact("最高可申请3000元补助")).toEqual(["最高可申请3000元补助"]);
  });
  test("over line breaks, spaces and width", () => {
    expect(exact("面积在5亩以上，奖励300元/亩")).toEqual(["面积在５亩以上，奖励 300\n元／亩"]);
  });
  test("with other quotation marks, brackets, dashes and stops", () => {
    expect(exact("达到「生猪6头及以上」、「母猪3头以上」".replace("、", ""))).toEqual([
      "达到“生猪6头及以上”“母猪3头以上”",
    ]);
    expect(exact("荣府发[2024]2号")).toEqual(["荣府发〔2024〕2号"]);
    expect(exact("1000元-5000元")).toEqual(["1000元—5000元"]);
    expect(exact("1000元——5000元")).toEqual(["1000元—5000元"]);
    expect(exact("达到'生猪6头及以上'")).toEqual(["达到“生猪6头及以上”"]);
  });
  test("with words left out, each mark of a cut alike", () => {
    for (const cut of ["…", "……", "...", "⋯⋯"]) {
      expect(exact(`第一次拨付${cut}将补助资金的50%`)).toEqual(["第一次拨付", "将补助资金的50%"]);
    }
  });
  test("with a cut that is drawn together towards its end", () => {
    expect(exact("奖励…500元/亩")).toEqual(["奖励", "500元/亩"]);
    const citation = findQuotation(SOURCE, "奖励…500元/亩");
    expect(citation.kind === "exact" && citation.spans[0]?.start).toBe(SOURCE.lastIndexOf("奖励"));
  });
  test("joined from two places, in any order", () => {
    expect(exact("将补助资金的50%;奖励500元/亩")).toEqual(["将补助资金的50%", "奖励500元/亩"]);
    expect(exact("种植业；养殖业")).toEqual(["种植业", "养殖业"]);
  });
  test("a semicolon or dots of the document itself are no mark", () => {
    expect(exact("奖励300元/亩；种植经济作物")).toEqual(["奖励 300\n元／亩；种植经济作物"]);
    expect(exact("2号）……按每亩")).toEqual(["2号）……按每亩"]);
  });
  test("with the drafter's own words in brackets", () => {
    expect(exact("[养殖户]最高可申请3000元[的]补助")).toEqual(["最高可申请3000元补助"]);
    expect(exact("最高可申请[不超过]3000元补助")).toEqual(["最高可申请3000元补助"]);
  });
  test("composed and decomposed letters agree", () => {
    expect(findQuotation("caf\u00e9 5㎡", "CAFE\u0301 5m2").kind).toBe("exact");
  });
});

describe("a quotation is found with a difference", () => {
  test("a changed figure is shown, and said to be a figure", () => {
    const citation = findQuotation(SOURCE, "最高可申请2000元补助");
    expect(citation).toMatchObject({ kind: "different", differences: [{ quoted: "2", found: "3", figure: true }] });
    expect(spansOf(citation)).toEqual(["最高可申请3000元补助"]);
    if (citation.kind === "different") {
      const [difference] = citation.differences;
      expect(difference?.foundContext).toContain("可申请3000元");
      expect(SOURCE.slice(difference?.span.start, difference?.span.end)).toBe("3");
    }
  });
  test("a slip of typing is shown, and is no figure", () => {
    const citation = findQuotation(SOURCE, "待镇街审合后，将补助资金的50%拨付到户");
    expect(citation).toMatchObject({ kind: "different", differences: [{ quoted: "合", found: "核", figure: false }] });
  });
  test("a Chinese numeral is a figure too", () => {
    expect(findQuotation("每户限额三千元以内发放", "每户限额五千元以内发放")).toMatchObject({
      kind: "different",
      differences: [{ quoted: "五", found: "三", figure: true }],
    });
  });
  test("a word too many and a word too few", () => {
    expect(findQuotation(SOURCE, "验收合格之后拨付余下部分")).toMatchObject({
      differences: [{ quoted: "之", found: "" }],
    });
    expect(findQuotation(SOURCE, "验收合格后拨余下部分")).toMatchObject({ differences: [{ quoted: "", found: "付" }] });
  });
  test("in one piece of several", () => {
    const citation = findQuotation(SOURCE, "第一次拨付…将补助资金的60%拨付到户");
    expect(citation).toMatchObject({ kind: "different", differences: [{ quoted: "6", found: "5", figure: true }] });
  });
});

describe("a quotation is missing", () => {
  test("the nearest passage is shown", () => {
    const citation = findQuotation(SOURCE, "达到上述条件之一，最高申请3500元奖补");
    expect(citation.kind).toBe("missing");
    expect(citation.kind === "missing" && citation.nearest?.text).toContain("最高可申请3000元");
  });
  test("nothing similar at all", () => {
    expect(findQuotation(SOURCE, "贷款贴息按年利率计算并由县财政承担")).toMatchObject({
      kind: "missing",
      nearest: null,
    });
  });
  test("the piece that is missing is named", () => {
    expect(findQuotation(SOURCE, "奖励500元/亩;每户贷款不超过五万元")).toMatchObject({
      kind: "missing",
      piece: "每户贷款不超过五万元",
    });
  });
  test("pieces of one passage in the wrong order", () => {
    expect(findQuotation(SOURCE, "将补助资金的50%…第一次拨付，待镇街").kind).toBe("missing");
  });
  test("an empty quotation, marks alone and an empty document", () => {
    expect(findQuotation(SOURCE, "  ")).toEqual({ kind: "missing", piece: "", nearest: null });
    expect(findQuotation("", "每户")).toMatchObject({ kind: "missing", nearest: null });
    expect(findQuotation("每户", "…").kind).toBe("missing");
    expect(findQuotation("每户", "[…").kind).toBe("missing");
  });
  test("a very short piece must be there as it is", () => {
    expect(findQuotation(SOURCE, "每月").kind).toBe("missing");
    expect(allowedEdits(3)).toBe(0);
  });
});

describe("what it rests on", () => {
  const words = fc
    .array(fc.constantFrom(..."户头5（）“”，。；—亩 ３\n…㎡aé".split("")), { maxLength: 30 })
    .map((w) => w.join(""));

  test("every part of a document is found in it", () => {
    const prepared = document(SOURCE);
    fc.assert(
      fc.property(fc.nat(SOURCE.length), fc.integer({ min: 1, max: 40 }), (start, length) => {
        const quote = SOURCE.slice(start, start + length);
        if (foldText(quote).folded === "") return;
        expect(findQuotation(prepared, quote).kind).toBe("exact");
      }),
    );
  });
  test("folding keeps the place of every character", () => {
    fc.assert(
      fc.property(words, (text) => {
        const folded = foldText(text);
        expect(folded.starts).toHaveLength(folded.folded.length);
        for (let i = 0; i < folded.folded.length; i++) {
          const span = originalSpan(folded, i, i + 1);
          expect(span.end).toBeGreaterThan(span.start);
          expect(foldText(text.slice(span.start, span.end)).folded).toContain(folded.folded[i]);
        }
      }),
    );
  });
  test("the nearest passage is as near as brute force finds", () => {
    const short = fc.string({ unit: fc.constantFrom("a", "b", "c"), maxLength: 7 });
    fc.assert(
      fc.property(short, short, (pattern, text) => {
        const found = nearestPassage(pattern, text);
        let best = pattern.length;
        for (let i = 0; i <= text.length; i++) {
          for (let j = i; j <= text.length; j++) best = Math.min(best, edits(pattern, text.slice(i, j)));
        }
        expect(found.distance).toBe(best);
        expect(edits(pattern, text.slice(found.start, found.end))).toBe(best);
      }),
    );
  });
  test("the runs of edits turn one text into the other at least cost", () => {
    const short = fc.string({ unit: fc.constantFrom("a", "b", "c"), maxLength: 9 });
    fc.assert(
      fc.property(short, short, (left, right) => {
        const runs = editRuns(left, right);
        let at = 0;
        let result = "";
        for (const run of runs) {
          result += left.slice(at, run.leftFrom) + right.slice(run.rightFrom, run.rightTo);
          at = run.leftTo;
        }
        expect(result + left.slice(at)).toBe(right);
        const cost = runs.reduce((sum, r) => sum + Math.max(r.leftTo - r.leftFrom, r.rightTo - r.rightFrom), 0);
        expect(cost).toBe(edits(left, right));
      }),
    );
  });
});

/** Levenshtein's distance, by the definition. */
function edits(a: string, b: string): number {
  if (a === "" || b === "") return a.length + b.length;
  if (a[0] === b[0]) return edits(a.slice(1), b.slice(1));
  return 1 + Math.min(edits(a.slice(1), b.slice(1)), edits(a.slice(1), b), edits(a, b.slice(1)));
}
