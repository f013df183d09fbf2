import { html } from 'hono/html';
import { may, type Person } from '../accounts/person';
import type { Html } from './context';
import { type LivePage, liveBar } from './live/live-bar';
import { scriptPath } from './live/live-script';
import { page } from './page';
import { sections } from './sections';

export const projectAddress = (project: string): string => `/report/p/${encodeURIComponent(project)}`;

export interface TopNav {
  person: Person;
  /** Names of all projects. */
  projects: string[];
  /** The project that this page is of. */
  project?: string;
  /** Address of this page, where it is one that the navigation names. */
  here?: string;
}

/** Beside the name: all projects, who is signed in, and the way out. */
export const topNav = ({ person, projects, project, here }: TopNav) => {
  const current = (is: boolean) => (is ? html` aria-current="page"` : '');
  const link = (path: string, name: Html | string) =>
    html`<a href="/report/${path}"${current(here === path)}>${name}</a>`;
  return html`<nav aria-label="Projects and account">
  <span class="projects">${projects.map((name) => html`<a href="${projectAddress(name)}"${current(name === project)}>${name}</a>`)}</span>
  <span class="you">${may(person, 'admin') && html`${link('people', 'People')}${link('log', 'Log')}`}${link('account', html`<span class="hidden">Your account: </span>${person.name}`)}<form method="post" action="/report/sign-out"><button class="plain">Sign out</button></form></span>
</nav>`;
};

export interface ProjectFrame {
  person: Person;
  project: string;
  /** Names of all projects. */
  projects: string[];
  /** Path of the section that this page is of (`sections.ts`). */
  section: string;
  /** Without the product's name. */
  title: string;
  body: Html;
  /** Where it hears of new submissions; undefined: it does not. */
  live?: LivePage | undefined;
}

/** A page of one project: projects beside the name, its sections below. */
export const projectFrame = ({ person, project, projects, section, title, body, live }: ProjectFrame) => {
  const seen = sections.filter(({ role }) => may(person, role));
  return page({
    title: `${title} · Earshot`,
    nav: topNav({ person, projects, project }),
    script: live && scriptPath,
    body: html`${
      seen.length > 1 &&
      html`<nav class="sections" aria-label="${project}">${seen.map(({ path, name }) => html`<a href="${projectAddress(project)}${path && `/${path}`}"${path === section ? html` aria-current="page"` : ''}>${name}${live && path === 'inbox' ? html`<span class="fresh" data-fresh></span>` : ''}</a>`)}</nav>`
    }${body}${live && liveBar(live)}`,
  });
};
