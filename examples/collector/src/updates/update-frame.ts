import { html } from 'hono/html';
import type { Html, ReportRequest } from '../report/context';
import { type ProjectFrame, projectFrame } from '../report/frame';

/** A page of the updates of a project, with their styles. */
export const updateFrame = (c: ReportRequest, { body, ...page }: Omit<ProjectFrame, 'person' | 'section'>): Html =>
  projectFrame({
    ...page,
    person: c.get('person'),
    section: 'updates',
    body: html`<div class="of-updates">${body}</div>`,
  });
