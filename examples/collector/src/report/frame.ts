import { html } from 'hono/html';
import { may, type Person } from '../accounts/person';
import type { Html } from './context';
import { page } from './page';
import { sections } from './sections';

export const projectAddress = (project: string): string => `/report/p/${encodeURIComponent(project)}`;

/** Beside the name: all projects, and the way out. */
export const projectNav = (projects: string[], current?: string) => html`<nav aria-label="Projects">
  <span class="projects">${projects.map((name) => html`<a href="${projectAddress(name)}"${name === current ? html` aria-current="page"` : ''}>${name}</a>`)}</span>
  <form method="post" action="/report/sign-out"><button class="plain">Sign out</button></form>
</nav>`;

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
}

/** A page of one project: projects beside the name, its sections below. */
export const projectFrame = ({ person, project, projects, section, title, body }: ProjectFrame) => {
  const seen = sections.filter(({ role }) => may(person, role));
  return page({
    title: `${title} · Earshot`,
    nav: projectNav(projects, project),
    body: html`${
      seen.length > 1 &&
      html`<nav class="sections" aria-label="${project}">${seen.map(({ path, name }) => html`<a href="${projectAddress(project)}${path && `/${path}`}"${path === section ? html` aria-current="page"` : ''}>${name}</a>`)}</nav>`
    }${body}`,
  });
};
