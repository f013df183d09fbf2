import type { Question, Survey } from '../types';

/** A question, and the page and place at which it is asked. */
export interface Place {
  question: Question;
  /** Place in `questions`. */
  at: number;
  /** Place of its page; 0 where all stand on one. */
  page: number;
  /** Place in the order in which all are asked. */
  order: number;
}

/** Where each question is asked, by id. Of an id that is used twice, the first. One that stands on no page is left out. */
export function placesOf({ questions, pages }: Survey): Map<string, Place> {
  const byId = new Map<string, number>();
  questions.forEach(({ id }, at) => void (byId.has(id) || byId.set(id, at)));
  const places = new Map<string, Place>();
  const listed = pages?.map((page) => page.questions) ?? [questions.map(({ id }) => id)];
  listed.forEach((ids, page) => {
    for (const id of ids) {
      const at = byId.get(id);
      if (at !== undefined && !places.has(id))
        places.set(id, { question: questions[at]!, at, page, order: places.size });
    }
  });
  return places;
}
