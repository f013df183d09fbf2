import { html } from 'hono/html';
import { may, type Person } from '../../accounts/person';
import type { StoredAttachment } from '../../storage/attachments';
import type { ThemeFigures } from '../../themes/figures';
import type { Theme } from '../../themes/theme';
import { saveView } from '../../views/save-form';
import type { Html } from '../context';
import { lengthWords } from '../figures/figure-reading';
import type { Figure } from '../figures/figures';
import { hasBefore, periodQuery, periodWords, type ReportPeriod } from '../figures/period';
import { periodForm } from '../figures/period-form';
import { flash } from '../flash';
import { count, time } from '../format';
import { projectAddress } from '../frame';
import type { Seen } from '../mask';
import { listPeriodQuery } from '../submissions/filter-words';
import { submissionsAddress } from '../submissions/list-page';
import { submissionItem } from '../submissions/submission-item';
import { metricWords } from '../words';
import { changeWords, partialNote, scoreWords, shareWords, themeStateChip, themesAddress } from './theme-words';

export interface ThemePageView {
  person: Person;
  project: string;
  query: URLSearchParams;
  theme: Theme;
  figures: ThemeFigures;
  /** How many themes are compared with the days before. */
  k: number;
  main: Figure | undefined;
  period: ReportPeriod;
  timeZone: string;
  /** The newest of the period. */
  submissions: Seen[];
  arrived: StoredAttachment[];
  /** There are more than are shown. */
  more: boolean;
  nowMs: number;
}

const acts = ({ person, project, theme }: ThemePageView) =>
  may(person, 'answer') &&
  html`<div class="acts"><a class="new-theme" href="${projectAddress(project)}/updates/new?theme=${theme.id}">Write an update from it</a>
    <a class="quiet-act" href="${themesAddress(project, theme.id)}/edit">Edit</a></div>`;

const deletion = ({ person, project, theme }: ThemePageView) =>
  may(person, 'answer') &&
  html`<details class="deletion"><summary>Delete this theme</summary>
    <form method="post" action="${themesAddress(project, theme.id)}/delete"><p class="hint">The submissions stay as they are.</p><button class="quiet-act">Delete</button></form></details>`;

const item = (stored: Seen, { person, project, theme, arrived, nowMs }: ThemePageView) => html`<li>
    ${submissionItem(
      stored,
      arrived,
      nowMs,
      theme.words,
      may(person, 'answer') &&
        html`<form method="post" action="${themesAddress(project, theme.id)}/out"><input type="hidden" name="id" value="${stored.record.id}"><button class="plain">Take it out<span class="hidden">: the submission of ${time(stored.receivedAt)} UTC</span></button></form>`,
    )}</li>`;

/** One theme: how large it is, what it holds, and what can be done with it. */
export const themePage = (view: ThemePageView): Html => {
  const { person, project, query, theme, figures, k, main, period, timeZone, submissions, more } = view;
  const address = themesAddress(project, theme.id);
  const own = new URLSearchParams(periodQuery(period));
  const facts: [string, Html | string][] = [
    ['Submissions', count(figures.n)],
    ['Of those with words', shareWords(figures)],
    ...(hasBefore(period)
      ? [
          [
            `Against ${lengthWords(period)}, in points${k > 1 ? `; p adjusted for ${k} themes (Holm)` : ''}`,
            changeWords(figures),
          ] as [string, Html],
        ]
      : []),
    ...(main
      ? [[`${metricWords[main.metric].name}, mean (${main.survey})`, scoreWords(figures)] as [string, Html]]
      : []),
  ];
  return html`<p class="back"><a href="${themesAddress(project)}${own.size ? `?${own}` : ''}">All themes of ${project}</a></p>
    <div class="title"><h1 dir="auto">${theme.name}</h1><p class="about-theme">${themeStateChip(theme.state)} <span dir="auto">${theme.description}</span></p>
      ${theme.words.length > 0 && html`<p class="words">Words: ${theme.words.map((word) => html`<span class="chip quiet" dir="auto">${word}</span> `)}</p>`}</div>
    ${flash(query)}
    ${acts(view)}
    ${periodForm(period, address, [], timeZone)}
    ${partialNote([theme])}
    <dl class="theme-facts">${facts.map(([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`)}</dl>
    <section aria-labelledby="held"><h2 id="held">What it holds, ${periodWords(period)}</h2>
      ${
        submissions.length
          ? html`<ul class="held">${submissions.map((stored) => item(stored, view))}</ul>`
          : html`<p class="empty">Nothing of this period is in it. Choose another period, add words, or put submissions in from their pages and from the inbox.</p>`
      }
      ${more && html`<p class="pages"><a class="step" href="${submissionsAddress(project, [['theme', theme.id], ...listPeriodQuery(period)])}">All of them, with search and filters</a></p>`}</section>
    ${deletion(view)}
    ${saveView(person, project, `themes/${theme.id}${own.size ? `?${own}` : ''}`)}`;
};
