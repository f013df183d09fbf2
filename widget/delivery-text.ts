import type { Panel } from './view';

/** What is true about the words now. "Sent" stands only for an ack, "this device" only for what is on disk. */
export function deliveryText({ words, state: { kept, delivery } }: Panel): string {
  if (delivery === 'sent' || delivery === 'refused') return words[delivery];
  if (kept !== 'device') return words.keepPageOpen;
  if (delivery === 'sending') return words.savedSending;
  return delivery ? `${words.notSentYet} ${words.savedHere}` : words.savedHere;
}
