import { html } from 'hono/html';
import type { Html } from '../report/context';

/** Lines that belong together; a link is an address with what it leads to. */
export interface Passage {
  title?: string | undefined;
  lines: string[];
  link?: { words: string; address: string } | undefined;
}

export interface Letter {
  subject: string;
  passages: Passage[];
  /** Why somebody gets it. */
  why: string;
  /** Turns such mails off. */
  unsubscribe: string;
  /** Where everything about mails is chosen. */
  choices: string;
}

const linkText = ({ words, address }: { words: string; address: string }) => `${words}: ${address}`;

const passageText = ({ title, lines, link }: Passage): string =>
  [
    ...(title ? [title] : []),
    ...lines.map((line) => (title ? `  ${line}` : line)),
    ...(link ? [linkText(link)] : []),
  ].join('\n');

const passageHtml = ({ title, lines, link }: Passage) =>
  html`${title && html`<h2 style="font-size:1.05em;margin:1.4em 0 0.3em">${title}</h2>`}${lines.map((line) => html`<p style="margin:0.2em 0">${line}</p>`)}${link && html`<p style="margin:0.4em 0"><a href="${link.address}">${link.words}</a></p>`}`;

/** A letter as plain text and as a page; both say the same. */
export const written = async (letter: Letter): Promise<{ subject: string; text: string; html: string }> => {
  const { subject, passages, why, unsubscribe, choices } = letter;
  const text = [
    ...passages.map(passageText),
    `-- \n${why}\nTurn it off: ${unsubscribe}\nAll your mails: ${choices}\n`,
  ].join('\n\n');
  const page: Html = html`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="color-scheme" content="light dark"><title>${subject}</title></head>
<body style="font:16px/1.5 system-ui,sans-serif;max-width:38em;margin:0 auto;padding:1em">
${passages.map(passageHtml)}
<p style="margin:2em 0 0;font-size:0.85em">${why}<br><a href="${unsubscribe}">Turn it off</a> · <a href="${choices}">All your mails</a></p>
</body></html>`;
  return { subject, text, html: String(await page) };
};
