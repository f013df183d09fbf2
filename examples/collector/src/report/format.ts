const whole = new Intl.NumberFormat('en');

export const count = (n: number): string => whole.format(n);

/** `118 KB`, `1.4 MB`: as files are shown elsewhere. */
export const byteSize = (bytes: number): string => {
  if (bytes < 1_000) return `${bytes} B`;
  return bytes < 999_500 ? `${Math.round(bytes / 1_000)} KB` : `${(bytes / 1e6).toFixed(1)} MB`;
};

/** A true minus sign, so that negative scores do not look like a range. */
export const signed = (value: number, digits = 0): string => {
  const text = Math.abs(value).toFixed(digits);
  return value < 0 && Number(text) !== 0 ? `−${text}` : text;
};

const stamp = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  timeZone: 'UTC',
});

/** `22 Nov 2026, 14:05`, in UTC. */
export const time = (rfc3339: string): string => stamp.format(new Date(rfc3339));

/** `3 min ago`; undefined for what is more than a day old or lies ahead. */
export const ago = (rfc3339: string, nowMs: number): string | undefined => {
  const minutes = Math.floor((nowMs - Date.parse(rfc3339)) / 60_000);
  if (minutes < 0 || minutes >= 1_440) return undefined;
  if (minutes < 1) return 'just now';
  return minutes < 60 ? `${minutes} min ago` : `${Math.floor(minutes / 60)} h ago`;
};

/** Only web addresses become links; `javascript:` and the like stay text. */
export const webUrl = (text: string): URL | undefined => {
  try {
    const url = new URL(text);
    return url.protocol === 'https:' || url.protocol === 'http:' ? url : undefined;
  } catch {
    return undefined;
  }
};

const dayStamp = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' });

/** `22 Nov 2026` of a local day `YYYY-MM-DD`. */
export const dayWords = (day: string): string => dayStamp.format(new Date(`${day}T00:00:00Z`));
