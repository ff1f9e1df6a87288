import { languages } from "monaco-editor/editor";
import type { CompletionItem, CompletionKind } from "../../compiler/services/index.js";
import { rangeIn } from "./convert.js";
import type { ServicePort } from "./port.js";

const { CompletionItemKind: K, CompletionItemInsertTextRule: Rule } = languages;

const KINDS: Partial<Record<CompletionKind, languages.CompletionItemKind>> = {
  keyword: K.Keyword,
  template: K.Snippet,
  entity: K.Class,
  field: K.Field,
  enumValue: K.EnumMember,
  param: K.Constant,
  define: K.Variable,
  question: K.Enum,
  reading: K.EnumMember,
  benefit: K.Function,
  limit: K.Function,
  unit: K.Unit,
  value: K.Value,
  type: K.TypeParameter,
};

export function completionProvider(port: ServicePort): languages.CompletionItemProvider {
  return {
    triggerCharacters: [" ", "/", "：", ":", "、", "，", "“"],
    provideCompletionItems: async (model, position) => {
      const { items, replace } = await port.completion(model.getOffsetAt(position));
      const range = rangeIn(model, replace);
      return { suggestions: items.map((one) => suggestion(one, range, port)) };
    },
  };
}

function suggestion(
  item: CompletionItem,
  range: languages.CompletionItem["range"],
  port: ServicePort,
): languages.CompletionItem {
  return {
    label: { label: item.label, description: item.detail[port.lang()] },
    kind: KINDS[item.kind] ?? K.Text,
    insertText: item.insert,
    ...(item.snippet ? { insertTextRules: Rule.InsertAsSnippet } : {}),
    filterText: item.filterText,
    sortText: item.sortText,
    range,
  };
}
