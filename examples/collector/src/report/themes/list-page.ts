import { html } from 'hono/html';
import { may, type Person } from '../../accounts/person';
import type { StoredSubmission } from '../../storage/list';
import type { ThemeFigures } from '../../themes/figures';
import type { Theme } from '../../themes/theme';
import { excerptOf } from '../../updates/update-page';
import { saveView } from '../../views/save-form';
import type { Html } from '../context';
import { lengthWords } from '../figures/figure-reading';
import type { Figure } from '../figures/figures';
import { hasBefore, periodQuery, periodWords, type ReportPeriod } from '../figures/period';
import { periodForm } from '../figures/period-form';
import { flash } from '../flash';
import { count } from '../format';
import { addressOf } from '../submissions/submission-item';
import { metricWords } from '../words';
import { changeWords, partialNote, scoreWords, shareWords, themeStateChip, themesAddress } from './theme-words';

export interface ListedTheme {
  theme: Theme;
  figures: ThemeFigures;
  newest: StoredSubmission | undefined;
}

export interface ThemesView {
  person: Person;
  project: string;
  query: URLSearchParams;
  period: ReportPeriod;
  timeZone: string;
  /** The largest first. */
  listed: ListedTheme[];
  /** How many of them are compared with the days before. */
  k: number;
  /** Submissions of the period in which somebody wrote something. */
  texts: number;
  /** Whose scores are shown. */
  main: Figure | undefined;
}

const row = ({ theme, figures, newest }: ListedTheme, { project, period, main }: ThemesView) => {
  const query = new URLSearchParams(periodQuery(period));
  const address = `${themesAddress(project, theme.id)}${query.size ? `?${query}` : ''}`;
  return html`<tr>
    <th scope="row"><a href="${address}" dir="auto">${theme.name}</a> ${themeStateChip(theme.state)}</th>
    <td data-of="Submissions" class="number"><span>${count(figures.n)}</span></td>
    <td data-of="Of those with words"><span>${shareWords(figures)}</span></td>
    ${hasBefore(period) && html`<td data-of="Against the days before"><span>${changeWords(figures)}</span></td>`}
    ${main && html`<td data-of="${metricWords[main.metric].name}, mean"><span>${scoreWords(figures)}</span></td>`}
    <td data-of="Newest words" class="quote">${newest ? html`<a href="${addressOf(newest)}" lang="${newest.record.locale}" dir="auto">${excerptOf(newest)}</a>` : '–'}</td>
  </tr>`;
};

/** What people write about, the most frequent first. */
export const themesList = (view: ThemesView): Html => {
  const { person, project, query, period, timeZone, listed, k, texts, main } = view;
  const own = new URLSearchParams(periodQuery(period));
  const words = periodWords(period);
  const caption = html`${words[0]!.toUpperCase()}${words.slice(1)}: ${texts === 1 ? '1 submission has words' : `${count(texts)} submissions have words`}; one may be in several themes. Shares with their 95 % interval${hasBefore(period) && html`, changes against ${lengthWords(period)}, in points`}${k > 1 && `, each with the interval of one comparison by itself and a p adjusted for all ${k} (Holm), since among so many some change by chance`}${main && html`; means of ${metricWords[main.metric].short} from ${String(main.scale!.min)} to ${String(main.scale!.max)} (${main.survey}), of those in the theme`}.`;
  return html`<div class="title with-new"><div><h1>Themes</h1><p>What people write about. A theme holds whatever has one of its words, and what you put in.</p></div>
    ${may(person, 'answer') && html`<a class="new-theme" href="${themesAddress(project)}/new">New theme</a>`}</div>
    ${flash(query)}
    ${periodForm(period, themesAddress(project), [], timeZone)}
    ${partialNote(listed.map(({ theme }) => theme))}
    ${
      listed.length
        ? html`<table class="theme-table"><caption>${caption}</caption>
      <thead><tr><th scope="col">Theme</th><th scope="col" class="number">Submissions</th><th scope="col">Of those with words</th>${hasBefore(period) && html`<th scope="col">Against the days before</th>`}${main && html`<th scope="col">${metricWords[main.metric].name}, mean</th>`}<th scope="col">Newest words</th></tr></thead>
      <tbody>${listed.map((one) => row(one, view))}</tbody></table>`
        : html`<p class="empty">There are no themes yet. ${may(person, 'answer') ? 'Make one of what you read again and again: a name, and the words that people use for it.' : 'Whoever may answer can make them.'}</p>`
    }
    ${saveView(person, project, `themes${own.size ? `?${own}` : ''}`)}`;
};
