/** Results as the forms of an office: sheets as plain data first, then files. Nothing here touches a file system. */
export { capital } from "./capital.js";
export { type CsvOptions, sheetCsv } from "./csv.js";
export { derivationSheet } from "./derivations.js";
export { type DetailOptions, detailSheet } from "./detail.js";
export { schemeDocx } from "./docx.js";
export { doubtsSheet } from "./doubts.js";
export type { FormInput, Traces } from "./form.js";
export { maskAccount, maskIdentity, maskName, maskPhone } from "./masks.js";
export { type NoticeOptions, noticeSheet } from "./notice.js";
export { sheetParquet } from "./parquet.js";
export { type PaymentOptions, paymentSheet } from "./payment.js";
export type { Role, RoleFields } from "./roles.js";
export { type SchemeDocument, type SchemeOptions, schemeDocument } from "./scheme.js";
export type { HeadingLanguage, Sheet, SheetColumn, SheetRow } from "./sheet.js";
export { type SummaryOptions, summarySheets } from "./summary.js";
export { workbookBytes, type XlsxOptions } from "./xlsx.js";
