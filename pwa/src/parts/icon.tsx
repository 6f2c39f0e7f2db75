// Our own few icons, drawn on 24 units. Never without words beside them.

const PATHS = {
  pin: 'M12 21s-7-6-7-11.5a7 7 0 0 1 14 0C19 15 12 21 12 21zM12 12a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5z',
  map: 'M9 4 3 6.5v13.5l6-2.5 6 2.5 6-2.5V4l-6 2.5L9 4zM9 4v13.5M15 6.5V20',
  area: 'M4 20V9l5-4 5 4v11M14 20v-7h6v7M3 20h18M8 12h2M8 16h2',
  book: 'M5 4h10a3 3 0 0 1 3 3v13H8a3 3 0 0 1-3-3V4zM5 17a3 3 0 0 1 3-3h10',
  more: 'M4 7h16M4 12h16M4 17h16',
  phone: 'M6 3h3l1.5 5-2 1.5a12 12 0 0 0 6 6l1.5-2 5 1.5v3a2 2 0 0 1-2.2 2A17 17 0 0 1 4 5.2 2 2 0 0 1 6 3z',
  clock: 'M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM12 7v5l3.5 2',
  search: 'M11 18a7 7 0 1 0 0-14 7 7 0 0 0 0 14zM16 16l5 5',
  target: 'M12 19a7 7 0 1 0 0-14 7 7 0 0 0 0 14zM12 2v3M12 19v3M2 12h3M19 12h3M12 13.5a1.5 1.5 0 1 0 0-3 1.5 1.5 0 0 0 0 3z',
  right: 'M9 5l7 7-7 7',
  close: 'M6 6l12 12M18 6 6 18',
  download: 'M12 4v11M7 11l5 5 5-5M5 20h14',
  bin: 'M5 7h14M10 7V4h4v3M7 7l1 13h8l1-13',
  check: 'M5 13l4.5 4.5L19 7',
  warning: 'M12 4 2.5 20h19L12 4zM12 10v4M12 17.2v.1',
  print: 'M7 9V4h10v5M7 17H4v-7h16v7h-3M7 14h10v6H7z',
  link: 'M10 14a4 4 0 0 0 6 0l3-3a4.2 4.2 0 0 0-6-6l-1 1M14 10a4 4 0 0 0-6 0l-3 3a4.2 4.2 0 0 0 6 6l1-1',
  none: 'M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM6 18 18 6',
  noNet: 'M3 3l18 18M8.5 14a5 5 0 0 1 6 0M5 10.5a10 10 0 0 1 4-2.3M19 10.5a10 10 0 0 0-5-2.5M12 18.5v.1',
  plus: 'M12 5v14M5 12h14',
  minus: 'M5 12h14',
  people: 'M9 11a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7zM2.5 20a6.5 6.5 0 0 1 13 0M16 11a3 3 0 1 0-1-5.8M17 14.2a6 6 0 0 1 4.5 5.8',
  notice: 'M6 3h9l4 4v14H6zM14 3v5h5M9 12h7M9 16h7',
  reports: 'M4 5h16v11H10l-5 4v-4H4z',
  rule: 'M12 3 3 7v5c0 5 4 8 9 9 5-1 9-4 9-9V7z',
  spot: 'M12 16a4 4 0 1 0 0-8 4 4 0 0 0 0 8z',
  up: 'M12 20V4M5 11l7-7 7 7',
  down: 'M12 4v16M5 13l7 7 7-7',
  camera: 'M4 8h3l2-3h6l2 3h3v11H4zM12 16.5a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7z',
  parking: 'M4 4h16v16H4zM9.5 17V7.5h3.2a3 3 0 0 1 0 6H9.5',
  glass: 'M6 4h12l-1.5 5a4.6 4.6 0 0 1-9 0L6 4zM12 13v7M8.5 20h7',
  leaf: 'M5 19c0-9 5-14 15-14 0 9-4 14-11 14-1.500 0-2.800-.4-4-1M5 19c2-4 5-6.500 9-8',
  traffic: 'M8 3h8v18H8zM12 8v.1M12 12v.1M12 16v.1M8 6H5l1 4h2M16 6h3l-1 4h-2',
  paw: 'M12 12c-2.500 0-5 3-5 5.200 0 1.800 1.500 2.300 3 1.800 1.300-.4 2.700-.4 4 0 1.500.5 3 0 3-1.800C17 15 14.500 12 12 12zM6 11.500v.1M9.500 7v.1M14.500 7v.1M18 11.500v.1',
  signals: 'M4 5h16v11H10l-5 4v-4H4zM8 9h8M8 12.500h5',
  ask: 'M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM9.500 9.500a2.500 2.500 0 1 1 3.600 2.300c-.8.4-1.100.8-1.100 1.700M12 16.500v.1',
  send: 'M4 12 20 4l-5 16-4-6z M11 14l9-10',
  lock: 'M6 11h12v9H6zM8.500 11V8a3.500 3.500 0 0 1 7 0v3M12 14.500v2',
  person: 'M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM4.500 21a7.500 7.500 0 0 1 15 0',
  chance: 'M4 12c2.5-6 5-6 8 0s5.5 6 8 0',
} as const

export type IconName = keyof typeof PATHS

export function Icon({ name, className = '' }: { name: IconName; className?: string }) {
  return (
    <svg className={`icon ${className}`} viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      <path d={PATHS[name]} />
    </svg>
  )
}

/** Holds now ▲, later ○, hours not known ?: a shape each, so that nobody needs to see the colour. */
export function Sign({ inForce }: { inForce: boolean | null | undefined }) {
  if (inForce == null) {
    return (
      <svg className="icon sign--care" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
        <path d="M8.5 9a3.5 3.5 0 1 1 5 3.2c-1 .5-1.5 1-1.5 2.3M12 18.2v.1" />
      </svg>
    )
  }
  return inForce ? (
    <svg className="icon icon--solid sign--holds" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      <path d="M12 3 22 20H2z" />
    </svg>
  ) : (
    <svg className="icon sign--later" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      <circle cx="12" cy="12" r="8" />
    </svg>
  )
}
