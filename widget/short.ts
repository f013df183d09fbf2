import type { Panel } from './view';

/** Inline, one question stands alone until somebody answers it. */
export const isShort = ({ host, state, survey }: Panel): boolean =>
  host.layout === 'inline' && !survey.course && !Object.keys(state.values).length;
