import type { Person } from '../../accounts/person';
import type { Html } from '../context';
import { topNav } from '../frame';
import { page } from '../page';

export interface Framed {
  person: Person;
  /** Names of all projects. */
  projects: string[];
}

/** A page of no project: of the people, the log, or one's own account. */
export const framed = ({ person, projects, here, title, body }: Framed & { here: string; title: string; body: Html }) =>
  page({ title: `${title} · Earshot`, nav: topNav({ person, projects, here }), body });
