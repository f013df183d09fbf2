/**
 * The field that nobody fills in. It is none of the contract: it is looked for in a batch and in a record as they were sent,
 * and never stored. The widget sends none; a host's own form can have one that is hidden from people.
 */
export const HONEYPOT = 'website';

/** Whether what was sent has something in that field. */
export const trapped = (sent: unknown): boolean => {
  if (typeof sent !== 'object' || sent === null || !Object.hasOwn(sent, HONEYPOT)) return false;
  const value = (sent as { [HONEYPOT]: unknown })[HONEYPOT];
  return typeof value === 'string' ? value.trim() !== '' : value !== null && value !== undefined && value !== false;
};
