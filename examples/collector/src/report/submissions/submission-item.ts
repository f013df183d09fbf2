import { html } from 'hono/html';
import type { Answer, Contact } from '../../contract';
import type { StoredAttachment } from '../../storage/attachments';
import type { StoredSubmission } from '../../storage/list';
import { breakable } from '../breakable';
import type { Html } from '../context';
import { ago, time, webUrl } from '../format';
import type { Seen } from '../mask';
import { metricWords, modeWords } from '../words';
import { attachmentList } from './attachment-list';
import { marked } from './marked';

/** What was given, as one line. */
export const plain = ({ type, value, label }: Answer): string => {
  // Also a rating whose scale could not be read: its label alone would hide what was given.
  if (type === 'number' && label) return `${value} (${label})`;
  if (label && type !== 'text') return label;
  if (typeof value === 'boolean') return value ? 'Yes' : 'No';
  if (Array.isArray(value)) return value.join(', ');
  return typeof value === 'object'
    ? Object.entries(value)
        .map((pair) => pair.join(': '))
        .join(', ')
    : String(value);
};

const answerOf = (answer: Answer, locale: string, terms: readonly string[]) => {
  const { type, value, scale, metric } = answer;
  const body =
    type === 'text'
      ? html`<blockquote lang="${locale}" dir="auto">${marked(String(value), terms)}</blockquote>`
      : type === 'scale' && scale
        ? html`<p class="given"><span class="score">${value}<small> / ${scale.max}</small></span> <span lang="${locale}" dir="auto">${answer.label ?? ''}</span>${metric && html` <span class="chip quiet">${metricWords[metric].short}</span>`}</p>`
        : html`<p class="given"><span lang="${locale}" dir="auto">${marked(plain(answer), terms)}</span></p>`;
  return html`<div class="answer"><p class="asked" lang="${locale}" dir="auto">${answer.prompt}</p>${body}</div>`;
};

const contactOf = ({ email, name, wantsReply }: Contact, masked: boolean) => html`<p class="contact">
  ${wantsReply && html`<span class="chip strong">wants a reply</span>`}
  ${name && html`<span dir="auto">${name}</span>`}
  ${email && (masked ? html`<span dir="auto">${email}</span>` : html`<a href="mailto:${encodeURIComponent(email)}">${email}</a>`)}
  ${masked && html`<span class="chip quiet">masked for your role</span>`}
</p>`;

const pageOf = (text: string, terms: readonly string[]) => {
  const url = webUrl(text);
  // The address is the visitor's claim: it is opened without a referrer, and only when it is a web page.
  return url
    ? html`<a class="page" href="${url.href}" rel="noreferrer noopener nofollow" target="_blank">${marked(`${url.host}${url.pathname}${url.search}`, terms, breakable)}</a>`
    : html`<span class="page">${marked(text, terms, breakable)}</span>`;
};

export const addressOf = ({ project, record }: StoredSubmission): string =>
  `/report/p/${encodeURIComponent(project)}/s/${encodeURIComponent(record.id)}`;

/**
 * One submission as the list shows it; `arrived` holds what came of its attachments, and may hold those of others. Everything
 * that a visitor sent is text, never markup. `terms`: what was searched for, to be marked. `foot`: what can be done with it.
 */
export const submissionItem = (
  stored: Seen,
  arrived: StoredAttachment[],
  nowMs: number,
  terms: readonly string[] = [],
  foot: Html | false = false,
) => {
  const { record, receivedAt } = stored;
  const contact = record.respondent?.contact;
  const when = ago(receivedAt, nowMs);
  const { survey, locale, context } = record;
  return html`<article class="submission">
    <header class="about">
      <a class="when" href="${addressOf(stored)}">${when && html`<span class="ago">${when}</span><br>`}<time datetime="${receivedAt}">${time(receivedAt)} UTC</time></a>
      ${(record.test || record.touchpoint) && html`<span class="chips">${record.test && html`<span class="chip">test</span>`}${record.touchpoint && html`<span class="chip quiet">${record.touchpoint}</span>`}</span>`}
      ${pageOf(context.url, terms)}
      <span>${survey.id} · ${locale}${context.device ? ` · ${context.device.type}` : ''}</span>
    </header>
    <div>
      ${record.answers.map((answer) => answerOf(answer, locale, terms))}
      ${attachmentList(stored, arrived)}
      ${contact && contactOf(contact, stored.masked)}
    </div>
    ${foot && html`<footer>${foot}</footer>`}
  </article>`;
};

/** The facts of one submission that the list leaves out. */
export const submissionFacts = ({ record, receivedAt, skewMs }: Seen) => {
  const { context, consent, respondent, journey, time: times } = record;
  const { device } = context;
  const skewS = Math.round(skewMs / 1000);
  // Two seconds are the way through the network, not a wrong clock.
  const clock = Math.abs(skewS) <= 2 ? '' : `; its clock was ${Math.abs(skewS)} s ${skewS < 0 ? 'ahead' : 'behind'}`;
  const facts: [string, string | undefined][] = [
    ['Id', record.id],
    ['Received', `${time(receivedAt)} UTC`],
    ['Pressed Send', `${time(times.createdAt)} UTC by the device${clock}`],
    ['Took', `${Math.round(times.durationMs / 1000)} s`],
    ['Survey', `${record.survey.id}, version ${record.survey.version}`],
    ['Asked', `${modeWords[record.mode] ?? record.mode}, opened by ${record.trigger}, ${record.channel}`],
    ['Journey', journey && [journey.id, journey.stage].filter(Boolean).join(' / ')],
    ['Page title', context.title],
    ['Came from', context.referrer || undefined],
    ['Release', context.release],
    ['Device', device && `${device.type}, ${device.os}, ${device.browser} ${device.major}`],
    [
      'Window',
      `${context.viewport.w} × ${context.viewport.h} at ${context.dpr}, ${context.online ? 'online' : 'offline'}, ${context.tz}`,
    ],
    ['Consent', `${consent.state}${consent.contact ? ', may be contacted' : ''}`],
    ['User', respondent?.userKey],
    ['Segment', respondent?.segment],
    ...Object.entries(respondent?.traits ?? {}).map(([key, value]): [string, string] => [
      `Trait ${key}`,
      String(value),
    ]),
    ...Object.entries(record.data ?? {}).map(([key, value]): [string, string] => [`Data ${key}`, String(value)]),
  ];
  return html`<dl class="facts">${facts.map(([name, value]) => value && html`<div><dt>${name}</dt><dd dir="auto">${value}</dd></div>`)}</dl>`;
};
