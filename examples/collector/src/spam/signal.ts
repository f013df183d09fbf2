/** Why a submission looks like spam, in the order in which a page names it. One more is a line here and what raises it. */
export const SIGNALS = ['honeypot', 'dwell', 'repeat', 'links'] as const;
export type Signal = (typeof SIGNALS)[number];

export const signalWords: Record<Signal, string> = {
  honeypot: 'filled in a field that nobody sees',
  dwell: 'sent faster than anybody types',
  repeat: 'the same words again and again',
  links: 'links to other sites',
};

/** As the column has it: names with a space between them, empty for none. */
export const signalText = (signals: Iterable<Signal>): string => {
  const given = new Set(signals);
  return SIGNALS.filter((signal) => given.has(signal)).join(' ');
};

export const readSignals = (text: string): Signal[] => SIGNALS.filter((signal) => text.split(' ').includes(signal));
