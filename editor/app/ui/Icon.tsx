/** Plain line icons, drawn here: no font and no request. */
const PATHS = {
  write: "M4 17.5V20h2.5L17.8 8.7l-2.5-2.5zM14 7.5l2.5 2.5",
  results: "M4 20V10m5 10V4m5 16v-8m5 8V7",
  household: "M4 11l8-7 8 7v9h-5v-6H9v6H4z",
  compare: "M8 4v16M16 4v16M4 8l4-4 4 4M12 16l4 4 4-4",
  readings: "M4 12a8 8 0 1 0 16 0a8 8 0 1 0-16 0M12 16.5h.01M9.7 9.7a2.3 2.3 0 1 1 3.4 2.1c-.8.4-1.1.9-1.1 1.7",
  goal: "M4 12a8 8 0 1 0 16 0a8 8 0 1 0-16 0M9 12a3 3 0 1 0 6 0a3 3 0 1 0-6 0",
  exports: "M12 4v11m-4-4l4 4 4-4M5 20h14",
  rosters: "M4 6h16M4 12h16M4 18h16M9 4v16",
  text: "M5 6h14M5 10h14M5 14h9M5 18h11",
  sentences: "M6 4h9l4 4v12H6zM9 12h7M9 16h7",
  tables: "M4 5h16v14H4zM4 10h16M4 14.5h16M10 5v14",
  source: "M5 4h9l5 5v11H5zM13 4v6h6",
  help: "M4 12a8 8 0 1 0 16 0a8 8 0 1 0-16 0M12 16.5h.01M9.7 9.7a2.3 2.3 0 1 1 3.4 2.1c-.8.4-1.1.9-1.1 1.7",
} as const;

export type IconName = keyof typeof PATHS;

export function Icon({ name }: { readonly name: IconName }) {
  return (
    <svg viewBox="0 0 24 24" width="18" height="18" aria-hidden="true" focusable="false">
      <path d={PATHS[name]} fill="none" stroke="currentColor" strokeWidth="1.6" strokeLinejoin="round" />
    </svg>
  );
}
