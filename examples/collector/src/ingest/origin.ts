import type { Project } from '../limits';

/** Whether a page of this origin may send to the project. `undefined`: the request has no Origin header, as apps and servers send it. */
export const originAllowed = (origin: string | undefined, { origins, withoutOrigin = true }: Project): boolean => {
  if (origin === undefined) return withoutOrigin;
  return origins.includes(origin) || (origins.includes('*') && origin !== 'null');
};
