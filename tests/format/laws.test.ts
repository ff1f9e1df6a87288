import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { File } from "../../grammar/ast.js";
import { format, namesIn } from "../../grammar/format.js";
import { parseFile } from "../../grammar/index.js";
import { canonical } from "../support/surface-canon.js";
import { file, kindsIn } from "../support/surface-gen.js";

const SURFACES = ["en", "zh"] as const;

function parsed(text: string): File {
  const { file: tree, faults } = parseFile({ path: "x.policy", text });
  expect(
    faults.map((fault) => `${fault.code} ${text.slice(fault.span.start - 40, fault.span.end + 20)}`),
    text,
  ).toEqual([]);
  return tree;
}

describe("laws of the printer", () => {
  test.each(SURFACES)("parse(format(x)) = x (%s)", (surface) => {
    fc.assert(
      fc.property(file, (tree) => {
        const names = namesIn([tree]);
        const text = format(tree, { surface, names });
        expect(canonical(parsed(text), names), text).toEqual(canonical(tree, names));
      }),
      { numRuns: 200 },
    );
  });

  test("English → Chinese → English is the identity, and so is formatting twice", () => {
    fc.assert(
      fc.property(file, (tree) => {
        const names = namesIn([tree]);
        const english = format(tree, { surface: "en", names });
        const chinese = format(parsed(english), { surface: "zh", names });
        expect(format(parsed(chinese), { surface: "en", names })).toBe(english);
        expect(format(parsed(chinese), { surface: "zh", names })).toBe(chinese);
        expect(format(parsed(english), { surface: "en", names, source: english })).toBe(english);
      }),
      { numRuns: 100 },
    );
  });
});

/** Every kind of node that a whole file can hold. */
const KINDS =
  `PolicyFile VocabularyFile Version Document Issued Source Uses InForce Round FactsOn Period Amends Replaces CliffAt
  Section Eligible Value Formula Typed Table TableRow Pattern PatternTest Question Reading Benefit Rule Otherwise Pay When Except
  Once Every Limit Benefits Report Refuse ProRata Serve Order PayOut PayPart Check Procedure Step By After Lasting WithinTime On
  Deadline Repeats Shows Note Example AsIn FieldFact EntityFact NotEligible Undecided NotDue Equals Repeal Change Entity Field
  UnitDecl Cite Decl Name Text Date YesNo PerUnit Quantity Path Arithmetic Of Logic Not Test RangeEnd Known OneOf Within List
  Cases Row Collect SetRef Bounded Rounded Elapsed TableRef Converted UnitRef Cut Amount Portion YesNoType WholeNumberType
  OneOfType NamedType Bounds BlankMeans Alias SetBy Flag`.split(/\s+/);

test("the generator makes every kind of node", () => {
  const found = new Set<string>();
  for (const tree of fc.sample(file, { numRuns: 300, seed: 1 })) kindsIn(tree, found);
  expect(KINDS.filter((kind) => !found.has(kind))).toEqual([]);
  expect([...found].filter((kind) => !KINDS.includes(kind))).toEqual([]);
});
