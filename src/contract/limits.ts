/** Version of the wire format that this contract reads. */
export const WIRE_VERSION = 1;

/**
 * Every limit of contract v1, by name. Lengths of text are Unicode code points after NFC, never UTF-16 units.
 * What a host or a page says about itself costs itself when it is malformed or over its limit, never the visitor's words
 * beside it: it is cut, or left out where a cut one would be another's. Over a limit of the answers (`answers`, `text`,
 * `items`, `itemText`) a record is refused with a code, because nobody's words are cut: the page asks before it saves.
 * `cut…` are shortened even in a record that is as it should be.
 */
export const LIMITS = {
  recordsPerBatch: 20,
  answers: 20,
  text: 4000,
  prompt: 300,
  label: 120,
  wording: 16,
  id: 64,
  locale: 64,
  url: 2048,
  items: 100,
  itemText: 200,
  dataEntries: 30,
  traitEntries: 20,
  dataKey: 40,
  dataValue: 200,
  userKey: 128,
  segment: 64,
  contactName: 120,
  contactEmail: 320,
  attachments: 10,
  mime: 100,
  /** Bytes of one attachment, 2 MiB. */
  attachmentBytes: 2_097_152,
  scaleLowest: -10,
  scaleHighest: 20,
  scaleSpan: 10,
  questions: 20,
  options: 50,
  /** Rows, and columns, of a matrix question. */
  rows: 20,
  pages: 20,
  ends: 10,
  helpLinks: 5,
  /** Of one `all` or `any`, and jumps of one page. */
  conditions: 20,
  /** JSON nesting of a request body; a full batch needs 7. */
  depth: 12,
  cutTitle: 300,
  cutRelease: 120,
  cutName: 64,
  /** Durations are rounded and kept within 0 and this, so that they fit a 32-bit column after any clock jump. */
  durationMs: 2_147_483_647,
} as const;
