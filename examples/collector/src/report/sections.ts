import type { Role } from '../accounts/person';

export interface Section {
  /** After `/report/p/:project`; empty for the overview. */
  path: string;
  name: string;
  /** Shown to this role and those above. */
  role: Role;
}

/** The pages of a project that its navigation names, in order. One more is a line. */
export const sections: Section[] = [
  { path: '', name: 'Overview', role: 'read' },
  { path: 'inbox', name: 'Inbox', role: 'read' },
  { path: 'submissions', name: 'Submissions', role: 'read' },
  { path: 'themes', name: 'Themes', role: 'read' },
  { path: 'updates', name: 'Updates', role: 'read' },
  { path: 'views', name: 'Views', role: 'read' },
];
