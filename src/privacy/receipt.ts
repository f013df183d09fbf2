const base64url = (bytes: Uint8Array): string =>
  btoa(String.fromCharCode(...bytes)).replace(/[+/=]/g, (sign) => (sign === '+' ? '-' : sign === '/' ? '_' : ''));

/**
 * A receipt: a 128-bit secret that stays on the device, and its SHA-256 that goes to the collector (security 10).
 * Undefined on pages without `crypto.subtle` (plain http).
 */
export const makeReceipt = async (): Promise<{ secret: string; hash: string } | undefined> => {
  if (!crypto.subtle) return undefined;
  const secret = base64url(crypto.getRandomValues(new Uint8Array(16)));
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(secret));
  return { secret, hash: base64url(new Uint8Array(digest)) };
};
