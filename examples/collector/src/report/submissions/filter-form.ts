import { html } from 'hono/html';
import { STATUSES, statusWords } from '../../inbox/status';
import type { SubmissionFilter } from '../../search/filter';
import type { Choices } from '../../search/read-choices';
import type { Html } from '../context';
import { PERIODS, type ReportPeriod } from '../figures/period';
import { option } from '../inbox/inbox-filters';
import { channelWords, deviceWords, languageWords } from './filter-words';

export interface FilterFormView {
  /** Where the list is. */
  address: string;
  filter: SubmissionFilter;
  /** Undefined: all time. */
  period: ReportPeriod | undefined;
  choices: Choices;
  /** Whether the reader may find by contact, too. */
  contacts: boolean;
}

type Pair = [value: string, words: string];

/** A choice that is on stays choosable, also when nothing has it any more. */
const select = (name: string, label: string, any: string, chosen: string, choices: Pair[]) => {
  const known =
    chosen && !choices.some(([value]) => value === chosen) ? [[chosen, chosen] as Pair, ...choices] : choices;
  return html`<div><label for="by-${name}">${label}</label>
    <select id="by-${name}" name="${name}">${option('', any, !chosen)}${known.map(([value, words]) => option(value, words, value === chosen))}</select></div>`;
};

/** What can have very many values is typed, and offered as far as it is known. */
const field = (
  name: string,
  label: string,
  value: string,
  known: string[],
) => html`<div><label for="by-${name}">${label}</label>
    <input id="by-${name}" name="${name}" value="${value}" list="known-${name}" placeholder="Any" autocomplete="off">
    <datalist id="known-${name}">${known.map((one) => html`<option value="${one}"></option>`)}</datalist></div>`;

const pairs = (words: Record<string, string>): Pair[] => Object.entries(words);
const same = (values: string[]): Pair[] => values.map((value) => [value, value]);

/** Search and filters: a form that is an address, so that every view of the list can be passed on. */
export const submissionFilterForm = ({ address, filter, period, choices, contacts }: FilterFormView): Html => {
  const own = period?.name === 'own';
  const score = (
    name: 'least' | 'most',
    label: string,
  ) => html`<div class="short"><label for="by-${name}">${label}</label>
    <input id="by-${name}" name="${name}" type="number" step="1" value="${filter[name] ?? ''}" placeholder="Any"></div>`;
  const day = (name: 'from' | 'to', label: string, value: string) => html`<div><label for="by-${name}">${label}</label>
    <input id="by-${name}" name="${name}" type="date" value="${value}"></div>`;
  const box = (name: 'attachment' | 'reply', words: string) =>
    html`<label class="box"><input type="checkbox" name="${name}" value="1"${filter[name] ? html` checked` : ''}> ${words}</label>`;
  const { search: _, ...others } = filter;
  const narrow =
    period !== undefined ||
    Object.values(others).some((value) => value !== '' && value !== undefined && value !== false);
  return html`<form class="filters" role="search" action="${address}">
    <div class="line">
      <label class="hidden" for="q">Search words${contacts ? ', pages and contacts' : ' and pages'}</label>
      <input id="q" name="q" type="search" value="${filter.search}" placeholder="Words, page${contacts && ', contact'}">
      <button>Search</button>
    </div>
    <details${narrow ? html` open` : ''}>
      <summary>Filters</summary>
      <div class="fields">
        ${select(
          'period',
          'Received',
          'At any time',
          period && !own ? period.name : '',
          pairs(PERIODS).filter(([name]) => name !== 'all'),
        )}
        <input type="hidden" name="was" value="${period && !own ? period.name : ''}">
        ${day('from', 'or from', own ? period.first : '')}
        ${day('to', 'to', own ? period.last : '')}
        ${select('survey', 'Survey', 'Any', filter.survey, same(choices.surveys))}
        ${select('question', 'Question', 'Any', filter.question, same(choices.questions))}
        ${score('least', 'Score from')}
        ${score('most', 'Score to')}
        ${select(
          'theme',
          'Theme',
          'Any',
          filter.theme,
          choices.themes.map(({ id, name }): Pair => [id, name]),
        )}
        ${select('tag', 'Tag', 'Any', filter.tag, same(choices.tags))}
        ${select(
          'status',
          'State',
          'All but spam',
          filter.status,
          STATUSES.map((one): Pair => [one, statusWords[one]]),
        )}
        ${select(
          'language',
          'Language',
          'Any',
          filter.language,
          choices.languages.map((tag): Pair => [tag, languageWords(tag)]),
        )}
        ${select('device', 'Device', 'Any', filter.device, pairs(deviceWords))}
        ${select('channel', 'Channel', 'Any', filter.channel, pairs(channelWords))}
        ${field('release', 'Release', filter.release, choices.releases)}
        ${field('touchpoint', 'Touchpoint', filter.touchpoint, choices.touchpoints)}
        <div class="boxes">${box('attachment', 'With attachment')}${box('reply', 'Asked for a reply')}</div>
        <div class="line"><button>Show</button></div>
      </div>
    </details>
  </form>`;
};
