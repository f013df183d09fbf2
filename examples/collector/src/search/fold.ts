/** Full-width Latin and signs, half-width kana, the wide space: the same letters for another grid. */
const WIDE = /[\u3000\uff01-\uff9f\uffe0-\uffe6]+/g;

/**
 * A text as it is searched in, and a term as it is searched for: 한글, "Größe", "ＡＢＣ" and "ﾊﾞｽ" are found however they were
 * typed. NFC, lower case, and full and half width as usual. Not NFKC as a whole: that makes `ㅋㅠㅠ` into `큐ㅠ`, and nobody
 * would find the tears any more. Lower case writes a last sigma otherwise than others; here all are one.
 */
export const searchable = (text: string): string =>
  text
    .normalize('NFC')
    .replace(WIDE, (run) => run.normalize('NFKC'))
    .toLowerCase()
    .replaceAll('ς', 'σ')
    .normalize('NFC');
