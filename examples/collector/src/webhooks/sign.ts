import { createHmac } from 'node:crypto';

export interface Message {
  /** Stays the same over all attempts, so that the receiver knows what it has. Has no full stop. */
  id: string;
  body: string;
}

/**
 * The headers of one attempt. The time is the attempt's and not the event's: receivers refuse what is older than five
 * minutes, so that nobody can send them again what they saw once.
 */
export const signedHeaders = ({ id, body }: Message, keys: Buffer[], nowMs: number): Record<string, string> => {
  const timestamp = Math.floor(nowMs / 1_000);
  const sign = (key: Buffer) => createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64');
  return {
    'webhook-id': id,
    'webhook-timestamp': String(timestamp),
    'webhook-signature': keys.map((key) => `v1,${sign(key)}`).join(' '),
  };
};
