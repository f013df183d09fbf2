import { bankApp } from './bank-app';
import { docs } from './docs';
import type { Project } from './project';
import { shop } from './shop';

/** The projects of the sample: one more is a file and a line. */
export const projects = { shop, 'bank-app': bankApp, docs } satisfies { [name: string]: Project };

export type ProjectName = keyof typeof projects;
export const projectNames = Object.keys(projects) as ProjectName[];

/** Which part of all submissions each has. */
export const SHARES: { [name in ProjectName]: number } = { shop: 0.57, 'bank-app': 0.28, docs: 0.15 };
