import { html } from 'hono/html';
import type { Html } from '../context';
import { count } from '../format';
import { MOST_READ, type PeopleCount } from './answers';

/** Whether each answer counts, or each person's latest. */
export type Per = 'answer' | 'person';

export interface PeopleView {
  per: Per;
  /** `too_many`: of so many nobody is told apart here. */
  people: PeopleCount | 'too_many';
  /** The same page with the other way of counting. */
  addressOf: (per: Per) => string;
}

const answers = (n: number): string => (n === 1 ? '1 answer' : `${count(n)} answers`);

const unknownWords = ({ unknown, people }: PeopleCount): string => {
  if (!unknown) return '';
  const who = people
    ? `${answers(unknown)} more ${unknown === 1 ? 'says' : 'say'}`
    : `${answers(unknown)} ${unknown === 1 ? 'says' : 'say'}`;
  return ` ${who} nothing to know a person by, and ${unknown === 1 ? 'counts' : 'count one by one'}.`;
};

const KNOWN_BY =
  'People are known by your own key, by their device where they agreed to it, or by the address they left.';

/** How many people the answers are of, and the way to count each of them once. */
export const peopleLine = ({ per, people, addressOf }: PeopleView): Html | '' => {
  if (people === 'too_many')
    return html`<p class="people">How many people these are is not counted where the project has more than ${count(MOST_READ)} submissions from the begin of the period until today.${per === 'person' && ' Here every answer counts: choose a period that begins later to count each person once.'}</p>`;
  const known = people.answers - people.unknown;
  if (per === 'person')
    return html`<p class="people">Each person’s latest answer in 90 days counts: ${count(people.latest)} of ${answers(people.answers)}. ${KNOWN_BY}${unknownWords(people)} <a href="${addressOf('answer')}">Count every answer</a></p>`;
  // Where nobody answered twice, answers are people already.
  if (known <= people.people) return '';
  return html`<p class="people">${answers(known)} from ${count(people.people)} ${people.people === 1 ? 'person' : 'people'}.${unknownWords(people)} ${people.latest < people.answers && html`<a href="${addressOf('person')}">Count each person’s latest only</a>`}</p>`;
};
