export interface SniffedType {
  mime: string;
  /** For the name under which it is saved. */
  extension: string;
  /** As the report calls it. */
  words: string;
  /** Browsers only paint it: it runs nothing, so it may be shown where it stands. */
  inline?: true;
}

const ascii = (bytes: Uint8Array, from: number, to: number) => Buffer.from(bytes.subarray(from, to)).toString('latin1');
const begins = (text: string, at = 0) => {
  return (bytes: Uint8Array) => ascii(bytes, at, at + text.length) === text;
};
/** ISO media files name their kind in bytes 8 to 12. */
const brand = (pattern: RegExp) => (bytes: Uint8Array) =>
  ascii(bytes, 4, 8) === 'ftyp' && pattern.test(ascii(bytes, 8, 12));

/** SVG and HTML are not here, and never will be: they run scripts of their sender. To add a type, add a line. */
const SIGNATURES: [SniffedType, (bytes: Uint8Array) => boolean][] = [
  [{ mime: 'image/png', extension: 'png', words: 'PNG picture', inline: true }, begins('\x89PNG\r\n\x1a\n')],
  [{ mime: 'image/jpeg', extension: 'jpg', words: 'JPEG picture', inline: true }, begins('\xff\xd8\xff')],
  [
    { mime: 'image/gif', extension: 'gif', words: 'GIF picture', inline: true },
    (b) => /^GIF8[79]a/.test(ascii(b, 0, 6)),
  ],
  [
    { mime: 'image/webp', extension: 'webp', words: 'WebP picture', inline: true },
    (bytes) => begins('RIFF')(bytes) && begins('WEBP', 8)(bytes),
  ],
  [{ mime: 'image/avif', extension: 'avif', words: 'AVIF picture' }, brand(/^avi[fs]$/)],
  [{ mime: 'image/heic', extension: 'heic', words: 'HEIC picture' }, brand(/^(hei[cx]|hev[cx]|mif1|msf1)$/)],
  [{ mime: 'application/pdf', extension: 'pdf', words: 'PDF document' }, begins('%PDF-')],
  [{ mime: 'video/mp4', extension: 'mp4', words: 'MP4 video' }, brand(/^(iso[m2-9]|mp4[12]|avc1|M4V |dash|MSNV)$/)],
  [{ mime: 'video/quicktime', extension: 'mov', words: 'QuickTime video' }, brand(/^qt {2}$/)],
  [
    { mime: 'video/webm', extension: 'webm', words: 'WebM video' },
    (bytes) => begins('\x1a\x45\xdf\xa3')(bytes) && ascii(bytes, 4, 64).includes('webm'),
  ],
];

const UNKNOWN: SniffedType = { mime: 'application/octet-stream', extension: 'bin', words: 'file' };

/** What the bytes begin like, whatever their sender says that they are. */
export const sniff = (bytes: Uint8Array): SniffedType => SIGNATURES.find(([, is]) => is(bytes))?.[0] ?? UNKNOWN;

/** The same by the stored name. */
export const typeOf = (mime: string): SniffedType => SIGNATURES.find(([type]) => type.mime === mime)?.[0] ?? UNKNOWN;

/** All types that an attachment can be served as. */
export const MIMES: string[] = [...SIGNATURES, [UNKNOWN]].map(([type]) => (type as SniffedType).mime);
