import { html } from 'hono/html';
import type { Person } from '../accounts/person';
import { topNav } from './frame';
import { page } from './page';

export interface Note {
  /** Undefined where nobody is signed in. */
  person: Person | undefined;
  /** Names of all projects. */
  projects: string[];
  title: string;
  what: string;
}

/** A page that is a title and a sentence. */
export const notePage = ({ person, projects, title, what }: Note) =>
  page({
    title: `${title} · Earshot`,
    nav: person && topNav({ person, projects }),
    body: html`<div class="title"><h1>${title}</h1><p>${what}</p></div>`,
  });
