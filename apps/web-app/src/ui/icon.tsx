/** The few line icons of the app, drawn for it; always beside or inside something that has a name. */
const PATHS = {
  menu: 'M4 7h16M4 12h16M4 17h16',
  search: 'M11 5a6 6 0 1 1 0 12 6 6 0 0 1 0-12zM20 20l-4.5-4.5',
  plus: 'M12 5v14M5 12h14',
  upload: 'M12 16V5M7 9l5-5 5 5M5 19h14',
  download: 'M12 4v11M7 11l5 5 5-5M5 20h14',
  check: 'M5 12.5l4.5 4.5L19 7',
  cross: 'M6 6l12 12M18 6L6 18',
  columns: 'M4 5h16v14H4zM10 5v14M15 5v14',
  up: 'M6 15l6-6 6 6',
  down: 'M6 9l6 6 6-6',
  left: 'M15 6l-6 6 6 6',
  right: 'M9 6l6 6-6 6',
  undo: 'M9 14L4 9l5-5M4 9h10a6 6 0 0 1 0 12h-3',
  edit: 'M4 20l1-4L16 5l3 3L8 19zM14 7l3 3',
  warn: 'M12 4l9 16H3zM12 10v4M12 17v.5',
  info: 'M12 4a8 8 0 1 1 0 16 8 8 0 0 1 0-16zM12 11v5M12 8v.5',
  wrong: 'M12 4a8 8 0 1 1 0 16 8 8 0 0 1 0-16zM9 9l6 6M15 9l-6 6',
  clock: 'M12 4a8 8 0 1 1 0 16 8 8 0 0 1 0-16zM12 8v4l3 2',
  people:
    'M9 11a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7zM3 20c0-3.5 2.5-6 6-6s6 2.5 6 6M16 5a3 3 0 0 1 0 6M17 14c2.500.5 4 2.800 4 6',
  company: 'M4 20V6l8-3v17M12 9l8 3v8M2 20h20M7 9h2M7 13h2M7 17h2M15.500 15h1.500',
  document: 'M6 3h8l4 4v14H6zM14 3v4h4M9 12h6M9 16h6',
  review: 'M4 5h9M4 10h6M4 15h5M12 16l3 3 6-8',
  view: 'M4 5h16v4H4zM4 12h10M4 16h7',
  voucher: 'M4 5h16v14H4zM12 5v14M4 10h16',
  calendar: 'M4 6h16v14H4zM4 10h16M8 3v4M16 3v4',
  scale: 'M12 4v16M6 20h12M4 8l8-2 8 2M4 8l-2 6h5zM20 8l-3 6h5z',
  currency: 'M4 8h13M14 5l3 3-3 3M20 16H7M10 13l-3 3 3 3',
  history: 'M4 12a8 8 0 1 0 3-6.200M4 4v4h4M12 8v4l3 2',
  settings:
    'M4 7h10M18 7h2M4 17h2M10 17h10M16 5a2 2 0 1 1 0 4 2 2 0 0 1 0-4zM8 15a2 2 0 1 1 0 4 2 2 0 0 1 0-4z',
  card: 'M3 5h18v14H3zM7 10a2 2 0 1 1 4 0 2 2 0 0 1-4 0zM6 16c0-2 1.500-3 3-3s3 1 3 3M14 10h4M14 14h4',
  shield: 'M12 3l8 3v6c0 5-3.500 8-8 9-4.500-1-8-4-8-9V6z',
  lock: 'M6 11h12v9H6zM9 11V8a3 3 0 0 1 6 0v3',
  unlock: 'M6 11h12v9H6zM9 11V8a3 3 0 0 1 5.500-1.600',
  bell: 'M6 17V11a6 6 0 0 1 12 0v6l1.500 2h-15zM10 21h4',
  keyboard: 'M3 6h18v12H3zM7 10h.5M11 10h.5M15 10h.5M8 14h8',
  copy: 'M8 8h12v12H8zM16 8V4H4v12h4',
  split: 'M12 4v6M12 10l-6 4v6M12 10l6 4v6',
  trash: 'M5 7h14M9 7V4h6v3M7 7l1 13h8l1-13',
  move: 'M4 12h16M14 6l6 6-6 6',
  pulse: 'M3 12h4l3-7 4 14 3-7h4',
  filter: 'M4 5h16l-6 8v6l-4-2v-4z',
  tray: 'M4 13l3-8h10l3 8v6H4zM4 13h5l1 2h4l1-2h5',
  plug: 'M9 3v5M15 3v5M6 8h12v3a6 6 0 0 1-12 0zM12 17v4',
  mail: 'M3 6h18v12H3zM3 7l9 7 9-7',
  chart: 'M5 20V11M12 20V4M19 20v-6M3 20h18',
  bank: 'M3 10l9-6 9 6zM6 10v8M12 10v8M18 10v8M3 20h18',
  more: 'M6 12h.5M12 12h.5M18 12h.5',
} as const;

export type IconName = keyof typeof PATHS;

export function Icon({ name, size = 16 }: { name: IconName; size?: number }) {
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.7"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
      focusable="false"
      style={{ flex: 'none' }}
    >
      <path d={PATHS[name]} />
    </svg>
  );
}
