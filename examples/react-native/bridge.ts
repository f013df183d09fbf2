import type { Outbox } from './outbox';

/**
 * The answer to a message of the page, once its words are on the disk. Nothing where the page awaits none: a form was
 * opened or closed, or the message is not Earshot's.
 */
export const answerTo = (message: string, outbox: Outbox, onForm: (isOpen: boolean) => void): string | undefined => {
  let said: { earshot?: unknown; id?: unknown; event?: unknown; batch?: unknown } | null;
  try {
    said = JSON.parse(message);
  } catch {
    return undefined;
  }
  if (said?.earshot !== 1) return undefined;
  if (said.event === 'open' || said.event === 'close') {
    onForm(said.event === 'open');
    return undefined;
  }
  let results: ReturnType<Outbox['keep']> = [];
  try {
    results = outbox.keep(said.batch);
  } catch (error) {
    // no result is no ack
    console.warn('Earshot: could not keep a batch; the page keeps it and sends it by itself.', error);
  }
  return JSON.stringify({ earshot: 1, id: said.id, results });
};

/** Hands an answer to the page. It may hold any text, so it goes in as a string literal that no text can end. */
export const replyScript = (answer: string): string => {
  const literal = JSON.stringify(answer)
    .replace(/</g, '\\u003c') // never `</script>`
    .replace(/\u2028/g, '\\u2028') // ends a line, and with it the literal, in webviews before ES2019
    .replace(/\u2029/g, '\\u2029');
  // the script's own value must be one that the webview can hand back
  return `window.dispatchEvent(new MessageEvent('earshot:reply', {data: ${literal}})); true`;
};
